"""Team: what waits for the supervisor, who is overdue, which plans are missing, who carries how much."""

from datetime import timedelta

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.casework.clocks import running
from dashboard.contract import Case
from dashboard.desk import reporting, reviews
from dashboard.desk.house import House
from dashboard.desk.reviews import RETURN_REASONS, Waiting
from dashboard.desk.team import Load, Missing, Team, team
from dashboard.errors import DashboardError
from dashboard.i18n import area_text, clock, moment
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go, link
from dashboard.ui.widgets import answers, tasks, words

FEW = 5
"""Reviews that are shown at first, the oldest."""


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Team"), anchor=False)
    _reporting(house, who)
    found, waiting = team(house, who), reviews.waiting(house, who)
    _summary(found, waiting)
    _overdue(house, found)
    _reviews(house, who, waiting)
    for missing in found.missing:
        if missing.total:
            _missing(house, missing)
    _loads(found.loads)


def _reporting(house: House, who: Principal) -> None:
    """Remind of quarters that wait to be confirmed; a wrong setting must not take the page away."""
    try:
        if n := reporting.waiting(house, who):
            link("reporting", _("Quarters to confirm as complete") + f": {n}")
    except DashboardError as error:
        st.warning(str(error))


def _summary(found: Team, waiting: list[Waiting]) -> None:
    shown = [
        (_("Waiting for your review"), len(waiting)),
        (_("Overdue"), found.overdue_total),
        (_("High risk, open"), sum(load.high for load in found.loads)),
        (_("Open cases"), sum(load.open for load in found.loads)),
    ]
    for column, (label, value) in zip(st.columns(len(shown)), shown, strict=True):
        column.metric(label, value, border=True)


def _reviews(house: House, who: Principal, waiting: list[Waiting]) -> None:
    st.subheader(_("Waiting for your review"), anchor=False)
    if message := st.session_state.pop("team.message", None):
        st.info(message)
    if not waiting:
        st.caption(_("Nothing waits. Safety plans and closings that are sent in appear here."))
    every = len(waiting) <= FEW or st.toggle(_("Show all {n}").format(n=len(waiting)), key="team.every")
    for each in waiting if every else waiting[:FEW]:
        _review(house, who, each)


def _review(house: House, who: Principal, each: Waiting) -> None:
    package = house.registry.module(each.sent.area)
    key = f"team.review.{each.review.id}"
    with st.container(border=True):
        label = words.form_label(house, each.sent.area, each.sent.form)
        st.markdown(f"**{label}** · {words.risk(each.case.risk_level)} · {words.stream(each.case)}")
        st.caption(_("{name}, {when}").format(name=each.asked_by, when=moment(each.review.at, house.now())))
        tasks.still_open(house, each.still_open)
        with st.expander(_("What was sent in")):
            answers.show(house, package, each.sent)
        with st.container(horizontal=True, vertical_alignment="bottom"):
            if st.button(each.case.key, key=f"{key}.open", help=_("Open this case")):
                go("case", key=each.case.key)
            st.button(_("Approve"), key=f"{key}.approve", type="primary", on_click=_decide, args=(house, who, each))
            with st.popover(_("Send back")):
                reason = st.radio(
                    _("Why?"), RETURN_REASONS, index=None, key=f"{key}.why", format_func=words.return_reason
                )
                st.button(
                    _("Send back"),
                    key=f"{key}.return",
                    disabled=reason is None,
                    on_click=_decide,
                    args=(house, who, each, reason),
                )


def _decide(house: House, who: Principal, each: Waiting, reason: str | None = None) -> None:
    try:
        if reason is None:
            reviews.approve(house, who, each.review.id)
            st.session_state["team.message"] = _("Approved.")
        else:
            reviews.send_back(house, who, each.review.id, reason)
            st.session_state["team.message"] = _("Sent back.")
    except DashboardError as error:
        st.session_state["team.message"] = str(error)


def _overdue(house: House, found: Team) -> None:
    st.subheader(_("Overdue"), anchor=False)
    if not found.overdue:
        st.success(_("No case is past its deadline."))
    for case, name in found.overdue:
        due = running(case, house.timelines.normal) or case.opened_at + timedelta(hours=24)
        _case(case, f"{clock(due, house.now())} · {name}", "team")
    if found.overdue_total > len(found.overdue):
        rest = found.overdue_total - len(found.overdue)
        st.caption(_("{n} more are overdue. Narrow the list of cases to see them.").format(n=rest))


def _case(case: Case, text: str, place: str) -> None:
    with st.container(border=True):
        facts, way = st.columns([4, 1], vertical_alignment="center")
        level = case.risk_level or "not_assessed"
        facts.markdown(f":{words.COLOURS[level]}[**{words.risk(case.risk_level)}**] · {text}")
        with way:
            if st.button(case.key, key=f"{place}.{case.key}", width="stretch", help=_("Open this case")):
                go("case", key=case.key)


def _missing(house: House, missing: Missing) -> None:
    label = area_text(house.registry.plugin(missing.area).module, missing.form.label)
    text = _("No complete {plan}: {n} open cases at high or medium risk").format(plan=label, n=missing.total)
    with st.expander(text):
        for case, name in missing.cases:
            _case(case, name, f"team.{missing.area}.{missing.form.name}")


def _loads(loads: list[Load]) -> None:
    st.subheader(_("Workload"), anchor=False)
    st.table(
        pd.DataFrame(
            {
                _("Case manager"): [load.name for load in loads],
                _("Open"): [load.open for load in loads],
                _("High risk"): [load.high for load in loads],
                _("Overdue"): [load.overdue for load in loads],
            }
        ).set_index(_("Case manager"))
    )
