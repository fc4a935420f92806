"""Run a plugin's code so that neither an error nor an endless loop in it stops the page.

A call runs in a worker thread with a deadline. A call that is not back in time is told to stop, which ends a loop in Python but
not one inside a C library. Its result is dropped either way, and its worker is not used again.
"""

import ctypes
import threading
from collections.abc import Callable
from contextvars import copy_context
from queue import Empty, SimpleQueue
from typing import Any, TypeVar

from dashboard.errors import DashboardError
from dashboard.i18n import language, use

Answer = TypeVar("Answer")


class PluginFailed(Exception):
    """A plugin's code raised an error. The text is the class of the error, never its message: that may hold an answer."""


class PluginHangs(Exception):
    """A plugin's code did not come back in time."""


class _Stop(BaseException):
    """Raised in a thread that nobody waits for any more; no Exception, so that `except Exception` does not catch it."""


class _Worker:
    """A thread that runs one call after the other; starting a thread for each call costs five times as much."""

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
            except BaseException as error:  # also SystemExit: a plugin that calls exit() must not end the worker
                self.done.put((None, error))

    def leave(self) -> None:
        """Tell the thread to stop, and wait for it no longer."""
        self.left = True
        number = ctypes.c_ulong(self._thread.ident or 0)
        ctypes.pythonapi.PyThreadState_SetAsyncExc(number, ctypes.py_object(_Stop))


_free: list[_Worker] = []


def call(work: Callable[[], Answer], seconds: float) -> Answer:
    """Run `work` in a worker thread and return its result; raise PluginHangs, PluginFailed, or its DashboardError."""
    try:
        worker = _free.pop()
    except IndexError:
        worker = _Worker()
    context = copy_context()
    context.run(use, language())  # the language belongs to the browser session, which a worker thread does not have
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
    answer: Answer = value
    return answer
