"""What a release is counted from: a projection made anew from the record, in a private file, gone afterwards."""

from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import duckdb

from dashboard.errors import ReleaseError
from dashboard.forms import Form
from dashboard.projection import Limits, Projection
from dashboard.records import Records
from dashboard.release.counting import too_small
from dashboard.release.leftovers import clear, has_leftovers
from dashboard.release.turns import between_builds, only_builder

BUILD = Limits(memory="2GB", spill="20GB", seconds=300, alone=8.0)
"""Ten million cases with a need each cannot be sorted within 2 GB: the rest spills into the private folder. A case alone
takes some milliseconds; two seconds for all of them and eight for one (projection/case_rows.py) bear a busy machine."""


@contextmanager
def made_anew(
    path: Path, forms: Iterable[tuple[str, Form]], records: Records, *, limits: Limits = BUILD
) -> Iterator[Projection]:
    """Yield a projection made anew from the record in a file at `path`, and remove the file.

    Files that a killed build left there are removed first. Raises ReleaseError when another build is under way, or
    when memory or disk is too small.
    """
    path.parent.mkdir(exist_ok=True)
    path.parent.chmod(0o700)  # whatever DuckDB puts beside the file is private too
    with only_builder(path):
        clear(path)
        try:
            with _room():
                source = Projection.open(path, forms, limits=limits)
            with closing(source):
                with _room():
                    source.follow(records)
                    source.rows("CHECKPOINT")  # written out, columns of codes have dictionaries, which count faster
                yield source
        finally:
            clear(path)


def tidy(path: Path) -> None:
    """Remove what a killed build left at `path`: copies of cases. A build that is under way keeps its own."""
    if has_leftovers(path):
        with suppress(ReleaseError), between_builds(path):
            clear(path)


@contextmanager
def _room() -> Iterator[None]:
    """Turn the errors of too little memory or disk into a ReleaseError that says what to do."""
    try:
        yield
    except (duckdb.Error, OSError):
        raise too_small() from None
