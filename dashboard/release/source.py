"""What a release is counted from: a projection made anew from the record, in a private file, gone afterwards."""

import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from dashboard.errors import ReleaseError
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.projection import Projection
from dashboard.records import Records
from dashboard.release.ledger import only_builder

MEMORY = "2GB"
"""DuckDB's limit during a build; the file keeps the cases themselves out of it."""
SECONDS = 300.0
"""How long one statement of an area may count; on a page it is seconds."""


@contextmanager
def made_anew(
    path: Path, forms: Iterable[tuple[str, Form]], records: Records, *, memory: str = MEMORY
) -> Iterator[Projection]:
    """Yield a projection made anew from the record in a file at `path`, and remove the file.

    What a killed build left there goes first. Raises ReleaseError when another build is under way, or when there is
    too little room.
    """
    path.parent.mkdir(exist_ok=True)
    path.parent.chmod(0o700)  # whatever DuckDB puts beside the file is private too
    with only_builder(path):
        _clear(path)
        try:
            source = _filled(path, forms, records, memory)
            try:
                yield source
            finally:
                source.close()
        finally:
            _clear(path)


def _filled(path: Path, forms: Iterable[tuple[str, Form]], records: Records, memory: str) -> Projection:
    try:
        source = Projection.open(path, forms, memory=memory, seconds=SECONDS)
        source.follow(records)
        source.rows("CHECKPOINT")  # written out, a column of codes has a dictionary: counting is three times faster
    except (duckdb.Error, OSError):
        raise ReleaseError(
            _(
                "There is too little memory or room on the disk to read all cases. Nothing was published. Free some "
                "space, then build it again."
            )
        ) from None
    return source


def _clear(path: Path) -> None:
    for leftover in (path, path.with_suffix(".damaged"), path.with_name(path.name + ".wal")):
        leftover.unlink(missing_ok=True)
    shutil.rmtree(path.with_name(path.name + ".tmp"), ignore_errors=True)
