"""Server CPU of one rerun in an agency with 20,000 cases, against one with 200, in one run.

Goal: under 1.5 times. Run it with: make bench
"""

import tempfile
from pathlib import Path

from benchmarks.measuring import cost, page

SMALL, LARGE = 200, 20_000
PAGES = {"cases": "case list", "case": "case page", "my_work": "my work"}


def main() -> None:
    """Print for each page its CPU time in both agencies, and their ratio."""
    from benchmarks.pages import make_agency

    with tempfile.TemporaryDirectory() as folder:
        small, large = (make_agency(Path(folder), cases) for cases in (SMALL, LARGE))
        print(f"{LARGE:,} cases against {SMALL}")
        for name, title in PAGES.items():
            small_cost, large_cost = cost(page, name, small), cost(page, name, large)
            print(f"{title:<12} {small_cost:7.1f} -> {large_cost:7.1f} ms CPU   {large_cost / small_cost:.2f}")


if __name__ == "__main__":
    main()
