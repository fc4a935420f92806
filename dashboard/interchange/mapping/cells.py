"""One cell: from its text to a typed value, by what the mapping says of its column."""

import re
from typing import Any

from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.interchange.mapping.file_mapping import ColumnRule
from dashboard.interchange.mapping.personal import looks_personal
from dashboard.interchange.mapping.targets import Target
from dashboard.interchange.mapping.words import code_of, fold, is_empty

_SPLIT = re.compile(r"[;,،؛|\n]")


class BadCell(ValueError):
    """A cell that cannot be read; the message never repeats its content."""


def as_code(target: Target, rule: ColumnRule, text: str) -> str | None:
    """Return the code of a cell, None where its word means nothing; raise BadCell."""
    folded = fold(text)
    for word, meaning in rule.values.items():
        if fold(word) == folded:
            return _known(target, meaning) if meaning else None
    code = code_of(target, text)
    if code is None:
        raise BadCell(refusal(text))
    return code


def as_codes(target: Target, rule: ColumnRule, text: str) -> tuple[str, ...]:
    """Return the codes of a cell, each once and in their order; raise BadCell.

    They are divided by ; , | or a new line; Kobo and ODK write blanks between codes, which labels have inside them.
    """
    try:
        whole = as_code(target, rule, text)
        return (whole,) if whole else ()
    except BadCell:
        parts = [part.strip() for part in _SPLIT.split(text) if part.strip()]
    found = [code for part in parts for code in _codes_of_part(target, rule, part)]
    return tuple(dict.fromkeys(found))


def _codes_of_part(target: Target, rule: ColumnRule, part: str) -> list[str]:
    codes = {code for code, _labels in target.choices()}
    if " " in part and all(word in codes for word in part.split()):
        return part.split()
    code = None if is_empty(part) else as_code(target, rule, part)
    return [code] if code else []


def constant(target: Target, rule: ColumnRule) -> Any:
    """Return the value of a rule that names no column; raise BadCell for a code that there is not."""
    if target.kind == "codes":
        return tuple(_known(target, code.strip()) for code in _SPLIT.split(rule.constant) if code.strip())
    return _known(target, rule.constant)


def _known(target: Target, code: str) -> str:
    """Return a code of the mapping; raise BadCell when the list has no such code."""
    if code not in {known for known, _labels in target.choices()}:
        raise BadCell(_("The mapping gives a code that is not in the list. Use a code of the template's second sheet."))
    return code


def refusal(text: str) -> str:
    """Return what is wrong with a cell whose text is no code."""
    if kind := looks_personal(text):
        return _("looks like {kind}. Personal data must not be imported: take it out.").format(kind=kind)
    return _(
        "is not in the list. Use a code or label of the template's second sheet, or say in the mapping what it means."
    )


def when_empty(target: Target, rule: ColumnRule) -> Any:
    """Return the value of an empty cell, None where it is left out; raise BadCell where something is needed."""
    if rule.empty:
        return (rule.empty,) if target.kind == "codes" else rule.empty
    if target.needed:
        raise BadCell(_('is empty. Fill it in; "unknown" is an answer where the list has it.'))
    if target.name == "reported_elsewhere":
        return UNKNOWN  # that nobody wrote anything does not say that nobody else counts her case
    return None
