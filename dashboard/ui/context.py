"""The application context of this process: the open stores, plugins and settings that every page works with."""

import os
import threading
from pathlib import Path

from dashboard.actions.context import Context
from dashboard.workspace import Workspace

_lock = threading.Lock()
_contexts: dict[str, Context] = {}


def the_context() -> Context:
    """Return the context of the workspace whose folder OVTF_WORKSPACE names: opened at the first call, then shared."""
    path = os.environ["OVTF_WORKSPACE"]
    with _lock:
        if path not in _contexts:
            _contexts[path] = Context.open(Workspace.open(Path(path)))
        return _contexts[path]
