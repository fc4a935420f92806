"""Asking a plugin: whatever it raises stays here, and a call that does not come back is left behind.

A call runs in a worker thread. One that outlives its deadline is told to stop, which ends a loop in Python but not one
inside a C library; its result is dropped either way, and the worker is not used again.
"""

import ctypes
import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from dashboard.errors import DashboardError
from dashboard.i18n import language, use

Found = TypeVar("Found")


class PluginFailed(Exception):
    """A plugin's code raised something; the text is the name of its kind, never its message."""


class PluginHangs(Exception):
    """A plugin's code did not come back in time."""


class _Stop(BaseException):
    """Thrown into a thread that nobody waits for any more."""


class _Worker:
    """A thread that does one thing after the other; starting a thread for each costs five times as much."""

    def __init__(self) -> None:
        self.todo: SimpleQueue[Callable[[], Any]] = SimpleQueue()
        self.done: SimpleQueue[tuple[Any, BaseException | None]] = SimpleQueue()
        self.left = False
        self._thread = threading.Thread(target=self._run, daemon=True, name="plugin")
        self._thread.start()

    def _run(self) -> None:
        while not self.left:
            work = self.todo.get()
            try:
                self.done.put((work(), None))
            except BaseException as error:
                self.done.put((None, error))

    def leave(self) -> None:
        """Tell the thread to stop, and wait for it no longer."""
        self.left = True
        number = ctypes.c_ulong(self._thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(_Stop))


_free: list[_Worker] = []


def call(work: Callable[[], Found], seconds: float) -> Found:
    """Return what the work returns; raise PluginHangs, PluginFailed, or its own DashboardError."""
    try:
        worker = _free.pop()
    except IndexError:
        worker = _Worker()
    context = copy_context()
    context.run(use, language())  # a worker has no window to ask for its language
    worker.todo.put(lambda: context.run(work))
    try:
        value, error = worker.done.get(timeout=seconds)
    except Empty:
        worker.leave()
        raise PluginHangs from None
    _free.append(worker)
    if isinstance(error, DashboardError):
        raise error
    if error is not None:
        raise PluginFailed(type(error).__name__)
    found: Found = value
    return found
