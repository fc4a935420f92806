"""Build a release in a child process with limits on memory and time.

A build holds every agency's cases and the key of the noise in memory. In a process of its own, nothing of
them is left when it ends, and a build that hangs or runs out of memory does not take the server along.
"""

import json
import resource
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Event, Timer
from typing import Any

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce.releases import build
from dashboard.errors import DashboardError, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.private import keep_private
from dashboard.release import Progress, ReleaseSummary, quiet
from dashboard.workspace import Workspace

MINUTES = 180.0
"""How long a build may take before it is stopped as hanging. Long: where an area's SQL takes all its time in each of many
cases, this limit must not tell how many they are (projection/case_rows.py)."""
MEMORY = 8 * 2**30
"""Bytes of address space. DuckDB keeps to a limit of its own; this one bounds the whole process, so plugins too."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build: a period, or a correction of one, which was asked for and approved before."""

    period: str
    without: tuple[str, ...] = ()
    correcting: bool = False


def in_child(workspace: Path, order: Order, progress: Progress = quiet, *, minutes: float = MINUTES) -> ReleaseSummary:
    """Build a release in a child process; raise ReleaseError when the build fails there or runs into a limit.

    `progress` gets the share done (0 to 1) and what is being done: names of tables, never a number.
    """
    command = [sys.executable, "-m", __name__, str(workspace), json.dumps(asdict(order))]
    # Standard error goes nowhere: the text of an error could hold values of cases.
    with (
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as child,
        _stopped_after(minutes, child) as late,
    ):
        answer = _listen(child.stdout or (), progress)
    if answer is None and late.is_set():
        raise ReleaseError(
            _("The release took longer than {n} minutes and was stopped. Nothing was published.").format(
                n=f"{minutes:g}"
            )
        )
    if answer is None:
        raise ReleaseError(
            _("The release was stopped before its end, perhaps for lack of memory. Nothing was published: try again.")
        )
    if "error" in answer:
        raise ReleaseError(answer["error"])
    return ReleaseSummary(**answer)


@contextmanager
def _stopped_after(minutes: float, child: "subprocess.Popen[str]") -> Iterator[Event]:
    """Kill the child after so many minutes and set the yielded event; kill it too when the parent is interrupted."""
    late = Event()

    def stop() -> None:
        late.set()
        child.kill()

    limit = Timer(60 * minutes, stop)
    limit.start()
    try:
        yield late
    except BaseException:
        child.kill()
        raise
    finally:
        limit.cancel()


def _listen(lines: Iterable[str], progress: Progress) -> dict[str, Any] | None:
    """Read the child's lines: report its steps to `progress`, and return its summary or error, None without either."""
    for line in lines:
        try:
            message = json.loads(line)
        except ValueError:
            continue  # a plugin may print while it loads, and a killed child ends in the middle of a line
        if isinstance(message, dict) and "step" not in message:
            return message
        if isinstance(message, dict):
            progress(message["share"], message["step"])
    return None


def main(path: str, order: str) -> None:
    """Build in the child: print a JSON line for each step, then the summary or the error; never a number of a case."""
    keep_private()
    # Before anything is read, so that the limit holds for all of it. Address space, because Linux ignores the limit on
    # resident memory.
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        _send(asdict(_build(Path(path), Order(**json.loads(order)))))
    except DashboardError as error:
        _send({"error": str(error)})


def _send(message: Mapping[str, Any]) -> None:
    print(json.dumps(message), flush=True)


def _build(path: Path, order: Order) -> ReleaseSummary:
    context = Context.open(Workspace.open(path), live=False)
    try:
        return build(
            context,
            operator(),
            order.period,
            without=order.without,
            correcting=order.correcting,
            progress=lambda share, text: _send({"share": share, "step": text}),
        )
    finally:
        context.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
