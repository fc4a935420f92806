"""Columns: the ones that we take, and the ones that are refused by name."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import phonenumbers

from dashboard import codes
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.errors import ImportRefused, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.i18n import noted


@dataclass(frozen=True)
class Column:
    """A column of the template: its name, the code list of its cells ("" for none), whether it must be there.

    `several`: a cell may hold more than one code. `other_names` are headers that are taken for this column too.
    """

    name: str
    list_name: str = ""
    required: bool = True
    several: bool = False
    other_names: tuple[str, ...] = ()


def _column(element: CaseElement) -> Column:
    """Return the column for an element, which is one of the fields of a case."""
    return Column(
        element.name,
        element.code_list,
        required=not element.optional,
        several=element.kind == "codes",
        other_names=element.imported_names,
    )


COLUMNS = (
    Column("record_ref", other_names=("reference", "row reference", "رقم السجل", "مرجع السجل")),
    *(_column(element) for element in ELEMENTS if element.imported),
    Column("risk_level", "risk_level", required=False, other_names=("risk", "مستوى الخطورة", "ئاستی مەترسی")),
)
BY_NAME = {column.name: column for column in COLUMNS}
_INDEX = {codes.fold(word): column.name for column in COLUMNS for word in (column.name, *column.other_names)}

# What is refused in a header: the pattern by which it is recognised, and its name for people.
_FORBIDDEN = {
    "name": (r"\bname\b|surname|اسم|الاسم|ناو\b|اللقب", noted("names")),
    "phone": (r"phone|mobile|\btel\b|whatsapp|هاتف|موبايل|رقم الهاتف|مۆبایل|تەلەفۆن", noted("telephone numbers")),
    "e-mail": (r"e ?mail|بريد|ئیمەیڵ", noted("e-mail addresses")),
    "link": (r"\burl\b|\blink\b|profile|account|handle|username|رابط|حساب|لینک", noted("links or accounts")),
    "address": (r"address|street|camp\b|village|district|عنوان|شارع|مخيم|قرية|ناونیشان", noted("addresses")),
    "birth date": (r"birth|\bdob\b|الميلاد|لەدایکبوون", noted("dates of birth")),
    "narrative": (
        r"narrative|notes?\b|comment|description|story|details|remarks|ملاحظ|وصف|تفاصيل|تێبینی",
        noted("free text"),
    ),
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LINK = re.compile(r"https?://|www\.|\bt\.me/|\.com\b", re.IGNORECASE)
# A cell with more characters or more words than this is free text.
_LONG, _WORDS = 60, 9
SHOWN = 40
"""How many characters of a header are repeated in a message."""


def match_header(header: Sequence[str]) -> dict[int, Column]:
    """Return the columns of the template by their position in the header row of a file, from 0.

    Raises ImportRefused for the first header that looks like personal data, is unknown or there twice, and for columns
    that are missing.
    """
    columns: dict[int, Column] = {}
    for position, written in enumerate(header):
        if not written:
            raise ImportRefused(
                _("Column {n} has no name in the first row. Name it as in the template.").format(n=position + 1)
            )
        name = _INDEX.get(codes.fold(written))
        if name is None:
            raise ImportRefused(_refusal(written))
        if BY_NAME[name] in columns.values():
            raise ImportRefused(
                _("The column {name} is there twice. Keep one of them.").format(name=repr(written[:SHOWN]))
            )
        columns[position] = BY_NAME[name]
    missing = [column.name for column in COLUMNS if column.required and column not in columns.values()]
    if missing:
        raise ImportRefused(
            _("These columns are missing: {names}. Begin from the template.").format(names=", ".join(missing))
        )
    if not {"age", "age_band"} & {column.name for column in columns.values()}:
        raise ImportRefused(_("A column age or age_band is needed. Begin from the template."))
    return columns


def _refusal(written: str) -> str:
    """Return the message about a header that is none of ours."""
    shown = repr(written[:SHOWN])
    for pattern, what in _FORBIDDEN.values():
        if re.search(pattern, codes.fold(written)):
            return _(
                "The column {name} looks like {what}. Such data must stay in your agency: take the column out of the "
                "file. Nothing was read from it."
            ).format(name=shown, what=_(what))
    return _("The column {name} is not one that is taken.{hint} Rename it as in the template, or take it out.").format(
        name=shown, hint=did_you_mean(written, BY_NAME)
    )


def looks_personal(value: str) -> str | None:
    """Return what kind of personal data a cell looks like, or None; the cell itself is not repeated."""
    if _EMAIL.search(value):
        return _("an e-mail address")
    if _LINK.search(value):
        return _("a link")
    if any(True for _match in phonenumbers.PhoneNumberMatcher(value, "IQ", leniency=phonenumbers.Leniency.VALID)):
        return _("a telephone number")
    if len(value) > _LONG or len(value.split()) > _WORDS:
        return _("free text")
    return None
