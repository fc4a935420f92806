"""Figures of psychosocial support."""

from dashboard import Dataset, Indicator, View, count_cases

DISTRESS = Dataset.read(__package__, "sql/distress.sql")

SYMPTOMS = View(
    name="symptoms",
    label="Signs of distress at assessment",
    dataset="assessment",
    by=("symptoms",),
    measure=count_cases(),
    chart="bar",
    note="A case may show several signs, so the rows add up to more than the cases.",
)

FIRST_AID = Indicator(
    name="first_aid",
    label="Psychological first aid where distress was marked",
    dataset="distress",
    numerator="aided",
    denominator="distressed",
    definition="Cases with moderate or severe distress at an assessment in which first aid was given, of all such cases.",
    target=1.0,
    source="indicators.md Q8",
)
