"""Import in three steps: what the columns of a file mean, what its values mean, and the plan; then all of it or nothing."""

from dataclasses import dataclass, field, replace

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.uploaded_file_manager import UploadedFile

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_looking, imports, mappings
from dashboard.errors import ImportRefused
from dashboard.i18n import direction, isolated, listed
from dashboard.i18n import gettext as _
from dashboard.interchange import template_csv, template_xlsx
from dashboard.interchange.answered import answered
from dashboard.interchange.looking import Look
from dashboard.interchange.mapping import FileMapping, shipped
from dashboard.ui.imports import asking, meanings, planned
from dashboard.ui.imports.asking import FILE
from dashboard.ui.imports.planned import MESSAGE, PLAN, REFUSED, Waiting
from dashboard.ui.quoting import quoted, quoted_lines

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
    tried: bool = False


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.import_cases)
    st.title(_("Import"), anchor=False)
    if message := st.session_state.pop(MESSAGE, None):
        st.success(quoted_lines(message))
    if refused := st.session_state.pop(REFUSED, None):
        st.error(quoted_lines(refused))
    waiting: Waiting | None = st.session_state.get(PLAN)
    if waiting:
        planned.show(context, who, waiting)
        return
    _begin()
    # A new key is a new uploader: the file of the one before is gone once its plan is made.
    place = st.session_state.setdefault(ROUND, 0)
    file = st.file_uploader(
        _("Table of cases (a spreadsheet, CSV or JSON, up to 5 MB)"), type=KINDS, key=f"import.file.{place}"
    )
    if file is None:
        st.session_state.pop(SEEN, None)
        # A file that the browser itself refuses never arrives here, and its own hint shows only under a mouse.
        st.caption(_("A file that turns red is over 5 MB or of another kind: divide it, or save it as .xlsx or .csv."))
        planned.waits(context, who)
        return
    try:
        _file(context, who, file)
    except ImportRefused as error:
        st.error(quoted_lines(str(error)))


def _begin() -> None:
    st.write(
        _(
            "Bring in cases that your agency recorded elsewhere: a table of your own, an export, or the template. You see what "
            "would come in before anything does. Names, phones, links and free text stay in your file."
        )
    )
    with st.expander(_("How it goes")):
        st.markdown(
            _(
                "1. Columns: you say what each column means, which cases happened online, and how dates are written. What "
                "you do not take stays in your file.\n"
                "2. Values: you say what the words of your file mean that are not known here.\n"
                "3. Plan: you see what is new, what the file corrects, what stays out and why. You take all of it, or the "
                "good rows, or nothing.\n\n"
                "The file itself is not kept. A plan waits for a day, also when this page is closed."
            )
        )
    with st.container(horizontal=True):
        st.download_button(_("Template for Excel"), template_xlsx(), "ovtf-cases.xlsx", key="import.xlsx")
        st.download_button(_("Template as CSV"), template_csv(), "ovtf-cases.csv", key="import.csv")


def _file(context: Context, who: Principal, file: UploadedFile) -> None:
    kept = [each.name for each in mappings.kept(context, who)]
    as_what = st.selectbox(
        _("What kind of file it is"),
        ["", *kept, *shipped()],
        format_func=lambda name: meanings.kind(name) if name else _("As it was recognised"),
        key=f"import.kind.{st.session_state[ROUND]}",
    )
    seen: Seen | None = st.session_state.get(SEEN)
    if seen is None or (seen.file, seen.as_what) != (file.file_id, as_what):
        seen = _seen(context, who, file, as_what)
        if not asking.is_open(seen.look):
            _plan(context, who, file, seen)
    _ask(context, who, file, seen)


def _seen(context: Context, who: Principal, file: UploadedFile, as_what: str) -> Seen:
    """Look at a file for the first time; what was answered about another is forgotten."""
    st.session_state.pop(SEEN, None)
    toml = mappings.source(context, who, as_what) if as_what else ""
    seen = Seen(file.file_id, as_what, _look(context, who, file, toml))
    st.session_state[SEEN] = seen
    st.session_state[FILE] = st.session_state.get(FILE, 0) + 1
    return seen


def _look(context: Context, who: Principal, file: UploadedFile, toml: str) -> Look:
    bar = st.progress(0.2, _("The file is being read."))
    try:
        return import_looking.look(context, who, file.name, file.getvalue(), toml)
    finally:
        bar.empty()


def _ask(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    look = seen.look
    rows = listed(isolated(f"{sheet}: {n}", direction()) if sheet else str(n) for sheet, n in look.sheets if n)
    kind = meanings.kind(seen.as_what or look.draft.kind or "own")
    st.caption(quoted(_("Read as: {kind}. Rows: {rows}.").format(kind=kind, rows=rows)))
    for note in look.notes:
        st.info(quoted_lines(note))
    if (sheet := asking.sheet(look)) != look.draft.mapping.sheet:
        mapping = (
            replace(look.draft.mapping, sheet=sheet) if look.draft.kind or seen.as_what else FileMapping(sheet=sheet)
        )
        seen.look = _look(context, who, file, mapping.to_toml())
        st.rerun()
    said = asking.ask(look, lambda column: _values(context, who, file, seen, column))
    if seen.tried and (missing := list(asking.missing(look))):
        st.warning(quoted_lines("\n".join([_("Before the file can be planned:"), *(f"- {each}" for each in missing)])))
    with st.container(horizontal=True):
        goes_on = st.button(_("Continue"), key="import.continue", type="primary")
        if st.button(_("Ask me everything again"), key="import.again"):
            st.session_state.pop(SEEN, None)
            st.rerun()
    if goes_on:
        toml = answered(look.draft.mapping, said).to_toml()
        seen.asked |= {(each.column, each.value) for each in look.draft.values}
        seen.look, seen.tried = _look(context, who, file, toml), True
        _next(context, who, file, seen)


def _next(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    """Plan the file, or ask again: what is still open of whole columns, and values that were not asked about before."""
    new = {(each.column, each.value) for each in seen.look.draft.values} - seen.asked
    if not (new or seen.look.draft.questions or asking.blocking(seen.look)):
        _plan(context, who, file, seen)
    st.rerun()


def _values(context: Context, who: Principal, file: UploadedFile, seen: Seen, column: str) -> tuple[str, ...]:
    if column not in seen.values:
        seen.values[column] = import_looking.values(context, who, file.name, file.getvalue(), column)
    return seen.values[column]


def _plan(context: Context, who: Principal, file: UploadedFile, seen: Seen) -> None:
    toml, content = seen.look.draft.mapping.to_toml(), file.getvalue()
    # Nothing is drawn from here to the plan's place: a second click would end this run in between, and plan twice.
    st.progress(0.6, _("Its rows are being checked, and the plan is made."))
    made = imports.plan(context, who, file.name, content, toml)
    faults = made.report.faults
    bad = import_looking.bad_rows(context, who, file.name, content, toml, faults) if faults else b""
    st.session_state[PLAN] = Waiting(made.id, bad, toml)
    st.session_state[ROUND] += 1
    st.session_state.pop(SEEN, None)
    _wipe(file)
    st.rerun()


def _wipe(file: UploadedFile) -> None:
    """Take the file out of the server's memory: Streamlit keeps it as long as the window is open."""
    if ctx := get_script_run_ctx():
        ctx.uploaded_file_mgr.remove_file(session_id=ctx.session_id, file_id=file.file_id)  # type: ignore[attr-defined]
