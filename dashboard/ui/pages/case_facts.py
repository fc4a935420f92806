"""What is known of a case: the facts of the intake, what happened, and how the risk level changed."""

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework.trajectory import trajectory
from dashboard.contract import Case
from dashboard.contract.elements import ELEMENTS, CaseElement
from dashboard.i18n import area_text, day, moment
from dashboard.i18n import gettext as _
from dashboard.records.risk import RiskDecision
from dashboard.ui.pages import case_assigning, case_people
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import entries, words
from dashboard.ui.widgets.entries import Place


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw the facts of a case."""
    place = Place(context, who, file, "core", "dashboard", "facts")
    if entries.sheet(place):
        return
    _risk(context, file)
    st.subheader(_("What happened"), anchor=False)
    entries.card(place, context.form("core", "incident"))
    st.subheader(_("About her or him"), anchor=False)
    st.html(words.table(_elements(context, file)))
    st.button(
        _("Correct these"),
        key=place.key("correct"),
        disabled=file.case.status != "open",
        on_click=entries.open_form,
        args=(place, "intake"),
    )
    case_people.show(context, who, file)
    case_assigning.show(context, who, file)


def _elements(context: Context, file: OpenedCase) -> dict[str, str]:
    case = file.case
    return {
        _("Reported"): day(case.report_date),
        _("Opened"): moment(case.opened_at, context.now()),
        _("Case manager"): file.names.get(case.case_manager, ""),
    } | {_(element.label): _fact(case, element) for element in ELEMENTS if element.label}


def _fact(case: Case, element: CaseElement) -> str:
    value = getattr(case, element.name)
    if element.kind == "age":
        return str(value) if value is not None else words.code("age_band", case.age_band)
    if element.kind == "codes":
        return words.several(element.code_list, value)
    return words.code(element.code_list, value)


def _risk(context: Context, file: OpenedCase) -> None:
    st.subheader(_("Risk over time"), anchor=False)
    if not file.decisions:
        st.caption(_not_decided(context))
        return
    st.markdown(f"**{_course(trajectory([decision.level for decision in reversed(file.decisions)]))}**")
    for decision in file.decisions:
        st.markdown(
            f":gray[{moment(decision.at)} · {quoted(file.names.get(decision.by, ''))}]  \n{_decision(context, decision)}"
        )


def _not_decided(context: Context) -> str:
    area = next((area for area in context.registry.areas if area.name == context.registry.risk_area), None)
    if area is None:
        return _("No level is decided yet.")
    label = area_text(context.registry.module(area.name), area.label)
    return _("No level is decided yet. The risk assessment is in the area {area}.").format(area=label)


def _course(code: str) -> str:
    return {
        "first": _("One assessment so far"),
        "falling": _("The risk is falling"),
        "rising": _("The risk is rising"),
        "steady": _("The risk has not changed"),
    }[code]


def _decision(context: Context, decision: RiskDecision) -> str:
    text = f"**{words.risk(decision.level)}**"
    if decision.reasons:
        text += " · " + _(", ").join(words.of_effect(context, "reasons", reason) for reason in decision.reasons)
    if decision.suggested and decision.suggested != decision.level:
        suggested = words.code("risk_level", decision.suggested)
        text += "  \n" + _("The rules suggested {level}. Decided otherwise: {why}").format(
            level=suggested, why=words.of_effect(context, "override_reason", decision.override_reason)
        )
    return text
