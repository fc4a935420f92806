"""Service directory: correct, verify, add and retire entries, without a new version of the software."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.desk import directory
from dashboard.desk.directory import BLANK, Change, Listed
from dashboard.desk.directory_rules import field_names
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment, ngettext
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import guidance, service_form

NEW = "new"
SAID = "directory.said"


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.edit_directory)
    st.title(_("Service directory"), anchor=False)
    st.caption(_("What case managers see under Services and in referrals. Changes show at once."))
    st.info(_("Organisations and hotlines only. No names of individual people belong here."), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="directory.filters"):
        search = st.text_input(_("Search"), key="directory.search", max_chars=40)
        stale = st.toggle(_("Only stale: not verified for 90 days"), key="directory.stale")
    found = [each for each in directory.find(house, search=search) if each.is_stale or not stale]
    if st.session_state.get(SAID, ("",))[0] not in {each.key for each in found}:
        _said()
    st.caption(ngettext("{n} entry", "{n} entries", len(found)).format(n=len(found)))
    _sheet(house, who, NEW, _("Add a service"), None)
    for each in found:
        _entry(house, who, each)
    if not found:
        st.info(_("Nothing is stale.") if stale and not search else _("Nothing fits. Change the search."))
    _retired(house, who)


def _said() -> None:
    """Say what the last click did, once."""
    if said := st.session_state.pop(SAID, None):
        (st.success if said[2] else st.error)(quoted(said[1]))


def _entry(house: House, who: Principal, each: Listed) -> None:
    if st.session_state.get(SAID, ("",))[0] == each.key:
        _said()
    guidance.service(house, each, lambda: _actions(house, who, each))


def _actions(house: House, who: Principal, each: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(house, who, each, directory.verify, _("Verified today"), "verify")
        with st.popover(_("Retire"), key=f"directory.more.{each.key}"):
            st.write(_("Case managers do not see it any more. Its history stays, and you can bring it back."))
            _button(house, who, each, directory.retire, _("Retire it"), "retire")
        st.caption(_origins()[each.origin])
    _sheet(house, who, each.key, _("Correct: {name}").format(name=quoted(each.say(each.service.label))), each)


def _origins() -> dict[str, str]:
    return {
        "plugin": _("As it came with the software"),
        "corrected": _("Corrected by the task force"),
        "added": _("Added by the task force"),
    }


def _button(
    house: House, who: Principal, each: Listed, action: Callable[[House, Principal, str], None], label: str, name: str
) -> None:
    def act() -> None:
        try:
            action(house, who, each.key)
            _say(each.key, _("Saved: {name}").format(name=each.say(each.service.label)), True)
        except DashboardError as error:
            _say(each.key, str(error), False)

    st.button(label, key=f"directory.{name}.{each.key}", on_click=act)


def _say(key: str, text: str, is_good: bool) -> None:
    st.session_state[SAID] = (key, text, is_good)


def _sheet(house: House, who: Principal, key: str, title: str, each: Listed | None) -> None:
    """Draw the folded sheet of an entry; after a save its inputs get new keys and so begin with what was saved."""
    turn = st.session_state.setdefault(f"directory.turn.{key}", 0)
    with st.expander(title, key=f"directory.open.{key}.{turn}", on_change="rerun") as sheet:
        if not sheet.open:
            return
        with st.form(f"directory.form.{key}.{turn}", border=False):
            service = each.service if each else BLANK
            values = service_form.draw(service, lambda field: f"directory.{key}.{turn}.{field}")
            sent = st.form_submit_button(_("Save"), type="primary", key=f"directory.save.{key}.{turn}")
        if sent:
            _save(house, who, key, values)
        if each:
            _history(directory.history(house, who, key))


def _save(house: House, who: Principal, key: str, values: dict[str, Any]) -> None:
    try:
        if key == NEW:
            directory.add(house, who, values)
        else:
            directory.correct(house, who, key, values)
    except DashboardError as error:
        st.error(_("Nothing is lost, but this cannot be saved yet:") + "\n\n" + str(error))
        return
    st.session_state[f"directory.turn.{key}"] += 1
    _say(key, _("Saved: {name}").format(name=values["label"]), True)
    st.rerun()


def _history(changes: list[Change]) -> None:
    names = field_names()
    for each in changes[:20]:
        fields = _(", ").join(names[name] for name in each.fields) or _("as before")
        what = _("retired") if each.retired else fields
        who = each.by or _("somebody")
        st.caption(f"{moment(each.at)} · {quoted(who)} · {what}")


def _retired(house: House, who: Principal) -> None:
    gone = directory.retired(house)
    if not gone:
        return
    with st.expander(_("Retired entries"), key="directory.open.retired"):
        for each in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(quoted(each.say(each.service.label)))
                _button(house, who, each, directory.restore, _("Bring back"), "restore")
