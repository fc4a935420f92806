"""Service directory: correct, verify, add and retire entries, without a new version of the software."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.directory import editing as directory
from dashboard.actions.directory.editing import BLANK, Change, Listed
from dashboard.actions.directory.rules import field_names
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment, ngettext
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import guidance, service_form

NEW = "new"
SAID = "directory.said"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.edit_directory)
    st.title(_("Service directory"), anchor=False)
    st.caption(_("What case managers see under Services and in referrals. Changes show at once."))
    st.info(_("Organisations and hotlines only. No names of individual people belong here."), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="directory.filters"):
        search = st.text_input(_("Search"), key="directory.search", max_chars=40)
        stale = st.toggle(_("Only stale: not verified for 90 days"), key="directory.stale")
    found = [each for each in directory.find(context, search=search) if each.is_stale or not stale]
    if st.session_state.get(SAID, ("",))[0] not in {each.key for each in found}:
        _said()
    st.caption(ngettext("{n} entry", "{n} entries", len(found)).format(n=len(found)))
    _sheet(context, who, NEW, _("Add a service"), None)
    for each in found:
        _entry(context, who, each)
    if not found:
        st.info(_("Nothing is stale.") if stale and not search else _("Nothing fits. Change the search."))
    _retired(context, who)


def _said() -> None:
    """Say what the last click did, once."""
    if said := st.session_state.pop(SAID, None):
        (st.success if said[2] else st.error)(quoted(said[1]))


def _entry(context: Context, who: Principal, each: Listed) -> None:
    if st.session_state.get(SAID, ("",))[0] == each.key:
        _said()
    guidance.service(context, each, lambda: _actions(context, who, each))


def _actions(context: Context, who: Principal, each: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(context, who, each, directory.verify, _("Verified today"), "verify")
        with st.popover(_("Retire"), key=f"directory.more.{each.key}"):
            st.write(_("Case managers do not see it any more. Its history stays, and you can bring it back."))
            _button(context, who, each, directory.retire, _("Retire it"), "retire")
        st.caption(_origins()[each.origin])
    _sheet(context, who, each.key, _("Correct: {name}").format(name=quoted(each.say(each.service.label))), each)


def _origins() -> dict[str, str]:
    return {
        "plugin": _("As it came with the software"),
        "corrected": _("Corrected by the task force"),
        "added": _("Added by the task force"),
    }


def _button(
    context: Context,
    who: Principal,
    each: Listed,
    action: Callable[[Context, Principal, str], None],
    label: str,
    name: str,
) -> None:
    def act() -> None:
        try:
            action(context, who, each.key)
            _say(each.key, _("Saved: {name}").format(name=each.say(each.service.label)), True)
        except DashboardError as error:
            _say(each.key, str(error), False)

    st.button(label, key=f"directory.{name}.{each.key}", on_click=act)


def _say(key: str, text: str, is_good: bool) -> None:
    st.session_state[SAID] = (key, text, is_good)


def _sheet(context: Context, who: Principal, key: str, title: str, each: Listed | None) -> None:
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
            _save(context, who, key, values)
        if each:
            _history(directory.history(context, who, key))


def _save(context: Context, who: Principal, key: str, values: dict[str, Any]) -> None:
    try:
        if key == NEW:
            directory.add(context, who, values)
        else:
            directory.correct(context, who, key, values)
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


def _retired(context: Context, who: Principal) -> None:
    gone = directory.retired(context)
    if not gone:
        return
    with st.expander(_("Retired entries"), key="directory.open.retired"):
        for each in gone:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(quoted(each.say(each.service.label)))
                _button(context, who, each, directory.restore, _("Bring back"), "restore")
