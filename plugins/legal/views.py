"""Figures of legal help."""

from dashboard import Dataset, Indicator, View, count_cases

CHOICES = Dataset.read(__package__, "sql/choices.sql")

DECISIONS = View(
    name="decisions",
    label="What survivors decided about reporting",
    dataset="risk_benefit",
    by=("decision",),
    measure=count_cases(),
    chart="bar",
    note="Deciding not to report is an outcome, not a failure.",
)

INFORMED = Indicator(
    name="informed",
    label="Both options explained",
    dataset="choices",
    numerator="explained",
    definition="Cases with a legal assessment in which both the right to report and the right not to were explained, of all "
    "cases with such an assessment.",
    target=1.0,
    source="indicators.md L1",
)
