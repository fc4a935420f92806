"""The template with a case in it, as a person fills it in."""

import io
from datetime import UTC, datetime

import openpyxl

from dashboard.actions.supervisor.import_planning import refuse_whole
from dashboard.interchange import template_csv, template_xlsx
from dashboard.interchange.checking import Incoming
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import shipped
from dashboard.interchange.planning import Calendar, ImportPlan, plan
from dashboard.interchange.preparing import prepare
from dashboard.interchange.reading import read
from dashboard.interchange.template import EXAMPLE

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
SECRET = b"s" * 32


def planned(content: bytes, name: str = "cases.csv", known=None, secret: bytes = SECRET) -> ImportPlan:
    """Plan a file of the template, without a workspace and in this process."""
    return plan_and_rows(content, name, known, secret)[0]


def rows(content: bytes, name: str = "cases.csv", secret: bytes = SECRET) -> list[Incoming]:
    """Return the rows of a file of the template that can come in."""
    return plan_and_rows(content, name, None, secret)[1]


def plan_and_rows(content: bytes, name: str, known, secret: bytes) -> tuple[ImportPlan, list[Incoming]]:
    """Return the plan of a file, and its rows."""
    template = shipped()["template"].to_toml()
    prepared = prepare(read(content, name), template, agency="A01", secret=secret, now=NOW)
    faults = [Fault(**fault) for fault in prepared["faults"]]
    refuse_whole(faults)
    incoming = [Incoming.from_json(each) for each in prepared["incoming"]]
    more = {name: prepared[name] for name in ("read", "left_out", "dropped", "notes")}
    return plan(incoming, known or {}, Calendar(), NOW, secret=secret, faults=faults, **more), incoming


def filled_csv(**changed: str) -> bytes:
    """Return the CSV template with one case."""
    header = template_csv().decode("utf-8-sig").strip()
    cells = [(EXAMPLE | changed).get(name, "") for name in header.split(",")]
    return f"\ufeff{header}\r\n{','.join(cells)}\r\n".encode()


def filled_book(**changed: str) -> openpyxl.Workbook:
    """Return the workbook with one case in row 3."""
    book = openpyxl.load_workbook(io.BytesIO(template_xlsx()))
    page = book["cases"]
    for cell in list(page[2]):
        page.cell(3, cell.column, (EXAMPLE | changed).get(str(cell.value)) or None)
    return book


def saved(book: openpyxl.Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
