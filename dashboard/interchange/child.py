"""Read and check a file in a child process with limits on memory and time.

Files come from anywhere, and one can be made to fill the memory or to be read for hours. In a process of its own it harms
nobody: the server goes on, others save, and nothing of the file is left when the process ends. The file travels through
pipes only: it stands in no list of processes and on no disk.
"""

import base64
import json
import os
import resource
import signal
import subprocess
import sys
from collections.abc import Mapping
from threading import BoundedSemaphore
from typing import Any

from dashboard.errors import DashboardError, ImportRefused
from dashboard.i18n import gettext as _
from dashboard.i18n import language, use
from dashboard.interchange.jobs import JOBS, source_from
from dashboard.interchange.reading import read
from dashboard.interchange.source import Source
from dashboard.private import keep_private

MEMORY = 512 * 2**20
"""Bytes of address space, because Linux ignores the limit on resident memory."""
READING = 4.0
"""Seconds of work in which a file must be read: one of 20,000 rows takes less than half of it."""
WAITING = 20.0
"""Seconds by the clock in which a file must be read: one that sleeps does no work, and the machine may be busy."""
SECONDS = 120.0
"""Seconds for the whole job: checking takes its time for each row, and a row can be as long as the reader lets it be."""
_ROOM = BoundedSemaphore(2)
"""So many files are read at once; others wait. Ten people with ten files must not fill the memory together."""


def run(job: str, request: Mapping[str, Any], *, memory: int = MEMORY, seconds: float = SECONDS) -> dict[str, Any]:
    """Run a job of interchange/jobs.py with the file in `request` ("name" and "content") and return its answer.

    Bytes in the request arrive as base64. Raises ImportRefused when the file is refused there, or runs into a limit.
    """
    sent = json.dumps({**request, "language": language()}, default=_as_text).encode()
    command = [sys.executable, "-m", __name__, job, str(memory)]
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2", "RUST_BACKTRACE": "0"}
    with _ROOM:
        try:
            # Standard error goes nowhere: the text of an error could hold values of cases.
            done = subprocess.run(
                command,
                input=sent,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                timeout=seconds,
                env=environment,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise ImportRefused(_too_long()) from None
    return _answer(done.returncode, done.stdout)


def read_apart(content: bytes, name: str) -> Source:
    """Read a file in a child process; raise ImportRefused as `reading.read` does."""
    return source_from(run("read", {"name": name, "content": content}))


def _as_text(value: object) -> str:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} cannot travel to the child process")


def _answer(code: int, printed: bytes) -> dict[str, Any]:
    if code in (-signal.SIGPROF, -signal.SIGALRM):
        raise ImportRefused(_too_long())
    if code < 0:  # the reader's own language ends the process when there is no memory
        raise ImportRefused(_too_much())
    if code:
        raise ImportRefused(
            _("The file could not be checked, and nothing came in. Save it again as .xlsx or .csv, and try once more.")
        )
    answer: dict[str, Any] = json.loads(printed)
    if "refused" in answer:
        raise ImportRefused(answer["refused"])
    return answer["answer"]  # type: ignore[no-any-return]


def _too_long() -> str:
    return _(
        "Reading the file takes longer than a table of cases does, so it was stopped. Divide it, or save it as CSV."
    )


def _too_much() -> str:
    return _(
        "The file needs more memory than a table of cases does, so reading was stopped. Copy the plain cells into the "
        "template, or divide the file."
    )


def main(job: str, memory: str) -> None:
    """Do a job in the child: the request comes from standard input, the answer goes to standard output, as JSON."""
    keep_private()
    resource.setrlimit(resource.RLIMIT_AS, (int(memory), int(memory)))
    # Whoever prints while a job runs, as a library may, must not get into the answer.
    answers = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)
    try:
        told: dict[str, Any] = {"answer": _do(job, json.loads(sys.stdin.buffer.read()))}
    except DashboardError as error:
        told = {"refused": str(error)}
    except MemoryError:
        told = {"refused": _too_much()}
    with answers:
        json.dump(told, answers)


def _do(job: str, request: dict[str, Any]) -> dict[str, Any]:
    use(request.pop("language"))
    content = base64.b64decode(request.pop("content"))
    # The signal ends the process, whatever it does: a handler of ours would wait for the reader to come back.
    _alarm(READING, WAITING)
    source = read(content, request["name"])
    _alarm(0, 0)
    return JOBS[job](source, request)


def _alarm(work: float, clock: float) -> None:
    signal.setitimer(signal.ITIMER_PROF, work)
    signal.setitimer(signal.ITIMER_REAL, clock)


if __name__ == "__main__":
    main(*sys.argv[1:3])
