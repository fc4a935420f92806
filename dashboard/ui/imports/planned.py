"""The plan of an import as a person sees it: what would come in, what not and why; then she takes or drops it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import NoReturn

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning, imports, mappings
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning import ImportPlan, PlannedRow
from dashboard.ui.imports import meanings
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import words

PLAN, MESSAGE = "import.plan", "import.message"
MOST = 500
"""So many rows of a table are shown."""


@dataclass(frozen=True)
class Waiting:
    """The plan on the screen; `bad` (a workbook) and `toml` are there only where it was made in this window."""

    id: str
    bad: bytes = b""
    toml: str = ""


def show(context: Context, who: Principal, waiting: Waiting) -> None:
    """Draw a plan with its answers and buttons."""
    try:
        plan = imports.planned(context, who, waiting.id).report
    except DashboardError as error:
        _done(str(error))
    st.subheader(_("3. Plan"), anchor=False)
    _counts(plan)
    _faults(plan, waiting)
    _rows(context, who, plan, waiting.id)
    take = _ticked(plan)
    _commit(context, who, plan, waiting.id, take)
    if waiting.toml:
        _keep(context, who, waiting.toml)


def waits(context: Context, who: Principal) -> None:
    """Offer the plans that wait, of the command line or of a window that was closed."""
    waiting = [
        each for each in imports.plans(context, who) if each.state == "planned" and each.expires_at > context.now()
    ]
    for each in waiting:
        text = _("Open the plan of {day}: {n} new").format(day=moment(each.at), n=each.report.counts["new"])
        if st.button(text, key=f"import.open.{each.id}"):
            st.session_state[PLAN] = Waiting(each.id)
            st.rerun()


def _counts(plan: ImportPlan) -> None:
    counts = plan.counts
    named = {
        _("Rows read"): plan.read,
        _("New cases"): counts["new"],
        _("Corrected by the file"): counts["changed"],
        _("The same as before"): counts["same"],
        _("Changed here and in the file"): counts["conflict"],
        _("References that may be one"): counts["asked"],
        _("Rows with faults"): counts["faulty"],
        _("Clocks that start"): plan.clocks,
    }
    left = {_("Left out: {why}").format(why=why): n for why, n in plan.left_out.items()}
    quarters = {_quarter(quarter, late): n for quarter, n, late in plan.quarters}
    st.html(words.table({name: str(n) for name, n in {**named, **left, **quarters}.items()}))
    for note in plan.notes:
        st.info(quoted_lines(note))
    if plan.dropped:
        st.caption(_("Columns that were not taken: {names}").format(names=quoted(", ".join(plan.dropped))))
    for twins in plan.twins:
        rows, cases = ", ".join(map(str, twins.rows)), ", ".join(twins.cases)
        st.caption(_("Likely the same person: rows {rows} {cases}").format(rows=rows, cases=cases))


def _quarter(quarter: str, late: bool) -> str:
    text = _("New in {quarter}, released already: they count as late") if late else _("New in {quarter}")
    return text.format(quarter=quarter)


def _faults(plan: ImportPlan, waiting: Waiting) -> None:
    if plan.warnings:
        st.warning(_("Look at these rows; they come in as they are:"))
        st.dataframe(table(plan.warnings[:MOST]), hide_index=True, width="stretch")
    if plan.faults:
        st.error(
            _("{n} cells need your attention. Correct them in the file, or take the other rows now.").format(
                n=len(plan.faults)
            )
        )
        st.dataframe(table(plan.faults[:MOST]), hide_index=True, width="stretch")
    if waiting.bad:
        st.download_button(_("Rows that do not come in, for Excel"), waiting.bad, "ovtf-rows.xlsx", key="import.bad")


def table(faults: Iterable[Fault]) -> pd.DataFrame:
    """Return faults as a table for the screen."""
    shown = list(faults)
    return pd.DataFrame(
        {
            _("Sheet"): [fault.sheet for fault in shown],
            _("Row"): [str(fault.row) if fault.row else "" for fault in shown],
            _("Column"): [fault.column for fault in shown],
            _("What is wrong"): [fault.message for fault in shown],
        }
    )


def _rows(context: Context, who: Principal, plan: ImportPlan, batch: str) -> None:
    if sample := imports.sample(context, who, batch):
        st.caption(_("Some rows as they were understood:"))
        shown = [{meanings.label(name): meanings.value(name, each) for name, each in row.items()} for row in sample]
        st.dataframe(pd.DataFrame(shown), hide_index=True, width="stretch")
    if changed := plan.of("changed"):
        st.caption(_("What the file corrects:"))
        st.dataframe(pd.DataFrame({_("Row"): [_told(row) for row in changed[:MOST]]}), hide_index=True, width="stretch")


def _told(row: PlannedRow) -> str:
    if row.kind == "asked":
        like = ", ".join(map(str, row.like))
        return _("Row {row}: its reference differs from that of row {like} in writing only").format(
            row=row.number, like=like
        )
    told = (
        f"{meanings.label(each.element)}: {meanings.value(each.element, each.before)} → "
        f"{meanings.value(each.element, each.after)}"
        for each in row.changes
    )
    return _("Row {row}: {changes}").format(row=row.number, changes="; ".join(told))


def _ticked(plan: ImportPlan) -> list[str]:
    """Ask which of the rows that wait for somebody's word are taken from the file; none of them is by itself."""
    waiting = {row.ref_hash: _told(row) for row in plan.of("conflict", "asked")}
    if not waiting:
        return []
    st.write(_("These rows stay out unless you tick them:"))
    return [ref for n, (ref, told) in enumerate(waiting.items()) if st.checkbox(quoted(told), key=f"import.take.{n}")]


def _commit(context: Context, who: Principal, plan: ImportPlan, batch: str, take: list[str]) -> None:
    names = {person.id: person.name for person in assigning.colleagues(context, who)}
    manager = st.selectbox(
        _("Who gets the new cases"),
        ["", *names],
        format_func=lambda each: names.get(each, _("I do")),
        key="import.manager",
    )
    skip = bool(plan.faults) and st.checkbox(_("Take the good rows and leave the others out"), key="import.good")
    anything = bool(plan.of("new", "changed") or take)
    if st.button(
        _("Import {n} cases").format(n=plan.counts["new"]),
        key="import.go",
        type="primary",
        disabled=not anything or bool(plan.faults and not skip),
    ):
        done = imports.commit(context, who, batch, skip_bad=skip, take=take, case_manager=manager)
        _done(_("{new} cases came in, {changed} were corrected.").format(new=done.new, changed=done.changed))
    if st.button(_("Drop this plan"), key="import.drop"):
        imports.drop(context, who, batch)
        _done(_("The plan was dropped. Nothing of it came in."))


def _done(message: str) -> NoReturn:
    st.session_state.pop(PLAN, None)
    st.session_state[MESSAGE] = message
    st.rerun()


def _keep(context: Context, who: Principal, toml: str) -> None:
    with st.expander(_("Keep these answers for the next file")):
        name = st.text_input(_("A short name, such as kobo-erbil"), key="import.mapping.name")
        if st.button(_("Keep"), key="import.mapping.keep", disabled=not name):
            kept = mappings.keep(context, who, name.strip(), toml)
            st.success(_("Kept as {name}, version {n}.").format(name=quoted(kept.name), n=kept.version))
