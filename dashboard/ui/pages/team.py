"""Team: what waits for the supervisor, overdue cases, missing plans, and how many cases each person has."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import reviews
from dashboard.actions.supervisor.reviews import RETURN_REASONS, Waiting
from dashboard.actions.supervisor.team import Load, Missing, Team, team
from dashboard.actions.taskforce import reporting
from dashboard.casework.clock import running
from dashboard.contract import Case
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, clock, moment
from dashboard.i18n import gettext as _
from dashboard.risk_clock import UNDECIDED
from dashboard.ui.navigation import go, link
from dashboard.ui.pages import team_access
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import answers, tasks, words

FEW = 5
"""So many requests for review are shown at first, the oldest."""


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Team"), anchor=False)
    _reporting(context, who)
    team_state, waiting = team(context, who), reviews.waiting(context, who)
    team_access.unchosen(context, who)
    _summary(team_state, waiting)
    _overdue(context, team_state)
    _reviews(context, who, waiting)
    for missing in team_state.missing:
        if missing.total:
            _missing(context, missing)
    _more(team_state)
    _loads(team_state.loads)
    team_access.show(context, who)


def _reporting(context: Context, who: Principal) -> None:
    """Remind of quarters whose records the agency has not confirmed yet."""
    if n := reporting.waiting(context, who):
        link("reporting", _("Quarters to confirm as complete") + f": {n}")


def _summary(team_state: Team, waiting: list[Waiting]) -> None:
    shown = [
        (_("Waiting for your review"), len(waiting)),
        (_("Overdue"), team_state.overdue_total),
        (_("High risk, open"), sum(load.high for load in team_state.loads)),
        (_("Open cases"), sum(load.open for load in team_state.loads)),
    ]
    for column, (label, value) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(label, value, border=True)


def _reviews(context: Context, who: Principal, waiting: list[Waiting]) -> None:
    st.subheader(_("Waiting for your review"), anchor=False)
    if message := st.session_state.pop("team.message", None):
        st.info(quoted_lines(message))
    if not waiting:
        st.caption(_("Nothing waits. Safety plans and closings that are sent in appear here."))
    show_all = len(waiting) <= FEW or st.toggle(_("Show all {n}").format(n=len(waiting)), key="team.every")
    for request in waiting if show_all else waiting[:FEW]:
        _review(context, who, request)


def _review(context: Context, who: Principal, request: Waiting) -> None:
    package = context.registry.module(request.sent.area)
    key = f"team.review.{request.review.id}"
    with st.container(border=True):
        label = words.form_label(context, request.sent.area, request.sent.form)
        st.markdown(f"**{label}** · {words.risk(request.case.risk_level)} · {words.stream(request.case)}")
        st.caption(
            _("{name}, {when}").format(name=quoted(request.asked_by), when=moment(request.review.at, context.now()))
        )
        tasks.still_open(context, request.still_open)
        if reason := request.sent.answers.get("without_assessment"):
            form = context.form(request.sent.area, request.sent.form)
            said = words.answer(context, package, form, "without_assessment", reason)
            st.info(_("Without a new risk assessment: {reason}").format(reason=quoted(said)))
        if request.obstacle:
            st.warning(quoted_lines(request.obstacle) + " " + _("Send the closing back, so that it is filled in anew."))
        with st.expander(_("What was sent in")):
            answers.show(context, package, request.sent)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if st.button(request.case.key, key=f"{key}.open", help=_("Open this case")):
                go("case", key=request.case.key)
            st.button(
                _("Approve"), key=f"{key}.approve", type="primary", on_click=_decide, args=(context, who, request)
            )
            with st.popover(_("Send back")):
                reason = st.radio(
                    _("Why?"), RETURN_REASONS, index=None, key=f"{key}.why", format_func=words.return_reason
                )
                st.button(
                    _("Send back"),
                    key=f"{key}.return",
                    disabled=reason is None,
                    on_click=_decide,
                    args=(context, who, request, reason),
                )


def _decide(context: Context, who: Principal, request: Waiting, reason: str | None = None) -> None:
    try:
        if reason is None:
            reviews.approve(context, who, request.review.id)
            st.session_state["team.message"] = _("Approved.")
        else:
            reviews.send_back(context, who, request.review.id, reason)
            st.session_state["team.message"] = _("Sent back.")
    except DashboardError as error:
        st.session_state["team.message"] = str(error)


def _overdue(context: Context, team_state: Team) -> None:
    st.subheader(_("Overdue"), anchor=False)
    if not team_state.overdue:
        st.success(_("No case is past its deadline."))
    for case, name in team_state.overdue:
        due = running(case, context.timelines.normal) or case.opened_at + timedelta(hours=UNDECIDED)
        _case(case, f"{clock(due, context.now())} · {quoted(name)}", "team")
    if team_state.overdue_total > len(team_state.overdue):
        more = team_state.overdue_total - len(team_state.overdue)
        st.caption(_("{n} more are overdue. Narrow the list of cases to see them.").format(n=more))


def _case(case: Case, text: str, place: str) -> None:
    with st.container(border=True):
        facts, way = st.columns([4, 1], vertical_alignment="center")
        level = case.risk_level or "not_assessed"
        facts.markdown(f":{words.COLOURS[level]}[**{words.risk(case.risk_level)}**] · {text}")
        with way:
            if st.button(case.key, key=f"{place}.{case.key}", width="stretch", help=_("Open this case")):
                go("case", key=case.key)


def _missing(context: Context, missing: Missing) -> None:
    label = area_text(context.registry.plugin(missing.area).module, missing.form.label)
    text = _("No complete {plan}: {n} open cases at high or medium risk").format(plan=label, n=missing.total)
    with st.expander(text):
        for case, name in missing.cases:
            _case(case, name, f"team.{missing.area}.{missing.form.name}")


def _more(team_state: Team) -> None:
    """List the cases that wait for a new case manager, and those that no other supervisor sees."""
    if team_state.waiting:
        st.warning(_waits().format(n=team_state.waiting), icon=":material/lock:")
    for title, place, (total, listed) in (
        (_("Their case manager does not work here any more: {n}"), "team.unowned", team_state.unowned),
        (_("Restricted: you alone supervise them: {n}"), "team.restricted", team_state.restricted),
    ):
        if total:
            with st.expander(title.format(n=total)):
                for case, name in listed:
                    _case(case, quoted(name), place)


def _waits() -> str:
    return _(
        "Restricted cases that nobody who works here may read: {n}. A survivor may be waiting. Their case manager and their "
        "supervisor do not work here any more, and who is part of the conflict is not known here. Tell the head of your "
        "agency today: on the server, somebody who has no part in it is named."
    )


def _loads(loads: list[Load]) -> None:
    st.subheader(_("Workload"), anchor=False)
    st.table(
        pd.DataFrame(
            {
                _("Case manager"): [quoted(load.name) for load in loads],
                _("Open"): [load.open for load in loads],
                _("High risk"): [load.high for load in loads],
                _("Overdue"): [load.overdue for load in loads],
            }
        ).set_index(_("Case manager"))
    )
