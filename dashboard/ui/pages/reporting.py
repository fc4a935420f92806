"""Reporting: a supervisor confirms, quarter by quarter, that her agency's records are complete."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce import answering, reporting
from dashboard.actions.taskforce.reporting import Quarter
from dashboard.errors import DashboardError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import link
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.taskforce.wording import period_name

MESSAGE = "reporting.message"
BEGINS = "reporting.first_quarter"
BACKLOG = "reporting.backlog.{quarter}"
LOOKS = {
    "on_time": ("check_circle", "green"),
    "late": ("history", "orange"),
    "waiting": ("schedule", "blue"),
    "overdue": ("warning", "red"),
}
"""Icon and colour of a state; the words stand beside them."""


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Reporting"), anchor=False)
    st.caption(
        _(
            "After each quarter, confirm that your agency's records of it are complete, also when there was no case. "
            "The task force sees whether your agency reported on time, and never from this how many cases it has."
        )
    )
    quarters = reporting.quarters(context, who)
    _once()
    if not quarters:
        st.info(_("No quarter has ended since your agency joined. The first one appears here when it is over."))
        _begins(context, who)
        return
    todo, done = (
        [quarter for quarter in quarters if quarter.is_open],
        [quarter for quarter in quarters if not quarter.is_open],
    )
    for quarter in todo:
        _open(context, who, quarter)
    if not todo:
        st.caption(_("Nothing waits. Every quarter that is over is confirmed."))
    if done:
        st.subheader(_("Confirmed"), anchor=False)
    for quarter in done:
        _done(quarter)
    _begins(context, who)


def _once() -> None:
    if message := st.session_state.pop(MESSAGE, None):
        kind, text = message
        (st.success if kind == "done" else st.error)(quoted_lines(text))


def _begins(context: Context, who: Principal) -> None:
    """Let an agency that joins with older cases say from which quarter on it brings them."""
    begins = answering.beginning(context, who)
    if begins.declared:
        st.caption(_("Your agency brings cases from {quarter} on.").format(quarter=period_name(begins.declared)))
    if not begins.offered:
        return
    with st.expander(_("We bring cases from before we joined"), icon=":material/history:"):
        st.markdown(
            _(
                "Say from which quarter on. Then you confirm these quarters, too, and the task force sees whether you did. "
                "It changes no case, and no release that was made already."
            )
        )
        st.selectbox(_("First quarter"), begins.offered, key=BEGINS, format_func=period_name)
        st.button(_("We bring cases from then on"), key="reporting.begin", on_click=_begin, args=(context, who))


def _begin(context: Context, who: Principal) -> None:
    quarter = str(st.session_state[BEGINS])
    try:
        answering.declare(context, who, quarter)
    except DashboardError as error:
        st.session_state[MESSAGE] = ("error", str(error))
        return
    words = _("From {quarter} on your agency confirms its quarters. They are listed below.")
    st.session_state[MESSAGE] = ("done", words.format(quarter=period_name(quarter)))


def _open(context: Context, who: Principal, quarter: Quarter) -> None:
    with st.container(border=True, key=f"reporting.{quarter.label}"):
        st.markdown(f"**{period_name(quarter.label)}** · {_state(quarter)}")
        st.caption(_due(quarter))
        _completeness(context, who, quarter)
        st.checkbox(
            _("We entered cases of earlier months in this quarter"),
            key=BACKLOG.format(quarter=quarter.label),
            help=_("Tick it when you caught up on older cases. Then nobody reads a jump in the numbers as a rise."),
        )
        st.button(
            _("Our records of {quarter} are complete").format(quarter=period_name(quarter.label)),
            key=f"reporting.confirm.{quarter.label}",
            type="primary",
            on_click=_confirm,
            args=(context, who, quarter),
        )


def _completeness(context: Context, who: Principal, quarter: Quarter) -> None:
    """Say what is still missing in the agency's own cases, and where to look."""
    share = reporting.fields_filled(context, who, quarter.label)
    lacking = share.denominator - share.numerator
    if not share.denominator:
        st.markdown(_("The figures hold no case of this quarter. A quarter without a case is confirmed, too."))
    elif lacking:
        st.markdown(
            _(
                "Core fields of this quarter's cases: {filled} of {all} are filled in, {lacking} still lack an answer."
            ).format(filled=share.numerator, all=share.denominator, lacking=lacking)
        )
        link("figures", _("See the agency's figures"))
    else:
        st.markdown(_("Core fields of this quarter's cases: all {all} are filled in.").format(all=share.denominator))


def _done(quarter: Quarter) -> None:
    text = _("confirmed on {date} by {name}") if quarter.reported_by else _("confirmed on {date}")
    assert quarter.reported_at is not None
    when = text.format(date=day(quarter.reported_at), name=quoted(quarter.reported_by))
    said = [_due(quarter), when, *([_("with cases of earlier months")] if quarter.backlog else [])]
    st.markdown(f"**{period_name(quarter.label)}** · {_state(quarter)}  \n:gray[{' · '.join(said)}]")


def _state(quarter: Quarter) -> str:
    icon, colour = LOOKS[quarter.state]
    words = {
        "on_time": _("reported on time"),
        "late": _("reported late"),
        "waiting": _("not reported yet"),
        "overdue": _("not reported, and the day has passed"),
    }
    return f":{colour}[:material/{icon}: {words[quarter.state]}]"


def _due(quarter: Quarter) -> str:
    return _("on time until {date}").format(date=day(quarter.due))


def _confirm(context: Context, who: Principal, quarter: Quarter) -> None:
    # Read when she clicks: what was drawn before may be older than her tick.
    backlog = bool(st.session_state.get(BACKLOG.format(quarter=quarter.label)))
    try:
        new = reporting.confirm(context, who, quarter.label, backlog=backlog)
    except DashboardError as error:
        st.session_state[MESSAGE] = ("error", str(error))
        return
    words = _("{quarter} is confirmed.") if new else _("{quarter} was confirmed already. Nothing changed.")
    st.session_state[MESSAGE] = ("done", words.format(quarter=period_name(quarter.label)))
