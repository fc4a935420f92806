"""Server CPU of one rerun of the case page and the overview, against an empty Streamlit page, in one run.

Goal: under 6 times the empty page. Run it with: make bench
"""

import gc
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

RUNS = 15


def empty() -> None:
    import streamlit as st

    st.title("Empty")


def case_page(workspace: str) -> None:
    from benchmarks.pages import show_case

    show_case(workspace)


def overview_page(workspace: str) -> None:
    from benchmarks.pages import show_overview

    show_overview(workspace)


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


def main() -> None:
    """Print the ratios."""
    from benchmarks.pages import make

    with tempfile.TemporaryDirectory() as folder:
        workspace = make(Path(folder))
        base = cost(empty)
        print(f"empty page   {base:7.1f} ms CPU   1.0")
        for name, script in (("case page", case_page), ("overview", overview_page)):
            spent = cost(script, workspace)
            print(f"{name:<12} {spent:7.1f} ms CPU   {spent / base:.1f}")


if __name__ == "__main__":
    main()
