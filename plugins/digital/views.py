"""Figures of digital action."""

from dashboard import Dataset, Indicator, View, count_cases, count_rows

CHECKED = Dataset.read(__package__, "sql/checked.sql")
REQUESTS = Dataset.read(__package__, "sql/requests.sql")
ORDERED = Dataset.read(__package__, "sql/in_order.sql")
PLANS = Dataset.read(__package__, "sql/plans.sql")

ACCESS = View(
    name="access",
    label="What the perpetrator can still reach",
    dataset="digital_risk",
    by=("access",),
    measure=count_cases(),
    chart="bar",
    note="A case may have several, so the rows add up to more than the cases.",
)

OUTCOMES = View(
    name="request_outcomes",
    label="Reports and removal requests by way and outcome",
    dataset="removal_request",
    by=("channel", "outcome"),
    measure=count_rows(),
    chart="stacked",
    note="Counts requests, not cases: one case may have several.",
    codes=("removal_channel", "removal_outcome"),
)

PLATFORMS = View(
    name="request_platforms",
    label="Reports and removal requests by platform",
    dataset="removal_request",
    by=("platform",),
    measure=count_rows(),
    chart="bar",
    note="Counts requests, not cases: one case may have several.",
    codes=("platform",),
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

REMOVED = Indicator(
    name="removal_success",
    label="Content removed",
    dataset="requests",
    numerator="removed",
    denominator="decided",
    definition="Cases in which content, or the account behind it, was removed in full or in part, of all cases with a "
    "request that was decided or had no answer for more than 14 days. Requests that are pending or that she took "
    "back are not counted.",
    source="indicators.md D2",
)

TOOL_FITS = Indicator(
    name="tool_fits_age",
    label="Image tool follows the age in the image",
    dataset="requests",
    numerator="tool_fits",
    denominator="used_image_tool",
    definition="Cases in which every use of an image tool follows the age in the image (StopNCII from 18 on; Take It Down "
    "before 18, or when the age is not known), of all cases in which such a tool was used.",
    target=1.0,
    source="indicators.md D7",
)

PLAN_COMPLETE = Indicator(
    name="digital_plan_complete",
    label="Digital safety plan complete where needed",
    dataset="plans",
    numerator="complete",
    denominator="needed",
    definition="Cases whose digital safety plan is complete, of all cases in which one was found to be needed. Survivors who "
    "do not want a plan, and cases in which it would not be safe now, are not counted.",
    target=1.0,
    source="indicators.md Q4",
)

IN_ORDER = Indicator(
    name="in_order",
    label="Risk, consent and proof before removal",
    dataset="in_order",
    numerator="in_order",
    definition="Cases in which no step of this area was taken before what should come first, of all cases with "
    "a report or removal request. A step that could not wait is recorded with its reason and counts as taken early.",
    target=1.0,
    source="indicators.md Q11",
)
