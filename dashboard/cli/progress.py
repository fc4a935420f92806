"""Show how far a long command has come: a bar on a terminal, otherwise a line for each step."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

_COLUMNS = ("{task.description}", BarColumn(), TextColumn("{task.percentage:>3.0f} %"), TimeElapsedColumn())


@contextmanager
def shown(first: str) -> Iterator[Callable[[float, str], None]]:
    """Yield a callback that takes the share done (0 to 1) and what is being done, and shows them on standard error."""
    if not sys.stderr.isatty():
        yield _lines()
        return
    with Progress(*_COLUMNS, console=Console(stderr=True)) as bar:
        task = bar.add_task(first, total=1.0)
        yield lambda share, text: bar.update(task, completed=share, description=text)


def _lines() -> Callable[[float, str], None]:
    last = ""

    def line(_share: float, text: str) -> None:
        nonlocal last
        if text != last:
            print(text, file=sys.stderr, flush=True)
        last = text

    return line
