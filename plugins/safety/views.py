"""Figures of safety."""

from dashboard import Dataset, Indicator, View, count_cases

DECISIONS = Dataset.read(__package__, "sql/decisions.sql")

LEVELS = View(
    name="levels",
    label="Cases by risk level and stream",
    dataset="cases",
    by=("risk_level", "stream"),
    measure=count_cases(),
    chart="stacked",
    codes=("risk_level", "stream"),
)

SOURCES = View(
    name="family",
    label="Part that the family plays",
    dataset="risk_assessment",
    by=("source_family",),
    measure=count_cases(),
    chart="bar",
)

IN_TIME = Indicator(
    name="high_in_time",
    label="High risk acted on within 24 hours",
    dataset="decisions",
    numerator="in_time",
    denominator="was_high",
    definition="High-risk cases with a first safety action or urgent referral within 24 hours of the decision, of all "
    "high-risk cases.",
    target=1.0,
    source="indicators.md R7",
)
