"""XPath as JavaRosa understands it: an expression that is written in a form becomes a function of the answers.

What would be silently false or empty elsewhere is refused here, with what to write instead: paths, bare names, the
rows of a repeat where one answer is wanted, too few or too many arguments.
"""

import re
from inspect import signature

from dashboard.errors import did_you_mean
from dashboard.forms.functions import FUNCTIONS, ROWS_WANTED, wrong_literal
from dashboard.forms.operators import LAZY, LEVELS, Node, chain, picked, tried
from dashboard.forms.xvalues import number, text

_OWN = ("position", "jr:choice-name")
_TOKEN = re.compile(
    r"""(?P<literal>'[^']*'|"[^"]*")|(?P<number>\d+\.?\d*|\.\d+)|\$\{\s*(?P<reference>[^}\s]+)\s*\}"""
    r"""|(?P<name>[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?)|(?P<sign>\.\.|!=|<=|>=|//|[-+*=<>()\[\],./@|])|(?P<space>\s+)"""
)
_PATH = re.compile(r"(?:(?:current|instance)\([^)]*\))?[\w./@*:-]*")
_CHOICES_OF = re.compile(r"\s*\$\{\s*([^}\s]+)\s*\}\s*")


class Unreadable(ValueError):
    """The text is no expression that is taken here; the message is a sentence with what to write instead."""


