"""Figures of digital action: counts."""

from dashboard import Dataset, View, count_cases, count_rows

DATASETS = tuple(
    Dataset.read(__package__, f"sql/{name}.sql")
    for name in ("checked", "each_request", "escalations", "exposure", "in_order", "plans", "requests")
)
ASKED = "day of the request"
NOTE = "Counts requests, not cases: one case may have several."

ACCESS = View(
    name="access",
    label="What the perpetrator can still reach",
    dataset="digital_risk",
    by=("access",),
    measure=count_cases(),
    chart="bar",
    note="A case may have several, so the rows add up to more than the cases.",
    source="indicators.md I10",
)

OUTCOMES = View(
    name="request_outcomes",
    label="Reports and removal requests by way and outcome",
    dataset="each_request",
    by=("channel", "outcome"),
    measure=count_rows(),
    chart="stacked",
    note=NOTE,
    codes=("removal_channel", "removal_outcome"),
    source="indicators.md D1, D2",
    time_base="day",
    day=ASKED,
)

PLATFORMS = View(
    name="request_platforms",
    label="Reports and removal requests by platform",
    dataset="each_request",
    by=("platform",),
    measure=count_rows(),
    chart="bar",
    note=NOTE,
    codes=("platform",),
    source="indicators.md D1",
    time_base="day",
    day=ASKED,
)

TYPES = View(
    name="request_types",
    label="Reports and removal requests by type of violence and way",
    dataset="each_request",
    by=("violence_type", "channel"),
    measure=count_rows(),
    chart="stacked",
    note=NOTE,
    codes=("violence_type", "removal_channel"),
    source="indicators.md D1",
    time_base="day",
    day=ASKED,
)

ESCALATIONS = View(
    name="escalations",
    label="Requests that were taken further, and their outcome",
    dataset="escalations",
    by=("escalated_to", "outcome"),
    measure=count_rows(),
    chart="stacked",
    note=NOTE,
    codes=(None, "removal_outcome"),
    words={
        "insm": "To INSM",
        "t4p": "To Tech4Peace",
        "other_trusted": "To another trusted partner",
        "law_enforcement": "To law enforcement",
    },
    source="indicators.md D5",
    time_base="day",
    day="day on which it was taken further",
)

VIEWS = (ACCESS, OUTCOMES, PLATFORMS, TYPES, ESCALATIONS)
