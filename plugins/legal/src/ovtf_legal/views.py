"""Figures of legal help."""

from dashboard import Dataset, Indicator, View, count_cases, count_rows

CHOICES = Dataset.read(__package__, "sql/choices.sql")
ADULTS = Dataset.read(__package__, "sql/adults.sql")
COMPLAINTS = Dataset.read(__package__, "sql/complaints.sql")
ORDERED = Dataset.read(__package__, "sql/in_order.sql")

DECISIONS = View(
    name="decisions",
    label="What survivors decided about reporting",
    dataset="risk_benefit",
    by=("decision",),
    measure=count_cases(),
    chart="bar",
    note="Deciding not to report is an outcome, not a failure.",
    source="indicators.md L2",
)

OUTCOMES = View(
    name="complaint_outcomes",
    label="Complaints by authority and outcome",
    dataset="complaint",
    by=("authority", "outcome"),
    measure=count_rows(),
    chart="stacked",
    note="Counts complaints, not cases: one case may have several.",
    codes=("authority", "complaint_outcome"),
    source="indicators.md L5",
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

CHOICE_RECORDED = Indicator(
    name="choice_recorded",
    label="Informed choice recorded for adults",
    dataset="adults",
    numerator="recorded",
    denominator="counted",
    definition="Adults' cases in which both options were explained and her decision (also: not to report, or not yet) is "
    "recorded, of all adults' cases that have a legal assessment or were opened at least 14 days ago.",
    target=1.0,
    source="indicators.md L1",
)

WEIGHED_FIRST = Indicator(
    name="weighed_first",
    label="Risks weighed before the complaint",
    dataset="complaints",
    numerator="weighed_first",
    definition="Cases in which risks and benefits were on record on or before the day of every complaint, of all cases with a "
    "complaint.",
    target=1.0,
    source="indicators.md L3",
)

ACCOMPANIED = Indicator(
    name="accompanied",
    label="Accompanied to the authority",
    dataset="complaints",
    numerator="accompanied",
    definition="Cases in which someone went along to every complaint, of all cases with a complaint. A survivor who wanted to "
    "go alone counts as not accompanied; a child is always accompanied.",
    source="indicators.md L4",
)

HARMED = Indicator(
    name="harmed_after",
    label="Revenge or broken confidence after a complaint",
    dataset="complaints",
    numerator="harmed",
    definition="Cases in which someone took revenge or confidence was broken after a complaint, of all cases with a complaint.",
    source="indicators.md L6",
)

PROTECTED = Indicator(
    name="protection_obtained",
    label="Protection obtained where it was asked for",
    dataset="complaints",
    numerator="obtained",
    denominator="asked",
    definition="Cases in which shelter, a protective order, another place or a safe way was obtained, of all cases with a "
    "complaint in which it was asked for.",
    source="indicators.md L7",
)

IN_ORDER = Indicator(
    name="in_order",
    label="Risks weighed and protection planned before a complaint",
    dataset="in_order",
    numerator="in_order",
    definition="Cases in which no step of this area was taken before what should come first, of all cases with "
    "a complaint. A step that could not wait is recorded with its reason and counts as taken early.",
    target=1.0,
    source="indicators.md Q11",
)
