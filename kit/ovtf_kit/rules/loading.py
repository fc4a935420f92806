"""Does it load, and how fast?"""

import os
import subprocess
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import dashboard
from dashboard.contract import hookspecs
from dashboard.errors import DashboardError, FormError, did_you_mean
from dashboard.registry.loading import SPECS
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.salvage import Problem
from ovtf_kit.subject import Subject

SECONDS = 1.0
"""Of the processor, for the import and every register_ hook: each start of the dashboard waits for it."""
PATIENCE = 60.0
"""Of the clock, until an import that hangs is stopped."""
_TIMED = """
import sys, time
import dashboard, dashboard.registry.loading as loading
from importlib import import_module
before = time.process_time()
module = import_module(sys.argv[1])
for name in loading.SPECS:
    if name.startswith("register_") and hasattr(module, name):
        getattr(module, name)()
print(time.process_time() - before)
"""


@rule(working=False)
def loads(subject: Subject) -> Iterator[Finding]:
    """It can be imported, has every hook's own arguments, and each hook returns what the contract says."""
    for problem in subject.problems:
        if not isinstance(problem.error, FormError):  # forms_convert says those, form by form
            yield _unloaded(subject, problem)


def _unloaded(subject: Subject, problem: Problem) -> Finding:
    """Return the finding for a step of loading that failed."""
    error = problem.error
    where = f"{subject.plugin.module}, {problem.step}" + _line(subject, error)
    if problem.step == "arguments":
        hook = _between(str(error), "for hook '", "'")
        return Finding(
            where=where,
            found=f"{hook} asks for {_between(str(error), 'Argument(s) {', '}')}, which the contract does not give it",
            expected=f"the arguments of the contract, or fewer: {_signature(hook)}",
            todo="Rename or remove the arguments. A hook gets values, never a connection, a session or a user.",
        )
    if isinstance(error, DashboardError):
        found = str(error).removeprefix(f"{subject.name!r}: ")
        return Finding(
            where=where,
            found=found,
            expected="parts as the contract describes them",
            todo="Correct it, then check again.",
        )
    return Finding(
        where=where,
        found=f"{type(error).__name__}: {str(error).partition(chr(10))[0]}",
        expected="a module that can be imported, and hooks that return",
        todo=_way_out(error),
    )


def _between(text: str, before: str, after: str) -> str:
    return text.partition(before)[2].partition(after)[0]


def _line(subject: Subject, error: BaseException) -> str:
    """Return, in words, the last line of the plugin's own code in an error's traceback; "" when there is none."""
    name = subject.plugin.module.partition(".")[0]
    frames = traceback.extract_tb(error.__traceback__)
    in_plugin = [frame for frame in frames if name in Path(frame.filename).parts[-3:]]
    if not in_plugin:  # a plugin may be one module
        in_plugin = [frame for frame in frames if Path(frame.filename).stem == name]
    return f", line {in_plugin[-1].lineno} of {Path(in_plugin[-1].filename).name}" if in_plugin else ""


def _signature(hook: str) -> str:
    spec = getattr(hookspecs, hook, None)
    code = spec.__code__ if spec else None
    return f"{hook}({', '.join(code.co_varnames[: code.co_argcount])})" if code else "see docs/plugins"


def _way_out(error: BaseException) -> str:
    """Return what the author can do about an error in an import or a hook."""
    if isinstance(error, ModuleNotFoundError):
        return f"Install {error.name!r}, and name it under dependencies in pyproject.toml; or do without it."
    if isinstance(error, ImportError) and error.name == "dashboard":
        missing = _between(str(error), "cannot import name '", "'")
        return f"Import what the dashboard offers.{did_you_mean(missing, dashboard.__all__)}"
    return "Correct that line. Importing a plugin declares things only: it opens nothing, asks nobody and never exits."


@rule(working=False)
def hooks_known(subject: Subject) -> Iterator[Finding]:
    """Every function that is marked as a hook is a hook of this dashboard."""
    for name in subject.plugin.unknown_hooks:
        yield Finding(
            where=f"{subject.plugin.module}, {name}",
            found=f"{name!r} is marked with @hookimpl, and this dashboard has no such hook: nobody calls it",
            expected=f"one of {', '.join(SPECS)}",
            todo=did_you_mean(name, SPECS).strip() or "Take the mark off, or update the dashboard.",
        )


@rule()
def imports_fast(subject: Subject) -> Iterator[Finding]:
    """Importing it and asking its register_ hooks takes at most one second of the processor in a fresh process."""
    spent = _spent(subject.module)
    if spent is None or spent > SECONDS:
        took = f"more than {PATIENCE:.0f} seconds, and it was stopped" if spent is None else f"{spent:.1f} seconds"
        yield Finding(
            where=subject.plugin.module,
            found=f"the import and the register_ hooks took {took}",
            expected=f"at most {SECONDS:g} second of the processor: every start of the dashboard waits for it",
            todo="Declare values only. Read large files, compute and ask other machines nowhere in a plugin.",
        )


def _spent(module: ModuleType | None) -> float | None:
    """Return the processor's seconds for import and register_ hooks in a fresh process, None when it was stopped."""
    assert module is not None and module.__file__ is not None, "a plugin that works is a module in a file"
    file = Path(module.__file__)
    place = file.parents[1] if file.name == "__init__.py" else file.parent
    places = os.environ | {"PYTHONPATH": os.pathsep.join([str(place), os.environ.get("PYTHONPATH", "")])}
    command = [sys.executable, "-P", "-c", _TIMED, module.__name__]
    try:
        done = subprocess.run(command, env=places, capture_output=True, text=True, timeout=PATIENCE, check=True)
    except subprocess.TimeoutExpired:
        return None
    return float(done.stdout.splitlines()[-1])
