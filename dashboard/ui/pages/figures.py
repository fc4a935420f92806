"""Agency figures: live and exact, the agency's own cases only."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import (
    CORE,
    GROUPS,
    AreaFigures,
    agency_base,
    agency_figures,
    figure_topics,
)
from dashboard.analysis import LeftOut
from dashboard.i18n import BAGHDAD, area_text, listed_apart, ngettext
from dashboard.i18n import gettext as _
from dashboard.ui.pages.figures_period import Span, choose
from dashboard.ui.widgets import figure as drawn


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Agency figures"), anchor=False)
    st.caption(
        _(
            "Live and exact numbers of your own agency. Do not pass them on: small numbers can point to a person. "
            "Shared figures come from the task force's releases."
        )
    )
    about, days = st.columns((1, 3))  # one row: the first chart is in view on a small screen
    with about:
        area, group = _topic(context)
    with days:
        span = choose(context.now().astimezone(BAGHDAD).date())
    _base(context, who, span)
    figures = agency_figures(context, who, area=area, group=group, since=span.since, until=span.until, day=span.day)
    for each in figures:
        _area(context, each, span)


def _topic(context: Context) -> tuple[str, str | None]:
    """Draw the choice of what the figures are about; return the area, and the group of the core's figures."""
    letters, areas = figure_topics(context)
    labels = {declared.area.name: area_text(declared.module, declared.area.label) for declared in areas}
    chosen = st.selectbox(
        _("Figures about"),
        [*letters, *labels],
        format_func=lambda name: labels[name] if name in labels else _(GROUPS[name]),
        key="figures.group",
    )
    return (chosen, None) if chosen in labels else (CORE.name, chosen)


def _area(context: Context, area: AreaFigures, span: Span) -> None:
    """Draw the figures of an area: its indicators, then its counts, two charts in a row."""
    if area.problems:
        st.info(_missing(len(area.problems)))
    drawn.numbers(area, span.day)
    drawn.charts(context, area, span.day)


def _missing(n: int) -> str:
    """Return a sentence that `n` figures are missing; the administrator's page of plugins says why."""
    text = ngettext("{n} figure of this area cannot be shown now.", "{n} figures of this area cannot be shown now.", n)
    return text.format(n=n) + " " + _("Nothing is lost, and the others are right. Your administrator can see why.")


def _base(context: Context, who: Principal, span: Span) -> None:
    """Say how many cases of the agency are counted in the figures, and how many are left out for which reason.

    Where each figure counts by a day of its own there is no one number for the period: the box is about all cases.
    """
    one_day = span.day is not None
    base = agency_base(
        context, who, since=span.since if one_day else None, until=span.until if one_day else None, day=span.day
    )
    about = {
        "opening": _("Cases registered {period}"),
        "report": _("Cases first reported {period}"),
        None: _("All your cases"),
    }[span.day]
    st.caption(f"{about.format(period=span.words)}: {_left_out(base)}" + ("" if one_day else _each_day(span)))


def _each_day(span: Span) -> str:
    """Return what has to be said where each figure counts by its own day."""
    if span == Span():
        return ""
    return " " + _("{period}: each figure counts by the day that stands under it.").format(period=span.words)


def _left_out(base: LeftOut) -> str:
    why = {
        "no_consent": _("she did not agree to be counted: {n}"),
        "duplicate": _("duplicates: {n}"),
        "reported_elsewhere": _("reported by another member first: {n}"),
    }
    counted = ngettext("{counted} of {n} case is counted.", "{counted} of {n} cases are counted.", base.every)
    parts = [why[reason].format(n=n) for reason, n in base.reasons.items() if n]
    text = counted.format(counted=base.counted, n=base.every)
    return f"{text} " + (_("Left out: {reasons}.").format(reasons=listed_apart(parts)) if parts else "")
