"""Writing a Data Package, table by table and some rows at a time: whole at its place, or not there at all."""

import json
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.packages.described import Described, Resource
from dashboard.spreadsheets import CsvWriter, Row


class TableFile:
    """A table that is being written; `rows` counts what it has."""

    def __init__(self, resource: Resource, writer: CsvWriter) -> None:
        self.resource, self.rows, self._writer = resource, 0, writer
        writer.write([[column.name for column in resource.fields]])

    def write(self, rows: Iterable[Sequence[Any]]) -> None:
        """Append rows, whose cells are in the order of the table's columns."""
        for row in rows:
            self._writer.write([_written(row)])
            self.rows += 1


class Package:
    """A package that is being written into a private folder."""

    def __init__(self, folder: Path, files: ExitStack) -> None:
        self.folder, self.tables = folder, list[TableFile]()
        self._files = files

    def table(self, resource: Resource) -> TableFile:
        """Begin a table."""
        # With a byte order mark, or Excel shows Arabic as rubbish; R, pandas and frictionless read over it.
        place = (self.folder / resource.path).open("w", encoding="utf-8-sig", newline="")
        self.tables.append(TableFile(resource, CsvWriter(self._files.enter_context(place))))
        return self.tables[-1]

    def note(self, name: str, text: str) -> None:
        """Add a file of plain text for people."""
        (self.folder / name).write_text(text, "utf-8")

    @property
    def rows(self) -> int:
        """How many rows all of its tables have."""
        return sum(table.rows for table in self.tables)


@contextmanager
def package(target: Path, about: Described) -> Iterator[Package]:
    """Yield a package to write; it is put at `target`, a folder or a .zip, when the block has ended without an error.

    Until then it is in a folder beside it that only this account can read. Raises RecordError when something is at
    `target` already: what was taken away before is not mixed with it.
    """
    check_free(target)
    with tempfile.TemporaryDirectory(prefix=".taking-", dir=target.absolute().parent) as private:
        folder = Path(private) / "package"
        folder.mkdir(mode=0o700)
        with ExitStack() as files:
            made = Package(folder, files)
            yield made
        described = about.described([table.resource for table in made.tables])
        made.note("datapackage.json", json.dumps(described, ensure_ascii=False, indent=1))
        _put(folder, target)


def check_free(target: Path) -> None:
    """Raise RecordError when something is at a place already, or there is no folder in which it could be made."""
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise RecordError(_("{name} is there already. Choose another name, or move it away.").format(name=target.name))
    if not target.absolute().parent.is_dir():
        raise RecordError(_("There is no folder in which {name} could be made.").format(name=repr(target.name)))


def is_zip(target: Path) -> bool:
    """Whether a package goes into one file, by the name of where it goes."""
    return target.suffix.lower() == ".zip"


def _put(folder: Path, target: Path) -> None:
    """Move a finished package to its place."""
    if not is_zip(target):
        if target.exists():
            target.rmdir()
        shutil.move(folder, target)
        return
    whole = folder.parent / "package.zip"
    whole.touch(mode=0o600)
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as file:
        for part in sorted(folder.iterdir()):
            file.write(part, part.name)
    shutil.move(whole, target)


def _written(row: Sequence[Any]) -> Row:
    return [_cell(value) for value in row]


def _cell(value: Any) -> Any:
    """Return a value as Table Schema writes it: days and times as ISO, times with the zone of Baghdad."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return local(value).isoformat(timespec="seconds")
    return value.isoformat() if isinstance(value, date) else value
