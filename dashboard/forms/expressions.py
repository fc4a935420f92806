"""Expressions of a form: JavaRosa's XPath with ODK's functions, and the answers that they come to."""

from collections.abc import Mapping
from datetime import datetime
from math import isnan
from typing import Any

from dashboard.errors import FormError
from dashboard.forms.operators import Scope
from dashboard.forms.xpath import Parser, Unreadable
from dashboard.forms.xvalues import single, text, truth


class Expression:
    """A compiled expression; `names` are the questions that it looks at, `looks_at_itself` says that "." is one of them.

    A choice_filter also looks at the columns of the choices: `is_filter`.
    """

    def __init__(self, written: str, *, where: str, is_filter: bool = False) -> None:
        self._where = where
        try:
            self._parser = Parser(written, is_filter=is_filter)
            self._value = self._parser.parse()
        except Unreadable as error:
            raise FormError(f"{where}: {error}") from None
        self.names, self.looks_at_itself = frozenset(self._parser.names), self._parser.looks_at_itself

    def try_out(self, repeat_of: Mapping[str, str], *, in_row: bool) -> None:
        """Raise FormError where one answer is wanted and there are several rows, or the other way round.

        `repeat_of` has what stands for several rows, seen from here: repeats, and the questions in them, each with the
        name of its repeat. `in_row` says whether the expression stands in a row of a repeat.
        """
        seen = self._parser
        for name in sorted(seen.rows - repeat_of.keys()):
            raise FormError(
                f"{self._where}: ${{{name}}} is one answer. count() and sum() add up the rows of a repeat, seen from "
                "outside of it: give them the name of a repeat or of a question in it."
            )
        # In a condition that picks rows, a question of the same repeat is one answer.
        inside = {name for rows, name in seen.together if repeat_of.get(name) == repeat_of.get(rows) != name}
        conditions = {name for _rows, name in seen.together}
        for name in sorted((seen.single | (conditions - inside)) & repeat_of.keys()):
            raise FormError(
                f"{self._where}: ${{{name}}} stands for the rows of a repeat. Write sum(), min(), max(), join() or "
                "indexed-repeat() around it, or ask this inside of the repeat."
            )
        if seen.looks_at_position and not in_row:
            raise FormError(f"{self._where}: position(..) is the number of a row. Write it inside of a repeat.")

    def value(self, scope: Scope) -> Any:
        """Return what the expression comes to: a text, a number, a truth value, a day or a time."""
        return single(self._value(scope))

    def holds(self, scope: Scope) -> bool:
        """Return whether the expression is true."""
        return truth(self._value(scope))


def is_computed(default: str) -> bool:
    """Return whether a default is an expression, and not the answer itself."""
    return "${" in default or default.endswith(")")


def as_text(value: Any) -> str | None:
    """Return the result of a calculation as the text that is kept; None for an empty result."""
    if isinstance(value, float) and isnan(value):
        return None
    return (value.isoformat(timespec="milliseconds") if isinstance(value, datetime) else text(value)) or None
