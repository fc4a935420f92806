"""An agency's own cases for its GBVIMS Incident Recorder."""

from collections.abc import Iterator, Sequence

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.actions.supervisor.agency_export import pages
from dashboard.casework.intake import AREA
from dashboard.interchange import gbvims
from dashboard.interchange.gbvims import Known
from dashboard.records import takeaway as record
from dashboard.records.cases import case_of_values
from dashboard.records.submissions import Submission
from dashboard.spreadsheets import Sheet, xlsx_file


def export(context: Context, who: Principal) -> bytes:
    """Return the cases of which a supervisor may know as a workbook in the Incident Recorder's columns.

    Duplicates are left out: the case that they repeat is there.
    """
    with context.read(who, Permission.export_agency) as tx:
        until, as_whom = record.moment(tx, context.now()), reader(who, context.now())
        keys = record.keys(tx, as_whom)
    known = [
        case
        for page in pages(as_whom, keys, until, context, who)
        for case in _known(page)
        if case.case.status != "duplicate"
    ]
    unsure = [gbvims.to_confirm(case) for case in known if not case.is_confirmed]
    counted = {"cases": len(known), "to_confirm": len(unsure)}
    context.audit_only(who, Permission.export_agency, "agency.gbvims", who.agency or "", **counted)
    return xlsx_file(
        [
            Sheet(name=gbvims.SHEET, rows=[gbvims.COLUMNS, *map(gbvims.row, known)]),
            Sheet(name="To confirm", rows=[("INCIDENT ID", "GBV TYPE (suggested)"), *unsure], widths=(16, 40)),
            Sheet(name="Read first", rows=gbvims.notes(who.agency or "", until.at), titled=True),
        ]
    )


def _known(page: record.Page) -> Iterator[Known]:
    """Yield what is known of each case of a page."""
    replaced = {entry.supersedes for entry in page.entries}
    standing = [entry for entry in page.entries if entry.id not in replaced and entry.area == AREA]
    law = {row["case_key"]: row["value"] for row in page.histories["consents"] if row["scope"] == "law_enforcement"}
    for values in page.cases:
        case = case_of_values(values)
        incidents = _answers(standing, case.key, "incident")
        yield Known(
            case, incidents[-1] if incidents else {}, _answers(standing, case.key, "need"), law.get(case.key, "")
        )


def _answers(entries: Sequence[Submission], key: str, form: str) -> list[dict[str, object]]:
    return [entry.answers for entry in entries if (entry.case_key, entry.form) == (key, form)]
