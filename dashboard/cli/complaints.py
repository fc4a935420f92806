"""Errors of a command: one clear sentence on standard error instead of a traceback, and the exit code."""

import sys
from typing import Any

from dashboard.errors import DashboardError


def exit_code(command: Any) -> int:
    """Run a click command and return its exit code: 0, 1 (refused), 2 (wrong arguments) or 130 (stopped)."""
    try:
        return int(command.main(standalone_mode=False) or 0)
    except DashboardError as error:
        return _say(str(error), 1)
    except (KeyboardInterrupt, EOFError):
        return 130
    except Exception as error:
        return _other(error)


def _other(error: Exception) -> int:
    name = type(error).__name__
    if name == "Abort":
        return 130
    if hasattr(error, "format_message"):  # click's own errors: wrong option, missing argument
        context = getattr(error, "ctx", None)
        path = context.command_path if context else "ovtf"
        return _say(f"{error.format_message()} See: {path} --help", 2)
    if isinstance(error, OSError) and error.filename:  # a file or folder that a person named
        return _say(f"{error.filename}: {error.strerror}. Look at its name, and at who may read and write there.", 1)
    raise error


def _say(text: str, code: int) -> int:
    print(text, file=sys.stderr)
    return code
