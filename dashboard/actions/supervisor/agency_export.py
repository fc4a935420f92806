"""An agency takes everything away: a Data Package of its own cases and of all that was recorded of them."""

import shutil
import tempfile
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.actions.work.forms import in_version
from dashboard.interchange import takeaway
from dashboard.packages import Described, Package, TableFile, package
from dashboard.records import takeaway as record
from dashboard.records.need_to_know import Reader

TOGETHER = 500
"""How many cases are read at a time: a page of them is all that is in memory."""
LEFT = 3600
"""After so many seconds nobody is writing what is still there."""
ABOUT = (
    "The cases of one agency as the OVTF response dashboard holds them, with every form, decision and step. Cases that "
    "are restricted are in it only where the supervisor who took it away may open them. No file of it may leave the "
    "agency: whoever knows a survivor can find her in it. Files and columns are explained in codebook.csv."
)


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What was taken away: how many cases and entries of forms, and how many rows all tables have."""

    cases: int
    entries: int
    rows: int


def export(context: Context, who: Principal, target: Path, *, with_notes: bool = False) -> Taken:
    """Write all that is on record of the cases of which a supervisor may know to `target`, a folder or a .zip.

    Free text is left out unless `with_notes`, because people may be named in it. The audit has the line before anything
    is at `target`. Raises RecordError when something is there already.
    """
    with context.read(who, Permission.export_agency) as tx:
        until, as_whom = record.moment(tx, context.now()), reader(who, context.now())
        keys, used = record.keys(tx, as_whom), record.form_versions(tx, as_whom, until)
    forms = takeaway.form_tables(_forms(context, used), with_notes=with_notes)
    about = Described(
        name=f"ovtf-{(who.agency or '').lower()}", title=f"Cases of {who.agency}", description=ABOUT, made_at=until.at
    )
    with package(target, about) as made:
        tables = _tables(made, forms)
        for page in pages(as_whom, keys, until, context, who):
            _write(page, tables, forms)
        entries = sum(tables[of_form.main.name].rows for of_form in forms.values())
        taken = Taken(cases=tables["cases"].rows, entries=entries, rows=made.rows)
        counted = {"cases": taken.cases, "entries": taken.entries, "notes": with_notes or None}
        context.audit_only(who, Permission.export_agency, "agency.export", who.agency or "", **counted)
    return taken


def packed(context: Context, who: Principal, *, with_notes: bool = False) -> bytes:
    """Return the same as a .zip, for a page. Its tables are written in the workspace, and are gone afterwards."""
    place = context.workspace.path / "taking"
    place.mkdir(mode=0o700, exist_ok=True)
    _tidy(place)
    with tempfile.TemporaryDirectory(dir=place) as folder:
        target = Path(folder) / "agency.zip"
        export(context, who, target, with_notes=with_notes)
        return target.read_bytes()


def _tidy(place: Path) -> None:
    """Remove what a killed server left behind: copies of cases. No export takes an hour."""
    for left in place.iterdir():
        if time.time() - left.stat().st_mtime > LEFT:
            shutil.rmtree(left, ignore_errors=True)


Forms = Mapping[tuple[str, str], takeaway.FormTables]


def _forms(context: Context, used: list[record.FormVersion]) -> Iterator[takeaway.FormInVersion]:
    """Yield each form in each version in which it was filled in, with the package that translates it."""
    packages = {plugin.name: plugin.module for plugin in context.registry.plugins}
    for area, form, version in used:
        # An area that is not installed any more has no catalogs: its texts stay in the language of its form.
        yield takeaway.FormInVersion(area, packages.get(area, "dashboard"), in_version(context, area, form, version))


def _tables(made: Package, forms: Forms) -> dict[str, TableFile]:
    """Begin every table, and write the codebook."""
    tables = [*takeaway.record_tables().values(), *(table for of_form in forms.values() for table in of_form.tables)]
    made.table(takeaway.CODEBOOK).write(takeaway.codebook_rows(tables))
    return {table.name: made.table(table.resource) for table in tables}


def pages(
    as_whom: Reader, keys: list[str], until: record.Moment, context: Context, who: Principal
) -> Iterator[record.Page]:
    """Yield what is on record of the cases with these keys, some cases at a time, each time in a short transaction."""
    for start in range(0, len(keys), TOGETHER):
        with context.read(who, Permission.export_agency) as tx:
            page = record.page(tx, as_whom, keys[start : start + TOGETHER], until)
        yield page


def _write(page: record.Page, tables: Mapping[str, TableFile], forms: Forms) -> None:
    """Append what is on record of some cases to its tables."""
    for name, rows in takeaway.rows_of(page).items():
        tables[name].write(takeaway.record_tables()[name].rows(rows))
    replaced = {entry.supersedes for entry in page.entries if entry.supersedes}
    for (area, form), of_form in forms.items():
        own = [entry for entry in page.entries if (entry.area, entry.form) == (area, form)]
        for name, row in of_form.rows(own, replaced):
            tables[name].write([row])
