"""One row: from texts to a case, or to what is wrong with it."""

import hashlib
import hmac
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from dashboard import codes
from dashboard.casework.intake import new_case
from dashboard.contract import Case, RiskLevel
from dashboard.contract.elements import ELEMENTS
from dashboard.i18n import gettext as _
from dashboard.interchange.columns import BY_NAME, Column, looks_personal

OLDEST = date(2015, 1, 1)
_DAY_FIRST = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4})")
_SPLIT = re.compile(r"[;,،؛|]")


@dataclass(frozen=True)
class Problem:
    """What is wrong in a cell; `row` counts the header as 1, as a spreadsheet does."""

    row: int
    column: str
    message: str


@dataclass(frozen=True)
class Incoming:
    """A row that can come in: its typed values by column, without the reference, of which only a keyed hash is kept.

    `digest` is a keyed hash of the values, by which a row that came in before is known to be unchanged.
    """

    values: Mapping[str, Any]
    ref_hash: str
    digest: str

    @property
    def risk_level(self) -> RiskLevel | None:
        """The level of risk that the agency had decided before the import, None where it had not."""
        level = self.values.get("risk_level")
        return cast(RiskLevel, level) if level in ("high", "medium", "normal") else None

    @property
    def codes(self) -> dict[str, str]:
        """The values of the row as texts by column, without empty ones; several codes have a space between them."""
        return {name: _as_text(value) for name, value in self.values.items() if value not in (None, "")}

    def case(self, *, key: str, agency: str, case_manager: str, at: datetime) -> Case:
        """Return the case; it counts in the quarter in which it comes in (design/disclosure.md: registration date).

        The default of a column that was left out is filled in here and not in `values`: the digest is made of `values`,
        and the same row must have the same digest when a later version takes one more column.
        """
        return new_case(self.values, key=key, agency=agency, case_manager=case_manager, at=at)


def _as_text(value: Any) -> str:
    return " ".join(value) if isinstance(value, tuple) else str(value)


class _Bad(ValueError):
    """A cell that cannot be read; the message never repeats its content."""


def read_row(
    number: int, cells: Mapping[str, str], *, agency: str, secret: bytes, today: date
) -> Incoming | list[Problem]:
    """Return a row that could come in, or everything that is wrong with it."""
    problems: list[Problem] = []
    values: dict[str, Any] = {}
    for name, text in cells.items():
        try:
            values[name] = _value(BY_NAME[name], text, today)
        except _Bad as error:
            problems.append(Problem(number, name, str(error)))
    if not problems:
        problems = [Problem(number, name, text) for name, text in _together(values)]
    return problems or _incoming(values, agency, secret)


def _value(column: Column, text: str, today: date) -> Any:
    """Return the typed value of a cell, None for an empty one; raise _Bad with what is wrong."""
    if not text:
        if column.required:
            raise _Bad(_('is empty. Fill it in; "unknown" is an answer where the list has it.'))
        return None
    kind = None if column.several else looks_personal(text)
    if kind:
        raise _Bad(_("looks like {kind}. Personal data must not be imported: take it out.").format(kind=kind))
    if column.name == "report_date":
        return _date(text, today)
    if column.name == "age":
        return _age(text)
    if column.several:
        parts = [part.strip() for part in _SPLIT.split(text)]
        return tuple(dict.fromkeys(_code(column, part) for part in parts if part))  # each code once, in their order
    return _code(column, text) if column.list_name else text


def _code(column: Column, text: str) -> str:
    code = codes.match(column.list_name, text)
    if code is None:
        raise _Bad(_("is not in the list. Use a code or label of the template's second sheet."))
    return code


def _date(text: str, today: date) -> date:
    try:
        if match := _DAY_FIRST.fullmatch(text):
            day_of_month, month, year = map(int, match.groups())
            day = date(year, month, day_of_month)
        else:
            day = date.fromisoformat(text[:10])
    except ValueError:
        raise _Bad(_("is not a date that exists. Write 2026-11-24 or 24/11/2026.")) from None
    if not OLDEST <= day <= today:
        raise _Bad(_("lies in the future or before 2015."))
    return day


def _age(text: str) -> int:
    if not text.isdecimal() or int(text[:4]) > 110:
        raise _Bad(_("is not an age in whole years between 0 and 110."))
    return int(text)


def _together(values: dict[str, Any]) -> list[tuple[str, str]]:
    """Fill in values that follow from other cells; return the cells that contradict others, as (column, message)."""
    problems: list[tuple[str, str]] = []
    if values.get("age") is not None:
        band = codes.band_of(values["age"])
        if values.get("age_band") not in (None, band):
            problems.append(("age_band", _("does not fit the age.")))
        values["age_band"] = band
    if not values.get("age_band"):
        problems.append(("age", _("is empty, and so is the age band. One of them is needed.")))
    stream = codes.stream_of(values["age_band"]) if values.get("age_band") else "tfgbv"
    values["stream"] = stream
    for element in ELEMENTS:
        if element.main_of:
            values[element.name] = element.read(values)
            if values[element.name] not in values[element.main_of]:  # as the primary type among all types
                problems.append((element.name, _("is not among the ones named beside it.")))
    if values["consent_services"] != "yes":
        problems.append(
            ("consent_services", _("is not yes. Without consent to services a case is not recorded: take the row out."))
        )
    fitting = {code.code for code in codes.codes("violence_type", "child" if stream == "tf_csea" else "adult")}
    if not set(values["violence_types"]) <= fitting:
        problems.append(
            ("violence_types", _("has a type that does not fit the age (children's and adults' types differ)."))
        )
    return problems


def _incoming(values: dict[str, Any], agency: str, secret: bytes) -> Incoming:
    """Return a row that can come in; of its reference only a keyed hash is kept, as it may lead to the survivor."""
    reference = str(values.pop("record_ref"))
    ref_hash = hmac.new(secret, f"{agency}|{reference}".encode(), hashlib.sha256).hexdigest()
    plain = json.dumps(values, sort_keys=True, default=str, ensure_ascii=False)
    return Incoming(values, ref_hash, hmac.new(secret, plain.encode(), hashlib.sha256).hexdigest())
