"""Agency figures: live and exact, the agency's own cases only."""

from datetime import date, timedelta

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import GROUPS, agency_base, agency_figures
from dashboard.analysis import LeftOut
from dashboard.i18n import BAGHDAD, area_text, ngettext
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import figure as drawn

PERIODS = {"all": None, "quarter": 91, "year": 365}


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Agency figures"), anchor=False)
    st.caption(
        _(
            "Live and exact numbers of your own agency. Do not pass them on: small numbers can point to a person. "
            "Shared figures come from the task force's releases."
        )
    )
    group, since = _choose(context)
    _base(agency_base(context, who, since=since))
    for area in agency_figures(context, who, group=group, since=since):
        if not (area.figures or area.shares or area.times or area.problems):
            continue
        st.subheader(area_text(area.module, area.area.label), anchor=False, divider="gray")
        if area.problems:
            st.info(_missing(len(area.problems)))
        drawn.numbers(area)
        for view, counted in area.figures:
            drawn.counts(context, area, view, counted)


def _missing(n: int) -> str:
    """Return a sentence that `n` figures are missing; the administrator's page of plugins says why."""
    text = ngettext("{n} figure of this area cannot be shown now.", "{n} figures of this area cannot be shown now.", n)
    return text.format(n=n) + " " + _("Nothing is lost, and the others are right. Your administrator can see why.")


def _choose(context: Context) -> tuple[str, date | None]:
    """Draw two choices; return the chosen group of figures and the first day of the chosen period (None for all
    time).
    """
    left, right = st.columns([2, 1])
    group = left.selectbox(
        _("Figures about"), list(GROUPS), format_func=lambda name: _(GROUPS[name]), key="figures.group"
    )
    names = {"all": _("All time"), "quarter": _("The last 3 months"), "year": _("The last 12 months")}
    period = right.selectbox(_("Period"), list(PERIODS), format_func=lambda name: names[name], key="figures.period")
    days = PERIODS[period]
    return group, (context.now().astimezone(BAGHDAD).date() - timedelta(days=days) if days else None)


def _base(base: LeftOut) -> None:
    """Say how many cases of the agency are counted in the figures, and how many are left out for which reason."""
    why = {
        "no_consent": _("she did not agree to be counted: {n}"),
        "duplicate": _("duplicates: {n}"),
        "reported_elsewhere": _("reported by another member first: {n}"),
    }
    counted = ngettext("{counted} of {n} case is counted.", "{counted} of {n} cases are counted.", base.every)
    parts = [why[reason].format(n=n) for reason, n in base.reasons.items() if n]
    text = counted.format(counted=base.counted, n=base.every)
    st.info(f"{text} " + (_("Left out: {reasons}.").format(reasons="; ".join(parts)) if parts else ""))
