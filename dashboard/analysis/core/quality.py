"""Consent, steps and follow-up (indicators.md b.5)."""

from dashboard.contract import Indicator, View, count_rows
from dashboard.i18n import noted

_DUE = noted("day on which it was due")

VIEWS = (
    View(
        name="steps",
        label=noted("Steps of the checklists by area"),
        dataset="steps",
        by=("area", "state"),
        measure=count_rows(),
        chart="stacked",
        note=noted("The newest mark on each step. A decision that makes steps needless marks none."),
        codes=(None, "item_state"),
        source="indicators.md Q10",
    ),
    View(
        name="goals",
        label=noted("What she wants to reach, at the latest follow-up"),
        dataset="goals",
        by=("goal", "progress"),
        chart="stacked",
        note=noted("Goals that are not hers are left out."),
        words={
            "safety": noted("Safety"),
            "health": noted("Health"),
            "psychosocial": noted("Feeling better"),
            "justice": noted("Justice"),
            "digital": noted("Content and accounts"),
            "other": noted("Something else"),
            "in_progress": noted("On the way"),
            "met": noted("Met"),
        },
        source="indicators.md Q14",
        time_base="day",
        day=noted("day of the follow-up"),
    ),
)

INDICATORS = (
    Indicator(
        name="consent_first",
        label=noted("Consent before the first action"),
        dataset="first_consent",
        numerator="agreed_before",
        denominator="acted",
        definition=noted(
            "Cases in which consent to services was on record before the first action after the newest risk decision, of all "
            "cases with such an action."
        ),
        target=1.0,
        source="indicators.md Q6",
    ),
    Indicator(
        name="child_consent",
        label=noted("Children: assent and guardian, or best interests"),
        dataset="child_consent",
        numerator="protected",
        definition=noted(
            "Children's cases with the child's assent (or too young to be asked) and a guardian's consent, or a documented "
            "best-interest decision, of all children's cases."
        ),
        target=1.0,
        source="indicators.md Q7",
    ),
    Indicator(
        name="follow_ups_for_each",
        label=noted("Follow-ups for each open case"),
        dataset="follow_ups_of_open",
        numerator="is_follow_up",
        denominator="is_case",
        definition=noted(
            "Follow-ups held so far in cases that are open now, for each of them; cases without any count too."
        ),
        source="indicators.md Q12",
        kind="ratio",
        time_base="now",
    ),
    Indicator(
        name="follow_up_kept",
        label=noted("Follow-up held when it was due"),
        dataset="follow_ups",
        numerator="kept",
        denominator="was_due",
        definition=noted(
            "Follow-ups held on or before the day that was agreed, of all that were held later or whose day has passed in a case "
            "that is open."
        ),
        source="indicators.md Q13",
        measure=count_rows(),
        time_base="day",
        day=_DUE,
    ),
    Indicator(
        name="goals_met",
        label=noted("Goals met"),
        dataset="goals",
        numerator="is_met",
        definition=noted("Goals that are met at the latest follow-up, of all goals that are hers."),
        source="indicators.md Q14",
        measure=count_rows(),
        time_base="day",
        day=noted("day of the follow-up"),
    ),
)
