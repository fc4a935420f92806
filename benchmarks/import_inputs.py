"""python -m benchmarks.import_inputs [NAME …]: seconds and peak memory of the process that reads each file that people bring.

First it looks at a file, then it prepares the import; a hostile file is to be refused in 5 s, and none takes more than 512 MB.
`cpu` is work, `s` the time by the clock, which is longer on a busy machine; about a second of both is Python's start.
"""

import base64
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from dashboard.interchange.child import MEMORY
from tests.interchange.made import CASE, MADE, table

INPUTS = Path(__file__).parents[1] / "tests" / "interchange" / "inputs"
LARGE: dict[str, Callable[[], bytes]] = {
    "20 MB of slow cells": lambda: table(
        *({name: "1 " + "a " * 8_000 for name in CASE} for _row in range(93))
    ).encode(),
    "20,000 rows of faults": lambda: table(*({name: "?" for name in CASE} for _row in range(20_000))).encode(),
    "20,000 rows of digits": lambda: table(
        *({"record_ref": f"{row:040}", "age": "9" * 50} for row in range(20_000))
    ).encode(),
}
BETWEEN = """
import resource, subprocess, sys
code = subprocess.call(sys.argv[1:], stderr=subprocess.DEVNULL)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(code, used.ru_utime + used.ru_stime, used.ru_maxrss, file=sys.stderr)
"""
"""A small process between: Linux counts what a parent holds when it starts a child as memory of the child."""


@dataclass(frozen=True)
class Run:
    """What a job in a process of its own took, and its answer."""

    seconds: float
    cpu: float
    megabytes: float
    answer: dict[str, Any]


def measured(job: str, request: dict[str, Any]) -> Run:
    """Run a job of interchange/jobs.py as interchange/child.py does, and measure this process alone."""
    with tempfile.TemporaryFile() as sent, tempfile.TemporaryFile() as told:
        sent.write(json.dumps(request).encode())
        sent.seek(0)
        began = time.monotonic()
        command = [sys.executable, "-m", "dashboard.interchange.child", job, str(MEMORY)]
        environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "MALLOC_ARENA_MAX": "2"}
        between = [sys.executable, "-S", "-c", BETWEEN, *command]
        done = subprocess.run(between, stdin=sent, stdout=told, stderr=subprocess.PIPE, env=environment, check=True)
        seconds = time.monotonic() - began
        code, cpu, kilobytes = done.stderr.split()
        told.seek(0)
        answer = json.loads(told.read()) if code == b"0" else {"refused": f"stopped ({code.decode()})"}
    return Run(seconds, float(cpu), float(kilobytes) / 1024, answer)


def runs(name: str, content: bytes) -> Iterator[tuple[str, Run]]:
    """Yield what looking at a file took, and preparing its import where it was not refused."""
    now = datetime.now(UTC)
    request = {"name": name, "content": base64.b64encode(content).decode(), "language": "en"}
    looked = measured("look", {**request, "today": now.date().isoformat()})
    yield "look", looked
    if "answer" in looked.answer:
        mapping = looked.answer["answer"]["mapping"]
        more = {"mapping": mapping, "agency": "A01", "secret": "00" * 32, "now": now.isoformat()}
        yield "prepare", measured("prepare", {**request, **more})


def main(names: list[str]) -> None:
    """Print a line for each file and job, then the slowest and the largest."""
    made = {**{path.name: path.read_bytes for path in sorted(INPUTS.iterdir())}, **MADE, **LARGE}
    found: list[tuple[str, Run]] = []
    for name in names or made:
        for job, run in runs(name, made[name]()):
            found.append((f"{name} ({job})", run))
            refused = "refused" if "refused" in run.answer else ""
            print(
                f"{name:36} {job:8} {run.cpu:6.1f} cpu {run.seconds:6.1f} s {run.megabytes:6.0f} MB  {refused}",
                flush=True,
            )
    for what in ("cpu", "megabytes"):
        largest = sorted(found, key=lambda each: getattr(each[1], what))[-2:]
        print(f"most {what}: " + ", ".join(f"{name} {getattr(run, what):.1f}" for name, run in reversed(largest)))


if __name__ == "__main__":
    main(sys.argv[1:])
