"""Figures of digital action."""

from dashboard import Dataset, Indicator, View, count_cases

CHECKED = Dataset.read(__package__, "sql/checked.sql")

ACCESS = View(
    name="access",
    label="What the perpetrator can still reach",
    dataset="digital_risk",
    by=("access",),
    measure=count_cases(),
    chart="bar",
    note="A case may have several, so the rows add up to more than the cases.",
)

SAFETY_FIRST = Indicator(
    name="safety_first",
    label="Safety looked at before digital action",
    dataset="checked",
    numerator="checked_first",
    definition="Cases with a digital risk assessment in which physical safety was looked at before any digital step, of all "
    "cases with such an assessment.",
    target=1.0,
    source="indicators.md D8",
)
