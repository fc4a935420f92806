"""Offline forms: out to telephones that have no line, and what was filled in there back."""

from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.access import Permission, Principal, require
from dashboard.actions.administration.standalone_export import Standalone, checked_key
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning, entries_in
from dashboard.actions.supervisor.entries_in import EntriesPlan
from dashboard.actions.supervisor.offline_forms import offline_forms
from dashboard.casework.intake import AREA, FORM
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import language, ngettext
from dashboard.interchange.mapped import Fault
from dashboard.spreadsheets import XLSX
from dashboard.ui.html_table import as_html
from dashboard.ui.quoting import quoted, quoted_lines

KINDS = ["xlsx", "csv", "zip", "json"]
MOST = 200
ROUND, SEEN, MESSAGE = "offline.round", "offline.seen", "offline.message"
INTAKE = f"{AREA}.{FORM}"


@dataclass(frozen=True)
class Seen:
    """What a file of a form would bring in: planned once, not at each click. Of the entries it holds nothing."""

    form: str
    file: str
    plan: EntriesPlan


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.import_cases)
    st.title(_("Offline forms"), anchor=False)
    st.write(
        _(
            "Fill forms in where there is no line: in Kobo Collect, ODK Collect or a browser. On the telephone a form has "
            "a number and no name, so that nobody who looks at its screen learns what it is about."
        )
    )
    forms = {f"{form.exported.area}.{form.exported.form.name}": form for form in offline_forms(context, who)}
    chosen = st.selectbox(_("Form"), list(forms), key="offline.form", format_func=lambda name: _label(forms[name]))
    _out(forms[chosen])
    _back(context, who, chosen)


def _label(form: Standalone) -> str:
    said = form.exported.say(form.exported.form.label, language())
    return _("{form} (Form {number})").format(form=said, number=form.number)


def _out(form: Standalone) -> None:
    st.subheader(_("To the telephones"), anchor=False)
    written = st.text_area(
        _("Public key, so that what is collected can be read by you alone (may stay empty)"),
        key="offline.key",
        help=_("It begins with BEGIN PUBLIC KEY. The private key stays with you, and never comes here."),
    )
    has_key = bool(written.strip())
    server = (
        st.text_input(_("Address to which they are sent (only for Kobo with a key)"), key="offline.server")
        if has_key
        else ""
    )
    try:
        content = form.content(checked_key(written) if has_key else "", server.strip())
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    st.download_button(_("Download the form"), content, form.file_name, XLSX, key="offline.download")


def _back(context: Context, who: Principal, name: str) -> None:
    st.subheader(_("Back from the telephones"), anchor=False)
    st.write(
        _(
            "Choose the export of this form: from Kobo as XLSX with XML values and headers, from ODK Central as the archive "
            "of CSV files or as JSON. New cases first, then what was filled in about them."
        )
    )
    # A new key is a new uploader: the file of the one before is gone once it is in.
    place = f"{name}.{st.session_state.setdefault(ROUND, 0)}"
    file = st.file_uploader(_("Export"), type=KINDS, key=f"offline.file.{place}")
    if message := st.session_state.pop(MESSAGE, None):
        st.success(quoted(message))
    if file is None:
        st.session_state.pop(SEEN, None)
        return
    try:
        _planned(context, who, name, file)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))


def _planned(context: Context, who: Principal, name: str, file: UploadedFile) -> None:
    area, _dot, form = name.partition(".")
    contents = {file.name: file.getvalue()}
    seen: Seen | None = st.session_state.get(SEEN)
    if seen is None or (seen.form, seen.file) != (name, file.file_id):
        with st.spinner(_("The file is being read.")):
            seen = Seen(name, file.file_id, entries_in.plan(context, who, area, form, contents))
        st.session_state[SEEN] = seen
    plan = seen.plan
    _told(plan)
    if not plan.new:
        return
    manager = _manager(context, who) if name == INTAKE else ""
    skip_bad = bool(plan.faults) and st.checkbox(
        _("Bring in the entries without a fault, and leave the others for later"), key="offline.skip"
    )
    label = ngettext("Bring in {n} entry", "Bring in {n} entries", plan.new).format(n=plan.new)
    if st.button(label, key="offline.go", type="primary", disabled=bool(plan.faults) and not skip_bad):
        done = entries_in.bring_in(context, who, area, form, contents, skip_bad=skip_bad, case_manager=manager)
        _done(done, Seen(name, file.file_id, done))


def _manager(context: Context, who: Principal) -> str:
    """Ask who gets the new cases; "" is the person herself."""
    names = {person.id: person.name for person in assigning.colleagues(context, who)}
    return st.selectbox(
        _("Who gets the new cases"),
        ["", *names],
        format_func=lambda each: names.get(each, _("I do")),
        key="offline.manager",
    )


def _done(done: EntriesPlan, seen: Seen) -> None:
    """Say what came in; where the record has changed since the plan, so that nothing did, show what is wrong now."""
    st.session_state[SEEN] = seen
    if done.came_in:
        st.session_state[ROUND] += 1
        st.session_state[MESSAGE] = ngettext("{n} entry came in.", "{n} entries came in.", done.new).format(n=done.new)
    st.rerun()


def _told(plan: EntriesPlan) -> None:
    """Say what a file would bring, and what is wrong where."""
    st.write(
        _(
            "{read} entries read. {new} would come in, {replacing} of them in the place of an older one; {same} are here already."
        ).format(read=plan.read, new=plan.new, replacing=plan.replacing, same=plan.same)
    )
    for reason, count in plan.left_out.items():
        st.info(quoted(_("{n} left out: {reason}.").format(n=count, reason=reason)))
    for words, count in plan.early.items():
        st.warning(
            quoted(
                _("{n} come before what should be first: {words}. By bringing them in you agree to that.").format(
                    n=count, words=words
                )
            )
        )
    for note in plan.notes:
        st.info(quoted(note))
    if not plan.faults:
        return
    st.error(
        _(
            "Some entries need your attention. Correct them where they were collected, export again, and choose the file anew."
        )
    )
    rows = [(f"{fault.sheet} {fault.row}".strip(), _said(fault)) for fault in plan.faults[:MOST]]
    st.html(as_html((_("Row"), _("What is wrong")), rows, _("What is wrong")))


def _said(fault: Fault) -> str:
    return f"{fault.column}: {fault.message}" if fault.column else fault.message
