"""An agency's own cases for its GBVIMS Incident Recorder."""

import base64
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.actions.supervisor.agency_export import pages
from dashboard.casework.intake import AREA
from dashboard.interchange import gbvims
from dashboard.interchange.gbvims import Known
from dashboard.records import takeaway as record
from dashboard.records.cases import case_of_values
from dashboard.spreadsheets import Sheet, xlsx_file

SECRET = "gbvims"
"""Whoever has it can find the case of an INCIDENT ID: it stays in the workspace."""
TO_CONFIRM = ("INCIDENT ID", "Case here", "GBV TYPE (suggested)")


def export(context: Context, who: Principal) -> bytes:
    """Return the cases of which a supervisor may know as a workbook in the Incident Recorder's columns.

    Duplicates are left out: the case that they repeat is there.
    """
    with context.read(who, Permission.export_agency) as tx:
        until, as_whom = record.moment(tx, context.now()), reader(who, context.now())
        keys = record.keys(tx, as_whom)
    secret = context.workspace.secret(SECRET)
    rows, unsure = list[list[Any]](), list[tuple[str, ...]]()
    for page in pages(as_whom, keys, until, context, who):
        for case in _known(page, secret):
            rows.append(gbvims.row(case))
            unsure += [] if case.is_confirmed else [gbvims.to_confirm(case)]
    counted = {"cases": len(rows), "to_confirm": len(unsure)}
    context.audit_only(who, Permission.export_agency, "agency.gbvims", who.agency or "", **counted)
    return xlsx_file(
        [
            Sheet(name=gbvims.SHEET, rows=[gbvims.COLUMNS, *rows]),
            Sheet(name="To confirm", rows=[TO_CONFIRM, *unsure], widths=(20, 16, 40)),
            Sheet(name="Read first", rows=gbvims.notes(who.agency or "", until.at), titled=True),
        ]
    )


def _known(page: record.Page, secret: bytes) -> Iterator[Known]:
    """Yield what is known of each case of a page, but of no duplicate."""
    replaced = {entry.supersedes for entry in page.entries}
    entries = [entry for entry in page.entries if entry.id not in replaced and entry.area == AREA]
    answers = _by_case((entry.case_key, (entry.form, entry.answers)) for entry in entries)
    consents = _by_case((row["case_key"], (row["scope"], row["value"])) for row in page.histories["consents"])
    for case in map(case_of_values, page.cases):
        if case.status == "duplicate":
            continue
        sent = answers[case.key]
        yield Known(
            number=f"{case.agency}-{_number(secret, case.key)}",
            case=case,
            incident=dict(sent).get("incident", {}),
            needs=[need for form, need in sent if form == "need"],
            consents=dict(consents[case.key]),
        )


def _by_case(rows: Iterable[tuple[str, Any]]) -> Mapping[str, list[Any]]:
    """Return what there is of each case, oldest first: in a dict that is made of pairs the newest one stays."""
    of_case = defaultdict[str, list[Any]](list)
    for key, what in rows:
        of_case[key].append(what)
    return of_case


def _number(secret: bytes, key: str) -> str:
    """Return what a case is called in the Incident Recorder: the same each time, and no way back to its key."""
    return base64.b32encode(blake2b(key.encode(), key=secret, digest_size=10).digest()).decode()[:10]
