"""One area of a case: do now, record, know."""

import logging

import streamlit as st

from dashboard.access import Principal
from dashboard.desk import drafting
from dashboard.desk.cases import CaseFile
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.forms import Form
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.records.submissions import Submission
from dashboard.registry import Plugin
from dashboard.ui.widgets import checklist, form, guidance, words

log = logging.getLogger(__name__)


def show(house: House, who: Principal, file: CaseFile, plugin: Plugin) -> None:
    """Draw an area; a plugin that fails takes nothing else down with it."""
    try:
        _area(house, who, file, plugin)
    except DashboardError as error:
        st.error(str(error))
    except Exception as error:
        log.error("area %s failed on the case page: %s", plugin.name, type(error).__name__)
        st.error(_("This area cannot be shown. The other areas and the record are not affected."))


def _area(house: House, who: Principal, file: CaseFile, plugin: Plugin) -> None:
    opened = st.session_state.get(_key(file, plugin))
    if opened:
        _sheet(house, who, file, plugin, house.registry.form(plugin.name, opened))
        return
    if message := st.session_state.pop(f"{_key(file, plugin)}.message", None):
        st.success(message)
    st.subheader(_("Do now"), anchor=False)
    for each in plugin.checklists:
        checklist.show(house, who, file, plugin, each)
    st.subheader(_("Record"), anchor=False)
    for each in plugin.forms:
        if each.audience in ("both", "child" if file.case.is_child else "adult"):
            _form(file, plugin, each)
    st.subheader(_("Know"), anchor=False)
    with st.expander(_("Why this matters, and how to do it (2 min)"), icon=":material/menu_book:"):
        guidance.show(plugin, file.case.is_child)
    with st.expander(_("Tools and contacts"), icon=":material/call:"):
        for each in plugin.services:
            if each.audience in ("both", "child" if file.case.is_child else "adult"):
                guidance.service(plugin, each)


def _key(file: CaseFile, plugin: Plugin) -> str:
    return f"case.{file.case.key}.{plugin.name}.form"


def _form(file: CaseFile, plugin: Plugin, each: Form) -> None:
    sent = [s for s in file.submissions if (s.area, s.form) == (plugin.name, each.name)]
    drafted = any((d.area, d.form) == (plugin.name, each.name) for d in file.drafts)
    with st.container(border=True):
        text, way = st.columns([3, 1.3], vertical_alignment="center")
        text.markdown(f"**{area_text(plugin.module, each.label)}**")
        text.caption(_last(sent))
        label = _("Continue") if drafted else _("Do it again") if sent else _("Start")
        way.button(
            label,
            key=f"{_key(file, plugin)}.{each.name}.start",
            width="stretch",
            type="secondary" if sent and not drafted else "primary",
            on_click=_open,
            args=(_key(file, plugin), each.name),
        )
        if sent:
            with st.expander(_("What was recorded last")):
                answers(plugin.module, each, sent[0])


def _last(sent: list[Submission]) -> str:
    if not sent:
        return _("Not recorded yet")
    return _("Recorded {when}, {n} in all").format(when=moment(sent[0].at), n=len(sent))


def answers(package: str, each: Form, sent: Submission) -> None:
    """Draw the answers of a submission in words."""
    for question in each.questions:
        if question.is_asked and question.name in sent.answers:
            label = area_text(package, question.label)
            st.markdown(f":gray[{label}]")
            st.text(words.answer(package, each, question.name, sent.answers[question.name]))


def _open(key: str, name: str) -> None:
    st.session_state[key] = name


def _sheet(house: House, who: Principal, file: CaseFile, plugin: Plugin, each: Form) -> None:
    outcome = form.taken(plugin.name, each.name, file.case.key)
    if outcome:
        del st.session_state[_key(file, plugin)]
        if isinstance(outcome, drafting.Outcome):
            st.session_state[f"{_key(file, plugin)}.message"] = _("Saved: {form}").format(
                form=area_text(plugin.module, each.label)
            )
        st.rerun()
    draft = drafting.open_draft(house, who, plugin.name, each.name, file.case.key)
    st.subheader(area_text(plugin.module, each.label), anchor=False)
    form.show(form.Sheet(house, who, plugin.name, plugin.module, each, draft, file.case))
