"""What the page benchmarks measure: the server's CPU time for one rerun of a Streamlit script."""

import gc
import statistics
import time
from collections.abc import Callable

from streamlit.testing.v1 import AppTest

RUNS = 15


def page(name: str, workspace: str) -> None:
    """Draw one page of the dashboard. Streamlit runs this function as a script, so it imports what it needs itself."""
    from benchmarks.pages import show

    show(name, workspace)


def cost(script: Callable[..., None], *args: str) -> float:
    """Return the median CPU milliseconds of a rerun of a script, after two runs to warm up."""
    test = AppTest.from_function(script, args=args, default_timeout=60)
    test.run()
    test.run()
    assert not test.exception, test.exception
    return statistics.median(_once(test) for _ in range(RUNS))


def _once(test: AppTest) -> float:
    """Rerun the script once and return its CPU milliseconds."""
    gc.collect()
    before = time.process_time()
    test.run()
    return (time.process_time() - before) * 1000