class Parser:
    """Reads one expression and notes what it looks at.

    Of the questions in `names`, those in `single` stand for one answer, those in `rows` for rows of a repeat. `together`
    has pairs of names of which the second, if it stands in a repeat, must be in the repeat of the first.
    """

    def __init__(self, written: str, *, is_filter: bool = False) -> None:
        self._written, self._is_filter, self._at = written, is_filter, 0
        self._tokens, self._starts = self._divided()
        self._picking = ""  # the rows that the condition in brackets picks from, while it is read
        self.names: set[str] = set()
        self.single: set[str] = set()
        self.rows: set[str] = set()
        self.together: set[tuple[str, str]] = set()
        self.looks_at_itself = self.looks_at_position = False

    def parse(self) -> Node:
        """Return the expression as a function of a scope; raise Unreadable."""
        try:
            node = self._binary(0)
        except RecursionError:
            raise Unreadable(
                "Too many brackets stand inside each other. Divide it over several calculate rows."
            ) from None
        if self._tokens[self._at][0] != "end":
            raise self._broken()
        return node

    def _divided(self) -> tuple[list[tuple[str, str]], list[int]]:
        """Return the words and signs of the expression, each with its kind, and where each begins."""
        tokens, starts, at = [], [], 0
        while at < len(self._written):
            found = _TOKEN.match(self._written, at)
            if found is None or found.lastgroup is None:
                raise self._broken()
            if found.lastgroup != "space":
                tokens.append((found.lastgroup, found[found.lastgroup]))
                starts.append(at)
            at = found.end()
        return [*tokens, ("end", "")], [*starts, at]

    def _broken(self) -> Unreadable:
        return Unreadable(f"the expression {self._written!r} is not valid XPath. Check its brackets and quotes.")

    def _is(self, sign: str, ahead: int = 0) -> bool:
        return self._tokens[self._at + ahead : self._at + ahead + 1] == [("sign", sign)]

    def _take(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1][1]

    def _expect(self, sign: str) -> None:
        if not self._is(sign):
            raise self._broken()
        self._at += 1

    def _level(self) -> int:
        kind, word = self._tokens[self._at]
        return LEVELS.get(word, -1) if kind in ("sign", "name") else -1

    def _binary(self, least: int) -> Node:
        """Read operands, and the operators between them that bind at least as strongly as the level `least`."""
        node = self._unary()
        while (level := self._level()) >= least:
            rest = []  # a long chain of one level is kept flat: nested, it would run into Python's recursion limit
            while self._level() == level:
                rest.append((self._take(), self._binary(level + 1)))
            node = chain(node, rest)
        return node

    def _unary(self) -> Node:
        if not self._is("-"):
            return self._primary()
        self._at += 1
        node = self._unary()
        return lambda scope: -number(node(scope))

    def _primary(self) -> Node:
        kind, word = self._tokens[self._at]
        if kind == "name" and self._is("(", 1) and word not in ("current", "instance"):
            return self._call()
        if kind == "name" and self._is_filter and not self._is("/", 1) and not self._is("(", 1):
            self._at += 1
            return lambda scope: scope.columns.get(word, "")
        if kind == "name" or word in ("/", "//", "..", "@") or (word == "." and self._is("/", 1)):
            raise self._path()
        self._at += 1
        if kind == "reference":
            return self._one_answer(word)
        if kind == "literal":
            return lambda _scope: word[1:-1]
        if kind == "number":
            amount = float(word)
            return lambda _scope: amount
        if word == "(":
            node = self._binary(0)
            self._expect(")")
            return node
        if kind == "sign" and word == ".":
            self.looks_at_itself |= not self._picking
            return lambda scope: scope.here
        raise self._broken()

    def _path(self) -> Unreadable:
        """Return what is wrong with a path or a bare name: which question to write instead."""
        found = _PATH.match(self._written, self._starts[self._at])
        path = found[0] if found else ""
        if "@" in path:
            return Unreadable(f"{path!r} is not known here. Write what it stands for as a text in quotes.")
        name = path.rpartition("/")[2].strip("-.*:") or "question"
        return Unreadable(f"{path!r} is no answer here. Write ${{{name}}} for the answer to a question.")

    def _one_answer(self, name: str) -> Node:
        """Return the answer to a question where one is wanted."""
        if self._is("["):
            raise Unreadable(
                f"Rows of ${{{name}}} are picked where one answer is wanted. Put them into count(), sum(), min(), "
                "max() or join(), or write indexed-repeat()."
            )
        if self._is("/"):
            raise Unreadable(f"A path goes on after ${{{name}}}. Write ${{...}} with the name of the question itself.")
        self.names.add(name)
        if self._picking:
            self.together.add((self._picking, name))
        else:
            self.single.add(name)
        return lambda scope: scope.values.get(name, "")

    def _rows(self, *, must_be: bool) -> Node:
        """Read the rows of a repeat, or the answers to a question in all rows, and the condition that picks from them."""
        name = self._take()
        self.names.add(name)
        if must_be or self._is("["):
            self.rows.add(name)
        if not self._is("["):
            return lambda scope: scope.values.get(name, "")
        if self._tokens[self._at + 1][0] == "number" and self._is("]", 2):
            raise Unreadable(f"A row of ${{{name}}} is taken by its number. Write indexed-repeat() for that.")
        self._at += 1
        outer, self._picking = self._picking, name
        condition = self._binary(0)
        self._picking = outer
        self._expect("]")
        return lambda scope: picked(scope.values.get(name, ""), condition, scope)

    def _call(self) -> Node:
        name = self._take()
        self._at += 1
        if name == "position":
            return self._position()
        shape = LAZY.get(name) or FUNCTIONS.get(name)
        if shape is None and name != "jr:choice-name":
            near = did_you_mean(name, [*FUNCTIONS, *LAZY, *_OWN])
            raise Unreadable(f"The function {name}() is not known here.{near}")
        nodes, literals = self._arguments(name)
        if wrong := wrong_literal(name, literals):
            raise Unreadable(wrong)
        if shape is None:
            return self._choice_name(nodes, literals)
        try:
            signature(shape).bind(*nodes)
        except TypeError:
            raise Unreadable(f"{name}() does not take {len(nodes)} arguments. Look it up in ODK's list.") from None
        self.looks_at_itself |= name == "once"
        if name in LAZY:
            return LAZY[name](*nodes)
        return lambda scope: tried(shape, *[node(scope) for node in nodes])

    def _arguments(self, name: str) -> tuple[list[Node], list[str | None]]:
        """Return what stands between the brackets of a call: each argument, and its text where it is only a text."""
        nodes: list[Node] = []
        literals: list[str | None] = []
        while not self._is(")"):
            if nodes:
                self._expect(",")
            begin, (kind, word) = self._at, self._tokens[self._at]
            nodes.append(self._argument(name, len(nodes)))
            literals.append(word[1:-1] if kind == "literal" and self._at == begin + 1 else None)
        self._at += 1
        return nodes, literals

    def _argument(self, name: str, position: int) -> Node:
        how_many, must_be = ROWS_WANTED.get(name, (0, False))
        is_whole = self._tokens[self._at][0] == "reference" and any(self._is(sign, 1) for sign in ",)[")
        if position >= how_many or not (is_whole or must_be):
            return self._binary(0)
        if not is_whole:
            raise Unreadable(
                f"{name}() looks at the rows of a repeat: give it the name of a repeat or of a question in it."
            )
        if name == "indexed-repeat" and position == 0:
            self.together.add((self._tokens[min(self._at + 2, len(self._tokens) - 1)][1], self._tokens[self._at][1]))
        return self._rows(must_be=must_be)

    def _position(self) -> Node:
        if self._is("..") and not self._picking:
            self._at += 1
            self.looks_at_position = True
        elif not self._picking:
            raise Unreadable("position() is known as position(..), the number of a row seen from inside.")
        self._expect(")")
        return lambda scope: float(scope.position)

    def _choice_name(self, nodes: list[Node], literals: list[str | None]) -> Node:
        named = _CHOICES_OF.fullmatch(literals[1] or "") if len(literals) == 2 else None
        if named is None:
            raise Unreadable(
                "jr:choice-name() takes a choice and, in quotes, its question: jr:choice-name(${a}, '${a}')."
            )
        question, choice = named[1], nodes[0]
        self.names.add(question)
        return lambda scope: scope.label(question, text(choice(scope)))
