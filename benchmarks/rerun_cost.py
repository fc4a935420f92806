"""Server CPU of one rerun of the case page and the overview, against an empty Streamlit page, in one run.

Goal: under 6 times the empty page. Run it with: make bench
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import cost, page


def empty() -> None:
    """Draw an empty page, with which the other pages are compared."""
    import streamlit as st

    st.title("Empty")


def overview(workspace: str) -> None:
    """Draw the overview, a coordinator's first page."""
    from benchmarks.pages import show_overview

    show_overview(workspace)


def main() -> None:
    """Print the CPU time of each page, and its ratio to the empty page."""
    from benchmarks.pages import make

    with tempfile.TemporaryDirectory() as folder:
        workspace, empty_cost = make(Path(folder)), cost(empty)
        print(f"empty page   {empty_cost:7.1f} ms CPU   1.0")
        costs = {"case page": cost(page, "case", workspace), "overview": cost(overview, workspace)}
        for title, page_cost in costs.items():
            print(f"{title:<12} {page_cost:7.1f} ms CPU   {page_cost / empty_cost:.1f}")


if __name__ == "__main__":
    main()
