"""Programs in processes of their own, without a second of imports for each.

Python's fork server imports the dashboard once and forks for every program. The process is a real one: it has its own
memory, ends with an exit code, and can change nothing in the test that runs it.
"""

import multiprocessing
import os
import runpy
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from types import ModuleType

import pytest

SERVER = multiprocessing.get_context("forkserver")
SERVER.set_forkserver_preload(["dashboard.cli.main", "tests.conftest", "tests.warm"])


def run(
    program: str, *words: str, code: int = 0, cwd: Path | None = None, path: Sequence[str] = ()
) -> "subprocess.CompletedProcess[str]":
    """Run "ovtf", or a Python file, to its end and return what it printed; `path` are folders of packages that it finds.

    It must end with this exit code and without a traceback.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        begin = (program, words, out, err, cwd or Path.cwd(), path, dict(os.environ))
        process = SERVER.Process(target=_become, args=begin)
        with pytest.MonkeyPatch.context() as patch:
            # The fork server runs the file of the main module first; AppTest leaves a page there that ended long ago.
            patch.setitem(sys.modules, "__main__", ModuleType("__main__"))
            process.start()
        process.join()
        done = subprocess.CompletedProcess(words, process.exitcode, out.read_text("utf-8"), err.read_text("utf-8"))
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


ovtf = partial(run, "ovtf")


def has_settled_in(workspace: Path) -> None:
    """Let everybody of a workspace have read how their account was made, and have chosen their password themselves."""
    with sqlite3.connect(workspace / "records.db") as record:
        record.execute("UPDATE people SET must_change = 0, seen_change = 1000")


def _become(
    program: str,
    words: Sequence[str],
    out: Path,
    err: Path,
    cwd: Path,
    path: Sequence[str],
    environment: Mapping[str, str],
) -> None:
    """Become the program: its arguments, folder, packages and environment, and files where a shell has its pipes."""
    for stream, file in ((sys.stdout, out), (sys.stderr, err)):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), stream.fileno())
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(cwd)
    sys.path[:0] = path
    if path:  # processes that it starts itself find the same packages
        os.environ["PYTHONPATH"] = os.pathsep.join([*path, str(Path(__file__).parents[1])])
    sys.argv = [program, *words]
    if program != "ovtf":
        runpy.run_path(program, run_name="__main__")
        return
    from dashboard.cli.main import main

    main()
