"""Targets on the page Indicators: what the task force wants, who said so and when, and a quiet alert where it is missed."""

import streamlit as st

from dashboard.errors import DashboardError
from dashboard.i18n import day, listed_apart
from dashboard.i18n import gettext as _
from dashboard.release.indicators import Answer
from dashboard.release.targets import INDICATORS, Target, is_missed, most
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.sheet import Sheet


def alerts(sheet: Sheet) -> None:
    """Name the indicators whose whole interval lies beyond their target; nothing where there is none."""
    missed = [target for target in sheet.given.targets().values() if is_missed(sheet.releases, sheet.period, target)]
    if missed:
        names = listed_apart(f"{_(INDICATORS[target.indicator].label)} ({_wanted(target)})" for target in missed)
        text = _("Beyond its target, more clearly than noise and rounding explain: {names}")
        st.warning(quoted(text.format(names=names)), icon=":material/flag:")


def line(sheet: Sheet, answer: Answer) -> str:
    """Return the target of an indicator in words with its owner and day, "" where there is none."""
    target = sheet.given.targets().get(".".join(answer.part))
    if target is None:
        return ""
    words = _("Target: {wanted}, set by {owner} on {date}.")
    return quoted(words.format(wanted=_wanted(target), owner=target.owner, date=day(target.since)))


def _wanted(target: Target) -> str:
    words = {"at_least": _("at least {n}"), "at_most": _("at most {n}")}[target.direction].format(n=target.number)
    return f"{words} %" if INDICATORS[target.indicator].unit == "share" else words


def setting(sheet: Sheet) -> None:
    """Let a coordinator set or end a target."""
    with st.expander(_("Set a target"), icon=":material/flag:", key=f"{sheet.page}.targets"):
        st.caption(
            _(
                "What the task force wants an indicator to reach, or not to pass. It is said when the whole interval of a "
                "number lies beyond it, so not at every chance. Your name and the day stand beside it."
            )
        )
        indicator = st.selectbox(
            _("Indicator"),
            list(INDICATORS),
            format_func=lambda name: _(INDICATORS[name].label),
            key="targets.indicator",
        )
        directions = {"at_least": _("At least"), "at_most": _("At most"), "none": _("No target")}
        direction = st.radio(
            _("It shall be"), list(directions), format_func=directions.__getitem__, horizontal=True, key="targets.way"
        )
        answer = INDICATORS[indicator]
        unit = _("Per cent") if answer.unit == "share" else _("New cases in a period")
        number = st.number_input(unit, 0, most(answer), 0, key=f"targets.number.{answer.unit}")
        if st.button(_("Save the target"), key="targets.save", type="primary"):
            _save(sheet, indicator, direction, int(number))


def _save(sheet: Sheet, indicator: str, direction: str, number: int) -> None:
    try:
        sheet.given.set_target(indicator, direction, number)
    except DashboardError as error:
        st.error(quoted(str(error)))
        return
    st.rerun()
