"""python -m tools.figure_list: write docs/indicators.md from the figures of the core and the shipped areas."""

import re
from collections.abc import Iterator
from pathlib import Path

from dashboard.actions.supervisor.figures import GROUPS, group_of
from dashboard.analysis.core import core_indicators, core_views
from dashboard.contract import Indicator, View
from dashboard.registry import Registry
from dashboard.risk_clock import with_hours

DOC = Path(__file__).parents[1] / "docs" / "indicators.md"
LEFT_OUT = {
    "C8": "Case managers without a case are not in the projection. The page Team shows the load of each.",
    "C9": "The roster is not in the projection. The page Team shows who works on what.",
    "A5": "Whether a child is separated or alone is not recorded.",
    "A6": "Marital status is not recorded.",
    "I12": "The three flags of the older forms are not recorded.",
    "R9": "Tasks are worked out and not recorded. The pages My work and Team show what is past its day.",
    "Q15": "Feedback is not recorded: it must not be linkable to a case.",
    "Q16": "No scale of wellbeing is recorded.",
    "S10": "The service directory is not in the projection. Its own page shows what is covered.",
    "S11": "The service directory is not in the projection. Its own page marks what was not checked for long.",
    "S12": "The service directory is not in the projection, so needs are not divided by services.",
    "H1": "It needs all agencies: the task force's pages show who reported.",
    "H5": "Rows that an import refused are not kept. The import's own report lists them.",
    "H6": "It is about releases: docs/releases.md says what is hidden there and why.",
    "H7": "It needs all agencies: the task force's pages show governorates without one.",
}
"""Indicators of the reference that an agency's own figures do not show, and why."""
_BASES = {"report": "first report", "opening": "opening", "now": "now"}
_COLUMNS = "| Id | Figure | Where | What | Day |\n|---|---|---|---|---|\n"
_HEAD = """# Indicators

Written by `make documents` from the declarations; a test compares. The ids are those of the reference
(`indicators.md`). The core's figures are in `dashboard/analysis/core`, an area's in its `views.py` and `indicators.py`.

Every figure counts the reportable base: cases with consent to anonymised statistics, no duplicates, not reported by another
member first. Figures about the record itself (H3, H4) count every case. The page *Agency figures* shows how many are left out
and why. A missing value is a row of its own, "Incomplete data": it is in no numerator and no denominator. Times are medians with
quartiles in hours; what still runs is counted beside them. Where only a day is recorded, a time is a whole number of days.
"""


def ids(declared: View | Indicator) -> list[str]:
    """Return the ids of the reference that a figure answers."""
    return re.findall(r"\b[A-Z]\d+\b", declared.source)


def declared() -> Iterator[tuple[str, View | Indicator]]:
    """Yield (area, figure) for every figure of the core and of the shipped areas."""
    areas = {"core": (core_views(), core_indicators())}
    shipped = [plugin for plugin in Registry.load().active if plugin.source == "shipped"]
    areas |= {plugin.name: (plugin.views, plugin.indicators) for plugin in shipped}
    for area, (views, indicators) in areas.items():
        for view in views:
            yield area, view
        for indicator in indicators:
            yield area, indicator


def write() -> str:
    """Return the text of docs/indicators.md."""
    parts = [_HEAD]
    for letter, label in GROUPS.items():
        rows = [_row(area, figure) for area, figure in declared() if group_of(figure) == letter]
        if rows:
            parts.append(f"## {label}\n\n{_COLUMNS}" + "\n".join(rows) + "\n")
    left_out = "\n".join(f"| {reference_id} | {why} |" for reference_id, why in LEFT_OUT.items())
    parts.append(f"## Left out\n\n| Id | Why |\n|---|---|\n{left_out}\n")
    return with_hours("\n".join(parts))


def _row(area: str, figure: View | Indicator) -> str:
    what = figure.note if isinstance(figure, View) else figure.definition
    day = _BASES.get(figure.time_base) or figure.day
    return f"| {', '.join(ids(figure))} | {figure.label} | `{area}.{figure.name}` | {what} | {day} |"


if __name__ == "__main__":
    DOC.write_text(write(), "utf-8")
