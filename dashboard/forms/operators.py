"""How the operators of XPath compute, and the scope in which an expression is looked at."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import copysign, fmod, isnan
from typing import Any

from dashboard.forms.xvalues import NAN, Nodes, equal, number, text, truth


@dataclass(frozen=True)
class Scope:
    """What an expression looks at: `values` are the answers by question, `here` is what "." stands for.

    In a choice_filter `columns` are those of the choice. `position` is the number of the row, from 1; `label` returns
    what a choice of a question is called.
    """

    values: Mapping[str, Any]
    here: Any = ""
    columns: Mapping[str, str] = field(default_factory=dict)
    position: int = 0
    label: Callable[[str, str], str] = lambda _question, _choice: ""


Node = Callable[[Scope], Any]
LEVELS = {
    sign: level
    for level, signs in enumerate(("or", "and", "= !=", "< <= > >=", "+ -", "* div mod"))
    for sign in signs.split()
}
OPERATORS: Mapping[str, Callable[[Any, Any], Any]] = {
    "=": equal,
    "!=": lambda left, right: not equal(left, right),
    "<": lambda left, right: number(left) < number(right),
    "<=": lambda left, right: number(left) <= number(right),
    ">": lambda left, right: number(left) > number(right),
    ">=": lambda left, right: number(left) >= number(right),
    "+": lambda left, right: number(left) + number(right),
    "-": lambda left, right: number(left) - number(right),
    "*": lambda left, right: number(left) * number(right),
    "div": lambda left, right: _divided(number(left), number(right)),
    "mod": lambda left, right: tried(fmod, number(left), number(right)),
}
LAZY: Mapping[str, Callable[..., Node]] = {
    "if": lambda test, yes, no: lambda scope: yes(scope) if truth(test(scope)) else no(scope),
    "once": lambda value: lambda scope: value(scope) if text(scope.here) == "" else scope.here,
}


def _divided(left: float, right: float) -> float:
    """Return a quotient; what is divided by 0 is infinite, as in JavaRosa."""
    if right == 0:
        return NAN if left == 0 or isnan(left) else copysign(float("inf"), left)
    return left / right


def tried(function: Callable[..., Any], *arguments: Any) -> Any:
    """Return what a function comes to, NaN where it cannot be computed, as int('')."""
    try:
        return function(*arguments)
    except (ValueError, ArithmeticError):
        return NAN


def chain(first: Node, rest: Sequence[tuple[str, Node]]) -> Node:
    """Return operands of one level, such as a + b - c, as one function that goes through them from the left."""
    nodes = [first, *(node for _sign, node in rest)]
    if rest[0][0] == "or":
        return lambda scope: any(truth(node(scope)) for node in nodes)
    if rest[0][0] == "and":
        return lambda scope: all(truth(node(scope)) for node in nodes)

    def computed(scope: Scope) -> Any:
        value = first(scope)
        for sign, node in rest:
            value = OPERATORS[sign](value, node(scope))
        return value

    return computed


def picked(found: Any, condition: Node, scope: Scope) -> Nodes:
    """Return the rows for which a condition is true; in it a question of the repeat stands for its answer in the row."""
    if not isinstance(found, Nodes):
        return Nodes()
    kept = [
        (value, row)
        for position, (value, row) in enumerate(zip(found.values, found.rows, strict=True), 1)
        if truth(condition(replace(scope, values={**scope.values, **row}, here=value, position=position)))
    ]
    return Nodes([value for value, _row in kept], [row for _value, row in kept])
