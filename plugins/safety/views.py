"""Figures of safety."""

from dashboard import Dataset, Indicator, View, count_cases

DECISIONS = Dataset.read(__package__, "sql/decisions.sql")
PLANS = Dataset.read(__package__, "sql/plans.sql")

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

PLAN_PARTS = View(
    name="plan_parts",
    label="What safety plans hold",
    dataset="safety_plan",
    by=("parts",),
    measure=count_cases(),
    chart="bar",
    note="A plan has several parts, so the rows add up to more than the cases.",
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

PLAN_COMPLETE = Indicator(
    name="plan_complete",
    label="Safety plan complete where needed",
    dataset="plans",
    numerator="complete",
    denominator="needed",
    definition="Cases whose safety plan is complete, of all cases in which a safety plan was found to be needed. "
    "Survivors who do not want a plan, and cases in which it would not be safe now, are not counted.",
    target=1.0,
    source="indicators.md Q3",
)
