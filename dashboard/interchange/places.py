"""A place in a file, and what it is called in a sentence: its sheet, and the numbers of its rows."""

from collections.abc import Iterable, Sequence

from dashboard.i18n import gettext as _

Place = tuple[str, int]
"""A sheet and the number of a row in it."""


def place(sheet: str) -> str:
    """Return how a sheet is called in a sentence."""
    return _("Sheet {name}").format(name=repr(sheet[:40])) if sheet else _("The table")


def numbers(rows: Sequence[int], most: int = 20) -> str:
    """Return numbers of rows for a sentence: "2-4, 9"; of very many the first."""
    runs = list(_runs(rows))
    shown = ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs[:most])
    return shown + (" …" if len(runs) > most else "")


def _runs(rows: Sequence[int]) -> Iterable[tuple[int, int]]:
    first = last = None
    for row in sorted(set(rows)):
        if last is not None and row == last + 1:
            last = row
            continue
        if first is not None and last is not None:
            yield first, last
        first = last = row
    if first is not None and last is not None:
        yield first, last
