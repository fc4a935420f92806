"""Import: a table of cases, checked row by row, then all of it or nothing."""

import pandas as pd
import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.supervisor import imports
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.interchange import COLUMNS, Column, ImportReport, Problem, template_csv, template_xlsx
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import words

KINDS = ["csv", "txt", "xlsx", "xlsm", "xlsb", "xls", "ods", "json"]
MOST = 500


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.import_cases)
    st.title(_("Import"), anchor=False)
    st.write(
        _(
            "Bring in cases that your agency recorded elsewhere. No names, phones, links or free text: a file "
            "with such columns is refused."
        )
    )
    with st.container(horizontal=True):
        st.download_button(_("Template for Excel"), template_xlsx(), "ovtf-cases.xlsx", key="import.xlsx")
        st.download_button(_("Template as CSV"), template_csv(), "ovtf-cases.csv", key="import.csv")
    file = st.file_uploader(_("Table of cases (a spreadsheet, CSV or JSON, up to 5 MB)"), type=KINDS, key="import.file")
    if message := st.session_state.pop("import.message", None):
        st.success(quoted_lines(message))
    if file is not None:
        _check(context, who, file.name, file.getvalue())


def _check(context: Context, who: Principal, name: str, content: bytes) -> None:
    try:
        report = imports.check_file(context, who, name, content)
    except DashboardError as error:
        st.error(quoted_lines(str(error)))
        return
    for note in report.notes:
        st.info(quoted_lines(note))
    if not report.ok:
        _problems(report)
        return
    st.success(
        _("{rows} rows read. {new} would come in, {there} are here already.").format(
            rows=report.rows, new=report.new, there=report.already_there
        )
    )
    if report.sample:
        st.caption(_("The first rows as they were understood:"))
        st.dataframe(_understood(report), hide_index=True, width="stretch")
    if report.new and st.button(_("Import {n} cases").format(n=report.new), key="import.go", type="primary"):
        done = imports.bring_in(context, who, name, content)
        st.session_state["import.message"] = _("{n} cases came in.").format(n=done.new)
        st.rerun()


def _understood(report: ImportReport) -> pd.DataFrame:
    """Return the sample with labels instead of codes, so that a wrong column is seen at once."""
    return pd.DataFrame(
        [
            {column.name: _words(column, row.get(column.name, "")) for column in COLUMNS if column.name != "record_ref"}
            for row in report.sample
        ]
    )


def _words(column: Column, value: str) -> str:
    if not column.list_name:
        return value
    return _(", ").join(words.code(column.list_name, code) for code in value.split())


def _problems(report: ImportReport) -> None:
    st.error(
        _("Nothing was imported. {n} cells need your attention; correct them in the file and choose it again.").format(
            n=len(report.problems)
        )
    )
    st.dataframe(_table(report.problems[:MOST]), hide_index=True, width="stretch")


def _table(problems: tuple[Problem, ...]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            _("Row"): [problem.row for problem in problems],
            _("Column"): [problem.column for problem in problems],
            _("What is wrong"): [problem.message for problem in problems],
        }
    )
