"""Figures of safety: risk, action in time, assessments and plans."""

from functools import partial

from dashboard import Indicator

from .views import ASSESSED

_DECIDED = "day of the newest risk decision"
_decision = partial(Indicator, dataset="decisions", time_base="day", day=_DECIDED)
_danger = partial(Indicator, dataset="dangers_now", time_base="day", day=ASSESSED)
_change = partial(Indicator, dataset="changes", source="indicators.md R6", time_base="day", day=_DECIDED)
_stale = partial(Indicator, dataset="stale", source="indicators.md R10", time_base="now")

INDICATORS = (
    _danger(
        name="honour_based",
        label="Violence in the name of honour",
        numerator="honour_based",
        definition="Cases with a risk of violence in the name of honour at the newest assessment, of all cases with a risk "
        "assessment.",
        source="indicators.md R3",
    ),
    _danger(
        name="self_harm",
        label="Thoughts of suicide or self-harm",
        numerator="may_harm_herself",
        definition="Cases with thoughts, a plan or an attempt at the newest assessment, of all cases with a risk assessment.",
        source="indicators.md R4",
    ),
    _change(
        name="risk_rose",
        label="Risk rose",
        numerator="rose",
        definition="Cases whose newest level is higher than the first, of all cases with two decisions or more.",
    ),
    _change(
        name="risk_fell",
        label="Risk fell",
        numerator="fell",
        definition="Cases whose newest level is lower than the first, of all cases with two decisions or more.",
    ),
    _decision(
        name="high_in_time",
        label="High risk acted on within {high_hours} hours",
        numerator="in_time",
        denominator="was_high",
        definition="High-risk cases with a first safety action or urgent referral within {high_hours} hours of the newest "
        "decision, of all high-risk cases that were acted on or whose {high_hours} hours are over.",
        target=1.0,
        source="indicators.md R7",
    ),
    _decision(
        name="medium_in_time",
        label="Medium risk acted on within {medium_hours} hours",
        numerator="in_time",
        denominator="was_medium",
        definition="Medium-risk cases with a first safety action or urgent referral within {medium_hours} hours of the newest "
        "decision, of all medium-risk cases that were acted on or whose {medium_hours} hours are over.",
        target=1.0,
        source="indicators.md R8",
    ),
    _decision(
        name="time_to_action",
        label="Time to action at high risk",
        numerator="hours",
        denominator="is_high",
        running="waits",
        definition="Median time from the decision to the first safety action or urgent referral. Open cases without any are "
        "counted beside it.",
        source="indicators.md R7",
        kind="duration",
    ),
    _decision(
        name="time_to_action_medium",
        label="Time to action at medium risk",
        numerator="hours",
        denominator="is_medium",
        running="waits",
        definition="Median time from the decision to the first safety action or urgent referral. Open cases without any are "
        "counted beside it.",
        source="indicators.md R8",
        kind="duration",
    ),
    _stale(
        name="stale_high",
        label="High risk not looked at for 7 days",
        numerator="after_a_week",
        denominator="is_high",
        definition="Open high-risk cases whose newest decision is more than 7 days old, of all open high-risk cases.",
    ),
    _stale(
        name="stale_medium",
        label="Medium risk not looked at for 14 days",
        numerator="after_two_weeks",
        denominator="is_medium",
        definition="Open medium-risk cases whose newest decision is more than 14 days old, of all open medium-risk cases.",
    ),
    Indicator(
        name="assessed",
        label="Risk assessed",
        dataset="assessed",
        numerator="assessed",
        definition="Cases with a risk assessment, of all cases that were opened, closed ones too.",
        target=1.0,
        source="indicators.md Q1",
        time_base="opening",
    ),
    Indicator(
        name="assessed_in_a_week",
        label="Risk assessed within 7 days",
        dataset="assessed",
        numerator="in_a_week",
        denominator="week_over",
        definition="Cases with a risk assessment within 7 days of opening, of all cases that were assessed or opened more than 7 "
        "days ago.",
        source="indicators.md Q2",
        time_base="opening",
    ),
    Indicator(
        name="time_to_assessment",
        label="Time to the first risk assessment",
        dataset="assessed",
        numerator="hours",
        running="waits",
        definition="Median time from the opening of the case to its first risk assessment. Open cases without any are counted "
        "beside it.",
        source="indicators.md Q2",
        kind="duration",
        time_base="opening",
    ),
    Indicator(
        name="plan_complete",
        label="Safety plan complete where needed",
        dataset="plans",
        numerator="complete",
        denominator="needed",
        definition="Cases whose safety plan is complete, of all cases in which a safety plan was found to be needed. "
        "Survivors who do not want a plan, and cases in which it would not be safe now, are not counted.",
        target=1.0,
        source="indicators.md Q3",
    ),
    Indicator(
        name="plan_approved",
        label="Safety plan approved by a supervisor",
        dataset="plans",
        numerator="approved",
        denominator="needed",
        definition="Cases whose safety plan a supervisor approved, of all cases in which a safety plan was found to be needed.",
        source="indicators.md Q5",
    ),
)
