"""Caseload and flow, and how cases end (indicators.md b.1 and b.9)."""

from dashboard.contract import Indicator, View, count_rows
from dashboard.i18n import noted

_CLOSED = noted("day of closing")
_STAYS = {
    "to_30_days": noted("Up to 30 days"),
    "to_90_days": noted("31 to 90 days"),
    "to_180_days": noted("91 to 180 days"),
    "longer": noted("More than 180 days"),
}

VIEWS = (
    View(
        name="new_cases",
        label=noted("New cases by quarter"),
        dataset="cases",
        by=("quarter", "stream"),
        chart="line",
        codes=(None, "stream"),
        source="indicators.md C1, C10",
        time_base="opening",
    ),
    View(
        name="new_cases_by_place",
        label=noted("New cases by governorate"),
        dataset="cases",
        by=("governorate",),
        codes=("governorate",),
        source="indicators.md C1",
        time_base="opening",
    ),
    View(
        name="new_incidents",
        label=noted("Incidents by quarter of opening"),
        dataset="incidents",
        by=("quarter",),
        measure=count_rows(),
        chart="line",
        note=noted("Counts incidents, not cases: one case may have several."),
        source="indicators.md C2",
    ),
    View(
        name="entry_points",
        label=noted("Who sent her to the agency"),
        dataset="incident",
        by=("referred_from",),
        measure=count_rows(),
        source="indicators.md C11",
    ),
    View(
        name="open_by_risk",
        label=noted("Open cases by current risk level"),
        dataset="open_cases",
        by=("risk_level", "stream"),
        chart="stacked",
        codes=("risk_level", "stream"),
        source="indicators.md C3, R1",
        time_base="now",
    ),
    View(
        name="time_to_close",
        label=noted("Closings by time that the case was open"),
        dataset="closings",
        by=("took",),
        measure=count_rows(),
        words=_STAYS,
        source="indicators.md C4, C7",
        time_base="day",
        day=_CLOSED,
    ),
    View(
        name="closing_reasons",
        label=noted("Closings by reason"),
        dataset="closings",
        by=("reasons",),
        measure=count_rows(),
        note=noted("A closing may have several reasons, so the rows add up to more than the closings."),
        codes=("closure_reason",),
        source="indicators.md X1",
        time_base="day",
        day=_CLOSED,
    ),
)

INDICATORS = (
    Indicator(
        name="open_share",
        label=noted("Open cases"),
        dataset="case_facts",
        numerator="is_open",
        definition=noted("Cases that are open now, of all cases."),
        source="indicators.md C3",
        time_base="now",
    ),
    Indicator(
        name="closing_ratio",
        label=noted("Closings for each new case"),
        dataset="opened_and_closed",
        numerator="closed",
        denominator="opened",
        definition=noted(
            "Closings that a supervisor approved in the period, for each case that was opened in it. The two are not the "
            "same cases."
        ),
        source="indicators.md C5",
        kind="ratio",
        time_base="day",
        day=noted("day of closing, and of opening"),
    ),
    Indicator(
        name="reopened",
        label=noted("Opened again within 90 days"),
        dataset="closings",
        numerator="came_back",
        denominator="observed",
        definition=noted(
            "Closings after which the case was opened again within 90 days, of all closings 90 days ago or more."
        ),
        source="indicators.md C6",
        measure=count_rows(),
        time_base="day",
        day=_CLOSED,
    ),
    Indicator(
        name="time_open",
        label=noted("Time from opening to closing"),
        dataset="stays",
        numerator="hours",
        running="still_open",
        definition=noted(
            "Median time from the opening of a case to its last closing. Open cases are counted beside it."
        ),
        source="indicators.md C7",
        kind="duration",
        time_base="opening",
    ),
    Indicator(
        name="plan_reviewed_at_closing",
        label=noted("Safety plan looked at before closing"),
        dataset="closings",
        numerator="plan_reviewed",
        definition=noted(
            "Closings at which the safety plan was looked at once more with her, of all approved closings."
        ),
        target=1.0,
        source="indicators.md X2",
        measure=count_rows(),
        time_base="day",
        day=_CLOSED,
    ),
    Indicator(
        name="told_can_return",
        label=noted("Told that she can come back"),
        dataset="closings",
        numerator="told",
        definition=noted(
            "Closings at which she was told that she can come back at any time, of all approved closings."
        ),
        target=1.0,
        source="indicators.md X2",
        measure=count_rows(),
        time_base="day",
        day=_CLOSED,
    ),
)
