"""Tables of a plan: what is wrong where, what the file corrects, which quarter counts what, and likely twins."""

from collections.abc import Sequence

from dashboard.i18n import direction, isolated, listed
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning import ImportPlan, PlannedRow
from dashboard.ui.html_table import as_html
from dashboard.ui.imports import meanings

MOST = 500
"""So many rows of a table are shown."""


def faults(found: Sequence[Fault], title: str) -> str:
    """Return by sheet, row and column what is wrong, or to be looked at."""
    rows = [(str(fault.row), _column(fault.column), fault.message, fault.sheet) for fault in found[:MOST]]
    head = (_("Row"), _("Column"), _("What it is"), _("Sheet"))
    used = [place for place in range(len(head)) if any(row[place] for row in rows)]
    return as_html(
        [head[place] for place in used], [[row[place] for place in used] for row in rows], _titled(title, len(found))
    )


def _column(name: str) -> str:
    """Return a column as it is called in the file, with its words where the file has our name for it."""
    called = meanings.label(name) if name else ""
    return f"{called} ({name})" if called != name else name


def changes(rows: Sequence[PlannedRow]) -> str:
    """Return what the file corrects, value by value."""
    told = [
        (
            str(row.number),
            meanings.changed(each.element, each.name),
            meanings.value(each.element, each.before),
            meanings.value(each.element, each.after),
        )
        for row in rows
        for each in row.changes
    ]
    head = (_("Row"), _("What it is"), _("Here"), _("In the file"))
    return as_html(head, told[:MOST], _titled(_("What the file corrects"), len(told)))


def quarters(plan: ImportPlan) -> str:
    """Return how many new cases count in which quarter, and whether they count there as late."""
    rows = [
        (isolated(quarter, direction()), str(cases), _("released: these count as late") if late else _("open"))
        for quarter, cases, late in plan.quarters
    ]
    return as_html((_("Quarter"), _("New cases"), _("Released or not")), rows, _("In which quarter they count"))


def twins(plan: ImportPlan) -> str:
    """Return rows and cases that are likely of one person: somebody looks at them before she takes the plan."""
    rows = [(listed(map(str, each.rows)), listed(each.cases) or "–") for each in plan.twins]
    head = (_("Rows of the file"), _("Cases that are here"))
    return as_html(head, rows, _titled(_("Perhaps the same person: look before you take them"), plan.twins_found))


def _titled(title: str, found: int) -> str:
    return title if found <= MOST else _("{title} (the first {n} of {all})").format(title=title, n=MOST, all=found)
