"""Corrections of releases: an administrator asks for one, a coordinator approves or declines it."""

from functools import partial

import streamlit as st

from dashboard.access import Permission, Principal, allowed
from dashboard.actions.context import Context
from dashboard.actions.taskforce import corrections
from dashboard.actions.taskforce.corrections import Asked
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.release.reasons import REASONS, reason_words
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.wording import period_name, would_spend
from dashboard.ui.widgets.carrying_out import carry_out


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Corrections"), anchor=False)
    st.caption(
        _(
            "A published period can be made anew once, when something was wrong with it. One person asks for it, and a "
            "coordinator decides. The first version stays, so each case that is in both is less protected. A release whose "
            "cases are counted once more in the release of the year has no correction: that one puts right what was wrong."
        )
    )
    requests = corrections.every(context, who)
    if allowed(who, Permission.build_releases):
        _ask(context, who)
    if allowed(who, Permission.approve_corrections):
        _decide(context, who, [request for request in requests if request.state == "asked"])
    if requests:
        head = (_("Period"), _("Reason"), _("Asked by"), _("Day"), _("How it stands"))
        with st.container(key="corrections.sliding"):
            st.html(as_html(head, [_row(request) for request in requests], _("What was asked for")))
    else:
        st.info(_("Nobody has asked for a correction."))


def _ask(context: Context, who: Principal) -> None:
    """Let an administrator ask for a correction, for a reason from the list."""
    periods = corrections.correctable(context, who)
    if not periods:
        st.info(_("There is no published period that can still be corrected."))
        return
    with st.expander(_("Ask for a correction"), icon=":material/edit_note:"):
        period = st.selectbox(_("Period"), periods, key="corrections.period", format_func=period_name)
        reason = st.selectbox(_("Reason"), list(REASONS), key="corrections.reason", format_func=reason_words)
        st.markdown(would_spend(corrections.would_spend(context, who, period)))
        if st.button(_("Ask for it"), key="corrections.ask", type="primary"):
            carry_out(partial(corrections.ask, context, who, period, reason))


def _decide(context: Context, who: Principal, waiting: list[Asked]) -> None:
    """Let a coordinator decide about each correction that waits."""
    for request in waiting:
        with st.container(border=True):
            st.subheader(period_name(request.period), anchor=False)
            st.markdown(
                _("{name} asks for a correction: {reason}.").format(
                    name=quoted(request.asked_by), reason=reason_words(request.reason)
                )
            )
            st.markdown(would_spend(corrections.would_spend(context, who, request.period)))
            with st.container(horizontal=True):
                if st.button(_("Approve"), key=f"corrections.approve.{request.id}", type="primary"):
                    carry_out(partial(corrections.approve, context, who, request.id))
                if st.button(_("Decline"), key=f"corrections.decline.{request.id}"):
                    carry_out(partial(corrections.decline, context, who, request.id))


def _row(request: Asked) -> tuple[str, ...]:
    states = {
        "asked": _("Waits for a coordinator"),
        "approved": _("Approved by {name}; waits to be made").format(name=request.decided_by),
        "declined": _("Declined by {name}").format(name=request.decided_by),
        "built": _("Approved by {name}, and published").format(name=request.decided_by),
    }
    return (
        period_name(request.period),
        reason_words(request.reason),
        request.asked_by,
        day(request.asked_at),
        states[request.state],
    )
