"""A release is built in a process of its own, with limits on memory and time: nothing of it stays anywhere else."""

import json
import resource
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path

from dashboard.access import operator
from dashboard.desk.house import House
from dashboard.desk.releases import build
from dashboard.errors import DashboardError, ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release import Correction, ReleaseSummary
from dashboard.workspace import Workspace

MINUTES = 30
MEMORY = 8 * 2**30
"""Bytes of address space; DuckDB itself keeps to the limit in its configuration."""


@dataclass(frozen=True, kw_only=True)
class Order:
    """What to build; with an approver it is a correction."""

    period: str
    without: tuple[str, ...] = ()
    approver: str = ""
    reason: str = ""


def in_child(workspace: Path, order: Order) -> ReleaseSummary:
    """Build a release in a child process; raise ReleaseError with its sentence, or when it ran into a limit."""
    command = [sys.executable, "-m", __name__, str(workspace), json.dumps(asdict(order))]
    try:
        found = subprocess.run(command, capture_output=True, text=True, timeout=60 * MINUTES, check=False)
    except subprocess.TimeoutExpired:
        raise ReleaseError(
            _("The release took longer than {n} minutes and was stopped. Nothing was published.").format(n=MINUTES)
        ) from None
    try:
        answer = json.loads(found.stdout)
    except ValueError:
        raise ReleaseError(
            _("The release was stopped before its end, perhaps for lack of memory. Nothing was published: try again.")
        ) from None
    if "error" in answer:
        raise ReleaseError(answer["error"])
    return ReleaseSummary(**answer)


def main(path: str, order: str) -> None:
    """Build, and print the summary or the sentence of the error: never a number of a case."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    try:
        print(json.dumps(asdict(_built(Path(path), Order(**json.loads(order))))))
    except DashboardError as error:
        print(json.dumps({"error": str(error)}))


def _built(path: Path, order: Order) -> ReleaseSummary:
    house = House.open(Workspace.open(path), live=False)
    correction = Correction(order.approver, order.reason) if order.approver else None
    try:
        return build(house, operator(), order.period, without=order.without, correction=correction)
    finally:
        house.close()


if __name__ == "__main__":
    main(*sys.argv[1:3])
