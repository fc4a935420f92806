"""Figures of psychosocial support."""

from dashboard import Dataset, Indicator, View, count_cases, count_rows

URGENT = Dataset.read(__package__, "sql/urgent.sql")
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

SELF_HARM_IN_TIME = Indicator(
    name="self_harm_in_time",
    label="Danger of suicide acted on within 24 hours",
    dataset="urgent",
    numerator="in_time",
    denominator="counted",
    definition="Assessments with a plan or an attempt at which an urgent referral or safety action was made at once, or a "
    "referral to specialised or health care within 24 hours, of all such assessments that were acted on or whose 24 hours "
    "are over.",
    target=1.0,
    source="indicators.md Q9",
    measure=count_rows(),
    time_base="day",
    day="day of the assessment",
)
