"""Needs, referrals and service gaps (indicators.md b.6)."""

from dashboard.contract import Indicator, View, count_rows
from dashboard.i18n import noted

_NEED = noted("day on which the need was known")
_SENT = noted("day of the referral")
_NOTE = noted("Counts needs, not cases: one case may have several.")

VIEWS = (
    View(
        name="need_outcomes",
        label=noted("Needs by service and outcome"),
        dataset="needs",
        by=("service_type", "outcome"),
        measure=count_rows(),
        chart="stacked",
        note=_NOTE,
        codes=("service_type", "need_outcome"),
        source="indicators.md S1, S2",
        time_base="day",
        day=_NEED,
    ),
    View(
        name="gaps",
        label=noted("Services that were missing, by governorate"),
        dataset="gaps",
        by=("governorate", "service_type"),
        measure=count_rows(),
        chart="heat",
        note=_NOTE,
        codes=("governorate", "service_type"),
        source="indicators.md S3",
        time_base="day",
        day=_NEED,
    ),
    View(
        name="gap_reasons",
        label=noted("Why there was no service"),
        dataset="gaps",
        by=("unavailable_reason",),
        measure=count_rows(),
        codes=("unavailable_reason",),
        source="indicators.md S3",
        time_base="day",
        day=_NEED,
    ),
    View(
        name="decline_reasons",
        label=noted("What kept her from a service"),
        dataset="declined",
        by=("decline_reason",),
        measure=count_rows(),
        note=noted("Declining is her right and an outcome like any other."),
        codes=("decline_reason",),
        source="indicators.md S4",
        time_base="day",
        day=_NEED,
    ),
    View(
        name="referral_states",
        label=noted("Referrals by service and state"),
        dataset="referrals",
        by=("service_type", "status"),
        measure=count_rows(),
        chart="stacked",
        codes=("service_type", "referral_status"),
        source="indicators.md S6, S7",
        time_base="day",
        day=_SENT,
    ),
    View(
        name="in_house",
        label=noted("Services provided by the agency itself"),
        dataset="in_house",
        by=("service_type", "age_sex"),
        measure=count_rows(),
        chart="stacked",
        codes=("service_type", "age_sex"),
        source="indicators.md S13",
        time_base="day",
        day=_NEED,
    ),
)


def _share(source: str, day: str, name: str, dataset: str, met: str, of: str, label: str, definition: str) -> Indicator:
    """Return an indicator of rows: those with the column `met` true, of all with the column `of` true."""
    return Indicator(
        name=name,
        label=label,
        dataset=dataset,
        numerator=met,
        denominator=of,
        definition=definition,
        source=f"indicators.md {source}",
        measure=count_rows(),
        time_base="day",
        day=day,
    )


def _time(name: str, hours: str, of: str, label: str, definition: str) -> Indicator:
    """Return an indicator of the time in the column `hours`, over the referrals with the column `of` true."""
    return Indicator(
        name=name,
        label=label,
        dataset="referrals",
        numerator=hours,
        denominator=of,
        running="waits",
        definition=definition,
        source="indicators.md S8",
        kind="duration",
        time_base="day",
        day=_SENT,
    )


INDICATORS = (
    _share(
        "S3",
        _NEED,
        "service_gap",
        "needs",
        "unavailable",
        "wanted",
        noted("No service available"),
        noted(
            "Needs for which there was no service, of all needs but those that do not apply and those that she declined."
        ),
    ),
    _share(
        "S4",
        _NEED,
        "declined",
        "needs",
        "declined",
        "offered",
        noted("Declined by survivor"),
        noted(
            "Needs for which she declined the service, of all for which a service was offered: referred, provided or declined."
        ),
    ),
    Indicator(
        name="referrals_for_each",
        label=noted("Referrals for each case"),
        dataset="referrals_and_cases",
        numerator="is_referral",
        denominator="is_case",
        definition=noted("Referrals, for each case; cases without any count too."),
        source="indicators.md S5",
        kind="ratio",
    ),
    _share(
        "S6",
        _SENT,
        "accepted",
        "referrals",
        "accepted",
        "answer_due",
        noted("Referrals accepted"),
        noted("Referrals that were accepted, of all that were sent 3 days ago or more and not taken back."),
    ),
    _share(
        "S7",
        _SENT,
        "completed",
        "referrals",
        "completed",
        "accepted",
        noted("Referrals completed"),
        noted("Referrals after which she received the service, of all that were accepted."),
    ),
    _time(
        "time_to_answer",
        "hours_to_answer",
        "stands",
        noted("Time to an answer"),
        noted("Median time from the referral to the answer. Referrals without an answer are counted beside it."),
    ),
    _time(
        "time_to_service",
        "hours_to_service",
        "serves",
        noted("Time to the service"),
        noted("Median time from the referral to the service. Referrals that still wait for it are counted beside it."),
    ),
    _share(
        "S9",
        _SENT,
        "no_feedback",
        "referrals",
        "silent",
        "long_sent",
        noted("Referrals without any answer"),
        noted("Referrals without any answer, of all that were sent 14 days ago or more and not taken back."),
    ),
)
