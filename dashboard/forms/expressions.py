"""Expressions of a form: lxml's XPath 1.0 with ODK's functions, and the answers that they come to."""

import re
from collections.abc import Collection, Mapping
from math import isnan
from typing import Any

import regex
from lxml import etree

from dashboard.errors import FormError, did_you_mean
from dashboard.forms.functions import BUILT_IN, EXTENSIONS, RENAMED, truth

_LITERAL = re.compile(r"('[^']*'|\"[^\"]*\")")
_REFERENCE = re.compile(r"\$\{\s*([^}\s]+)\s*\}")
_CALL = re.compile(r"([A-Za-z_][\w.-]*(?::[\w.-]+)?)\s*\(")
_PATTERN = re.compile(r"\bregex\s*\([^()]*,\s*$")
"""The end of a text after which a literal is the pattern of a regex()."""
_KNOWN = BUILT_IN | {name for _none, name in EXTENSIONS} | set(RENAMED)
_EMPTY = etree.Element("answer")


class Expression:
    """A compiled expression; `names` are the questions that it looks at."""

    def __init__(self, written: str, *, where: str) -> None:
        # Every second part is a literal, in which ${...} and calls mean nothing.
        parts = _LITERAL.split(written)
        self.names = frozenset(name for part in parts[::2] for name in _REFERENCE.findall(part))
        for part in parts[::2]:
            _check_calls(part, written, where)
        for text_before, literal in zip(parts[::2], parts[1::2], strict=False):
            if _PATTERN.search(text_before):
                _check_pattern(literal[1:-1], where)
        parts[::2] = map(_as_lxml, parts[::2])
        try:
            self._xpath = etree.XPath("".join(parts), extensions=EXTENSIONS, smart_strings=False)
        except etree.XPathSyntaxError:
            raise FormError(
                f"{where}: the expression {written!r} is not valid XPath. Check its brackets and quotes."
            ) from None
        self.written, self._where = written, where

    def try_out(self, node_sets: Collection[str]) -> None:
        """Raise FormError where count(), sum() and the like are given a single answer, and not the rows of a repeat.

        `node_sets` are the names that stand for several rows or answers: those of repeats and of the questions in them.
        """
        try:
            self.value({name: [] if name in node_sets else "" for name in self.names})
        except etree.XPathEvalError:
            raise FormError(
                f"{self._where}: {self.written!r} cannot be computed. count() and sum() add up the rows of a repeat, "
                "seen from outside of it: give them the name of a repeat or of a question in it."
            ) from None
        except (ValueError, ArithmeticError):
            return  # such as int() of an empty answer: nothing is answered yet

    def value(self, values: Mapping[str, Any], node: etree._Element | None = None) -> Any:
        """Return what the expression comes to: a text, a number or a truth value.

        `values` are the answers by question, as XPath values; `node` is what "." in the expression stands for.
        """
        variables = {name: values.get(name, "") for name in self.names}
        return self._xpath(_EMPTY if node is None else node, **variables)

    def holds(self, values: Mapping[str, Any], node: etree._Element | None = None) -> bool:
        """Return whether the expression is true in XPath's sense."""
        return truth(self.value(values, node))


def _as_lxml(part: str) -> str:
    """Return a part of an expression as lxml takes it: ${name} as a variable, our functions by their own names."""
    renamed = _CALL.sub(lambda call: f"{RENAMED.get(call[1], call[1])}(", part)
    return _REFERENCE.sub(lambda reference: f"${reference[1]}", renamed)


def _check_calls(part: str, written: str, where: str) -> None:
    """Raise FormError for a function in a part of the expression `written` that we do not have."""
    for name in _CALL.findall(part):
        if name not in _KNOWN:
            raise FormError(
                f"{where}: the function {name}() in {written!r} is not known here.{did_you_mean(name, _KNOWN)}"
            )


def _check_pattern(pattern: str, where: str) -> None:
    """Raise FormError for a pattern of regex() that is not a valid one."""
    try:
        regex.compile(pattern)
    except regex.error as error:
        raise FormError(
            f"{where}: the pattern {pattern!r} of regex() is not one: {error}. Check its brackets and backslashes."
        ) from None


def answer_node(value: Any) -> etree._Element:
    """Return the "." of a constraint: an element that holds an XPath value."""
    node = etree.Element("answer")
    node.text = repr(value) if isinstance(value, float) else str(value)
    return node


def item_node(columns: Mapping[str, str]) -> etree._Element:
    """Return the "." of a choice_filter: an item with one child a column."""
    node = etree.Element("item")
    for column, cell in columns.items():
        etree.SubElement(node, column).text = cell
    return node


def is_computed(default: str) -> bool:
    """Return whether a default is an expression, and not the answer itself."""
    return "${" in default or default.endswith(")")


def as_text(value: Any) -> str | None:
    """Return the result of a calculation as the text that is kept; None for an empty result."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if isnan(value):
            return None
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, list):
        value = value[0].text if value else ""
    return str(value) or None
