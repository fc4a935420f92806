"""Server CPU of one rerun of the case page and the overview, against an empty Streamlit page, in one run.

Goal: under 6 times the empty page. Run it with: make bench
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import cost, page


def empty() -> None:
    """The page that everything is compared with."""
    import streamlit as st

    st.title("Empty")


def overview(workspace: str) -> None:
    """The coordinator's first page."""
    from benchmarks.pages import show_overview

    show_overview(workspace)


def main() -> None:
    """Print the ratios."""
    from benchmarks.pages import make

    with tempfile.TemporaryDirectory() as folder:
        workspace, base = make(Path(folder)), cost(empty)
        print(f"empty page   {base:7.1f} ms CPU   1.0")
        for name, spent in (("case page", cost(page, "case", workspace)), ("overview", cost(overview, workspace))):
            print(f"{name:<12} {spent:7.1f} ms CPU   {spent / base:.1f}")


if __name__ == "__main__":
    main()
