"""What a benchmark measures: server CPU of one rerun of a script."""

import gc
import statistics
import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

RUNS = 15


def page(name: str, workspace: str) -> None:
    """The script that draws a page of ours (it runs in a namespace of its own)."""
    from benchmarks.pages import show

    show(name, workspace)


def cost(script: Callable[..., None], *args: str) -> float:
    """Return the median CPU milliseconds of a rerun, after two runs to warm up."""
    test = AppTest.from_function(script, args=args, default_timeout=60)
    test.run()
    test.run()
    assert not test.exception, test.exception
    return statistics.median(_once(test) for _ in range(RUNS))


def _once(test: AppTest) -> float:
    gc.collect()
    before = time.process_time()
    test.run()
    return (time.process_time() - before) * 1000
