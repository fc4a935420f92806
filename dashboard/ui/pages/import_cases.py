"""Import in three steps: what the columns of a file mean, what its values mean, and the plan; then all of it or nothing."""

from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports, looking, mappings
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.interchange import template_csv, template_xlsx
from dashboard.interchange.answered import answered
from dashboard.interchange.looking import Look
from dashboard.interchange.mapping import shipped
from dashboard.ui.imports import asking, planned
from dashboard.ui.imports.planned import MESSAGE, PLAN, Waiting
from dashboard.ui.quoting import quoted_lines

KINDS = ["csv", "txt", "tsv", "xlsx", "xlsm", "xlsb", "xls", "ods", "json"]
ROUND, SEEN = "import.round", "import.seen"


@dataclass
class Seen:
    """A file that was looked at, and as what; `asked` are the values that were asked about. Nothing of its rows."""

    file: str
    as_what: str
    look: Look
    asked: set[tuple[str, str]] = field(default_factory=set)
    values: dict[str, tuple[str, ...]] = field(default_factory=dict)


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.import_cases)
    st.title(_("Import"), anchor=False)
    if message := st.session_state.pop(MESSAGE, None):
        st.success(quoted_lines(message))
    waiting: Waiting | None = st.session_state.get(PLAN)
    if waiting:
        planned.show(context, who, waiting)
        return
    st.write(
        _(
            "Bring in cases that your agency recorded elsewhere: a table of your own, an export, or the template. You see what "
            "would come in before anything does. Names, phones, links and free text stay in your file."
        )
    )
    with st.container(horizontal=True):
        st.download_button(_("Template for Excel"), template_xlsx(), "ovtf-cases.xlsx", key="import.xlsx")
        st.download_button(_("Template as CSV"), template_csv(), "ovtf-cases.csv", key="import.csv")
    # A new key is a new uploader: the file of the one before is gone once its plan is made.
    place = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader(
        _("Table of cases (a spreadsheet, CSV or JSON, up to 5 MB)"), type=KINDS, key=f"import.file.{place}"
    )
    if file is None:
        st.session_state.pop(SEEN, None)
        planned.waits(context, who)
        return
    try:
        _file(context, who, file)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))


def _file(context: Context, who: Principal, file: UploadedFile) -> None:
    kept = [each.name for each in mappings.kept(context, who)]
    as_what = st.selectbox(
        _("What kind of file it is"),
        ["", *kept, *shipped()],
        format_func=lambda name: name or _("As it was recognised"),
        key="import.kind",
    )
    seen: Seen | None = st.session_state.get(SEEN)
    if seen is None or (seen.file, seen.as_what) != (file.file_id, as_what):
        toml = mappings.source(context, who, as_what) if as_what else ""
        seen = Seen(file.file_id, as_what, _look(context, who, file, toml))
        st.session_state[SEEN] = seen
        if not asking.is_open(seen.look):
            _plan(context, who, file, seen)
    _ask(context, who, file, seen)


def _look(context: Context, who: Principal, file: UploadedFile, toml: str) -> Look:
    with st.spinner(_("The file is being read.")):
        return looking.look(context, who, file.name, file.getvalue(), toml)


def _ask(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    for note in seen.look.notes:
        st.info(quoted_lines(note))
    said = asking.ask(seen.look, lambda column: _values(context, who, file, seen, column))
    if blocked := asking.blocking(seen.look):
        st.warning(_("Before the file can be planned:"))
        st.dataframe(planned.table(blocked[: planned.MOST]), hide_index=True, width="stretch")
    if st.button(_("Continue"), key="import.continue", type="primary"):
        toml = answered(seen.look.draft.mapping, said).to_toml()
        seen.asked |= {(each.column, each.value) for each in seen.look.draft.values}
        seen.look = _look(context, who, file, toml)
        _next(context, who, file, seen)


def _next(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    """Plan the file, or ask again: what is still open of whole columns, and values that were not asked about before."""
    new = {(each.column, each.value) for each in seen.look.draft.values} - seen.asked
    if not (new or seen.look.draft.questions or asking.blocking(seen.look)):
        _plan(context, who, file, seen)
    st.rerun()


def _values(context: Context, who: Principal, file: UploadedFile, seen: Seen, column: str) -> tuple[str, ...]:
    if column not in seen.values:
        seen.values[column] = looking.values(context, who, file.name, file.getvalue(), column)
    return seen.values[column]


def _plan(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    toml, content = seen.look.draft.mapping.to_toml(), file.getvalue()
    with st.spinner(_("The plan is being made.")):
        made = imports.plan(context, who, file.name, content, toml)
        faults = made.report.faults
        bad = looking.bad_rows(context, who, file.name, content, toml, faults) if faults else b""
    st.session_state[PLAN] = Waiting(made.id, bad, toml)
    st.session_state[ROUND] += 1
    st.session_state.pop(SEEN, None)
    st.rerun()
