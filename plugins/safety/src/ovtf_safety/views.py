"""Figures of safety: counts."""

from dashboard import Dataset, View, count_cases

DATASETS = tuple(
    Dataset.read(__package__, f"sql/{name}.sql")
    for name in (
        "assessed",
        "changes",
        "dangers_now",
        "decisions",
        "plan_parts",
        "plans",
        "risk_sources",
        "risk_types",
        "stale",
    )
)
ASSESSED = "day of the newest risk assessment"
MANY = "A case may have several, so the rows add up to more than the cases."

LEVELS = View(
    name="levels",
    label="Cases by risk level and stream",
    dataset="cases",
    by=("risk_level", "stream"),
    measure=count_cases(),
    chart="stacked",
    codes=("risk_level", "stream"),
    source="indicators.md R1",
)

KINDS = View(
    name="risk_types",
    label="Cases by type of risk",
    dataset="risk_types",
    by=("kind",),
    note=MANY,
    words={
        "financial": "Financial",
        "physical": "Physical",
        "honour": "Violence in the name of honour",
        "public": "Public harassment",
        "emotional": "Emotional",
        "none": "None of these",
    },
    source="indicators.md R2",
    time_base="day",
    day=ASSESSED,
)

ORIGINS = View(
    name="risk_sources",
    label="Who creates or widens the risk",
    dataset="risk_sources",
    by=("origin",),
    note=MANY,
    words={
        "family": "Family",
        "perpetrator": "Perpetrator",
        "partner": "Partner",
        "community": "Community",
        "network": "Online network",
        "none": "None of these",
    },
    source="indicators.md R5",
    time_base="day",
    day=ASSESSED,
)

SOURCES = View(
    name="family",
    label="Part that the family plays",
    dataset="risk_assessment",
    by=("source_family",),
    measure=count_cases(),
    chart="bar",
    source="indicators.md R5",
)

CHANGES = View(
    name="changes",
    label="Risk level: first and newest decision",
    dataset="changes",
    by=("first_level", "last_level"),
    chart="heat",
    note="Only cases with two decisions or more. Rows: the first level; columns: the newest.",
    codes=("risk_level", "risk_level"),
    source="indicators.md R6",
    time_base="day",
    day="day of the newest risk decision",
)

PLAN_PARTS = View(
    name="plan_parts",
    label="What safety plans hold",
    dataset="plan_parts",
    by=("parts",),
    measure=count_cases(),
    chart="bar",
    note="A plan has several parts, so the rows add up to more than the cases.",
)

VIEWS = (LEVELS, KINDS, ORIGINS, SOURCES, CHANGES, PLAN_PARTS)
