"""Columns: the ones that we take, and the ones that are refused by name."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard import codes
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.errors import ImportRefused, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.interchange.mapping.personal import SHOWN, forbidden, looks_personal


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
__all__ = ["BY_NAME", "COLUMNS", "Column", "looks_personal", "match_header"]
_INDEX = {codes.fold(word): column.name for column in COLUMNS for word in (column.name, *column.other_names)}


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
    if what := forbidden(written):
        return _(
            "The column {name} looks like {what}. Such data must stay in your agency: take the column out of the "
            "file. Nothing was read from it."
        ).format(name=shown, what=what)
    return _("The column {name} is not one that is taken.{hint} Rename it as in the template, or take it out.").format(
        name=shown, hint=did_you_mean(written, BY_NAME)
    )
