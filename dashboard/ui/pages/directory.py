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
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import listed, service_form

NEW = "new"
MESSAGE = "directory.said"


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.edit_directory)
    st.title(_("Service directory"), anchor=False)
    st.caption(_("What case managers see under Services and in referrals. Changes show at once."))
    st.info(_("Organisations and hotlines only. No names of individual people belong here."), icon=":material/info:")
    with st.container(horizontal=True, vertical_alignment="bottom", key="directory.filters"):
        search = st.text_input(_("Search"), key="directory.search")
        only_stale = st.toggle(_("Only stale: not verified for 90 days"), key="directory.stale")
    listed = [entry for entry in directory.find(context, search=search) if entry.is_stale or not only_stale]
    if st.session_state.get(MESSAGE, ("",))[0] not in {entry.key for entry in listed}:
        _show_message()
    st.caption(ngettext("{n} entry", "{n} entries", len(listed)).format(n=len(listed)))
    _sheet(context, who, NEW, _("Add a service"), None)
    for entry in listed:
        _entry(context, who, entry)
    if not listed:
        st.info(_("Nothing is stale.") if only_stale and not search else _("Nothing fits. Change the search."))
    _retired(context, who)


def _show_message() -> None:
    """Show once what the last click did, or why it failed."""
    if message := st.session_state.pop(MESSAGE, None):
        (st.success if message[2] else st.error)(quoted(message[1]))


def _entry(context: Context, who: Principal, entry: Listed) -> None:
    if st.session_state.get(MESSAGE, ("",))[0] == entry.key:
        _show_message()
    listed.service(context, entry, lambda: _actions(context, who, entry))


def _actions(context: Context, who: Principal, entry: Listed) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        _button(context, who, entry, directory.verify, _("Verified today"), "verify")
        with st.popover(_("Retire"), key=f"directory.more.{entry.key}"):
            st.write(_("Case managers do not see it any more. Its history stays, and you can bring it back."))
            _button(context, who, entry, directory.retire, _("Retire it"), "retire")
        st.caption(_origins()[entry.origin])
    _sheet(context, who, entry.key, _("Correct: {name}").format(name=quoted(entry.say(entry.service.label))), entry)


def _origins() -> dict[str, str]:
    return {
        "plugin": _("As it came with the software"),
        "corrected": _("Corrected by the task force"),
        "added": _("Added by the task force"),
    }


def _button(
    context: Context,
    who: Principal,
    entry: Listed,
    action: Callable[[Context, Principal, str], None],
    label: str,
    name: str,
) -> None:
    def act() -> None:
        try:
            action(context, who, entry.key)
            _say(entry.key, _("Saved: {name}").format(name=entry.say(entry.service.label)), True)
        except DashboardError as error:
            _say(entry.key, str(error), False)

    st.button(label, key=f"directory.{name}.{entry.key}", on_click=act)


def _say(key: str, text: str, is_good: bool) -> None:
    st.session_state[MESSAGE] = (key, text, is_good)


def _sheet(context: Context, who: Principal, key: str, title: str, entry: Listed | None) -> None:
    """Draw an entry's fields in a folded box. A save gives the inputs new keys, so that they start with what was saved."""
    turn = st.session_state.setdefault(f"directory.turn.{key}", 0)
    with st.expander(title, key=f"directory.open.{key}.{turn}", on_change="rerun") as sheet:
        if not sheet.open:
            return
        with st.form(f"directory.form.{key}.{turn}", border=False):
            service = entry.service if entry else BLANK
            values = service_form.draw(service, lambda field: f"directory.{key}.{turn}.{field}")
            sent = st.form_submit_button(_("Save"), type="primary", key=f"directory.save.{key}.{turn}")
        if sent:
            _save(context, who, key, values)
        if entry:
            _history(directory.history(context, who, key))


def _save(context: Context, who: Principal, key: str, values: dict[str, Any]) -> None:
    try:
        if key == NEW:
            directory.add(context, who, values)
        else:
            directory.correct(context, who, key, values)
    except DashboardError as error:
        st.error(_("Nothing is lost, but this cannot be saved yet:") + "\n\n" + quoted_lines(str(error)))
        return
    st.session_state[f"directory.turn.{key}"] += 1
    _say(key, _("Saved: {name}").format(name=values["label"]), True)
    st.rerun()


def _history(changes: list[Change]) -> None:
    labels = field_names()
    for change in changes[:20]:
        fields = _(", ").join(labels[field] for field in change.fields) or _("as before")
        what = _("retired") if change.retired else fields
        who = change.by or _("somebody")
        st.caption(f"{moment(change.at)} · {quoted(who)} · {what}")


def _retired(context: Context, who: Principal) -> None:
    retired_entries = directory.retired(context)
    if not retired_entries:
        return
    with st.expander(_("Retired entries"), key="directory.open.retired"):
        for entry in retired_entries:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(quoted(entry.say(entry.service.label)))
                _button(context, who, entry, directory.restore, _("Bring back"), "restore")
