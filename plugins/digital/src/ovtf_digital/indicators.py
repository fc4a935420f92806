"""Figures of digital action: order, removal and how fast, plans."""

from functools import partial

from dashboard import Indicator, count_rows

from .views import ASKED

_request = partial(Indicator, dataset="each_request", measure=count_rows(), time_base="day", day=ASKED)

INDICATORS = (
    Indicator(
        name="safety_first",
        label="Safety looked at before digital action",
        dataset="checked",
        numerator="checked_first",
        definition="Cases with a digital risk assessment in which physical safety was looked at before any digital step, of all "
        "cases with such an assessment.",
        target=1.0,
        source="indicators.md D8",
    ),
    Indicator(
        name="exposed",
        label="Content online, or the perpetrator still has access",
        dataset="exposure",
        numerator="exposed",
        definition="Cases in which content can be seen by others, or the perpetrator can reach an account, a device, her place "
        "or herself, of all cases with a digital risk assessment. The newest assessment counts.",
        source="indicators.md I10",
        time_base="day",
        day="day of the newest digital risk assessment",
    ),
    Indicator(
        name="removal_success",
        label="Content removed",
        dataset="requests",
        numerator="removed",
        denominator="decided",
        definition="Cases in which content, or the account behind it, was removed in full or in part, of all cases with a "
        "request that was decided or had no answer for more than 14 days. Requests that are pending or that she took "
        "back are not counted.",
        source="indicators.md D2",
    ),
    _request(
        name="time_to_removal",
        label="Time to removal",
        numerator="hours",
        denominator="may_end_well",
        running="waits",
        definition="Median time from the request to the removal. Requests that wait for an answer are counted beside it; refused "
        "ones and those that she took back are not counted.",
        source="indicators.md D3",
        kind="duration",
    ),
    _request(
        name="removed_in_a_day",
        label="Removed within a day",
        numerator="in_a_day",
        denominator="removed",
        definition="Requests after which content was removed by the next day, of all after which it was removed.",
        source="indicators.md D3",
    ),
    _request(
        name="removed_in_three_days",
        label="Removed within 3 days",
        numerator="in_three_days",
        denominator="removed",
        definition="Requests after which content was removed within 3 days, of all after which it was removed.",
        source="indicators.md D3",
    ),
    _request(
        name="no_answer",
        label="No answer after 7 days",
        numerator="waits",
        denominator="week_old",
        definition="Requests without an answer, of all that were sent 7 days ago or more and not taken back.",
        source="indicators.md D4",
    ),
    _request(
        name="removed_after_escalation",
        label="Removed after it was taken further",
        numerator="removed_after",
        denominator="escalated",
        definition="Requests after which content was removed on the day that they were taken further or later, of all that were "
        "taken further.",
        source="indicators.md D5",
    ),
    _request(
        name="came_back",
        label="Back within 90 days",
        numerator="came_back",
        denominator="removed",
        definition="Requests whose content came back within 90 days of its removal, of all after which it was removed and that "
        "have an answer.",
        source="indicators.md D6",
    ),
    Indicator(
        name="tool_fits_age",
        label="Image tool follows the age in the image",
        dataset="requests",
        numerator="tool_fits",
        denominator="used_image_tool",
        definition="Cases in which every use of an image tool follows the age in the image (StopNCII from 18 on; Take It Down "
        "before 18, or when the age is not known), of all cases in which such a tool was used.",
        target=1.0,
        source="indicators.md D7",
    ),
    Indicator(
        name="digital_plan_complete",
        label="Digital safety plan complete where needed",
        dataset="plans",
        numerator="complete",
        denominator="needed",
        definition="Cases whose digital safety plan is complete, of all cases in which one was found to be needed. Survivors who "
        "do not want a plan, and cases in which it would not be safe now, are not counted.",
        target=1.0,
        source="indicators.md Q4",
    ),
    Indicator(
        name="in_order",
        label="Risk, consent and proof before removal",
        dataset="in_order",
        numerator="in_order",
        definition="Cases in which no step of this area was taken before what should come first, of all cases with "
        "a report or removal request. A step that could not wait is recorded with its reason and counts as taken early.",
        target=1.0,
        source="indicators.md Q11",
    ),
)
