"""The plan of an import as a person sees it: what would come in, what not and why; then she takes or drops it."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.supervisor import assigning, imports, mappings
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.i18n import listed, moment
from dashboard.interchange.planning import ImportPlan, PlannedRow
from dashboard.spreadsheets import XLSX
from dashboard.ui.html_table import as_html
from dashboard.ui.imports import meanings, tables
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import words

PLAN, MESSAGE, REFUSED = "import.plan", "import.message", "import.refused"
MOST_ASKED = 100
"""So many rows are asked about one by one; the others stay out."""


@dataclass(frozen=True)
class Waiting:
    """The plan on the screen; `bad` (a workbook) and `toml` are there only where it was made in this window."""

    id: str
    bad: bytes = b""
    toml: str = ""


def show(context: Context, who: Principal, waiting: Waiting) -> None:
    """Draw a plan with its answers and buttons; one that is not there any more is left with a sentence."""
    try:
        made = imports.planned(context, who, waiting.id)
        st.subheader(_("3. Plan"), anchor=False)
        st.caption(
            _("It can be taken until {when}. Until then nothing of it is in your cases.").format(
                when=moment(made.expires_at)
            )
        )
        _counts(made.report)
        _faults(made.report, waiting)
        _rows(context, who, made.report, waiting.id)
        _commit(context, who, made.report, waiting, _ticked(made.report))
    except ImportRefused as error:
        leave(str(error), REFUSED)
    if waiting.toml:
        _keep(context, who, waiting.toml)


def waits(context: Context, who: Principal) -> None:
    """Offer the plans that wait, of the command line or of a window that was closed."""
    waiting = [
        each for each in imports.plans(context, who) if each.state == "planned" and each.expires_at > context.now()
    ]
    if waiting:
        st.subheader(_("Plans that wait"), anchor=False)
    names = {person.id: person.name for person in assigning.colleagues(context, who)}
    for each in waiting:
        text = _("{what}, {day}, by {name}: {n} new").format(
            what=meanings.kind(each.mapping),
            day=moment(each.at),
            name=names.get(each.by, _("somebody who left")),
            n=each.report.counts["new"],
        )
        if st.button(quoted(text), key=f"import.open.{each.id}"):
            st.session_state[PLAN] = Waiting(each.id)
            st.rerun()


def leave(message: str, how: str = MESSAGE) -> NoReturn:
    """Go back to the beginning of the page, and say there what happened."""
    st.session_state.pop(PLAN, None)
    st.session_state[how] = message
    st.rerun()


def _counts(plan: ImportPlan) -> None:
    counts = plan.counts
    always = {
        _("Rows read"): plan.read,
        _("New cases"): counts["new"],
        _("Corrected by the file"): counts["changed"],
        _("The same as before"): counts["same"],
        _("Clocks that start"): plan.clocks,
    }
    sometimes = {
        _("New cases that come in closed"): plan.closed,
        _("Changed here and in the file"): counts["conflict"],
        _("References that may be one"): counts["asked"],
        _("Rows with faults"): counts["faulty"],
        **{_("Left out: {why}").format(why=why): n for why, n in plan.left_out.items()},
    }
    shown = always | {name: n for name, n in sometimes.items() if n}
    st.html(words.table({name: str(n) for name, n in shown.items()}))
    if plan.quarters:
        st.html(tables.quarters(plan))
    for note in plan.notes:
        st.info(quoted_lines(note))
    if plan.dropped:
        with st.expander(_("Columns that were not taken: {n}").format(n=len(plan.dropped))):
            st.write("\n".join(f"- {quoted(name)}" for name in plan.dropped))
    if plan.twins:
        st.html(tables.twins(plan))


def _faults(plan: ImportPlan, waiting: Waiting) -> None:
    if plan.warnings:
        st.html(tables.faults(plan.warnings, _("Look at these rows; they come in as they are:")))
    if not plan.faults:
        return
    st.error(_("Some rows have faults. Correct them in the file and upload it again, or take the other rows now."))
    st.html(tables.faults(plan.faults, _("What is wrong")))
    if waiting.bad:
        st.download_button(_("Rows with faults, for Excel"), waiting.bad, "ovtf-rows.xlsx", XLSX, key="import.bad")
    else:
        st.caption(_("For a workbook of these rows, upload the file again: it was not kept."))


def _rows(context: Context, who: Principal, plan: ImportPlan, batch: str) -> None:
    if changed := plan.of("changed"):
        st.html(tables.changes(changed))
    if sample := imports.sample(context, who, batch, most=2):
        rows = [[meanings.label(name), *(meanings.value(name, row[name]) for row in sample)] for name in sample[0]]
        head = [_("What it is"), *(_("Example {n}").format(n=n + 1) for n in range(len(sample)))]
        st.html(as_html(head, rows, _("Some rows as they were understood, in any order")))


def _ticked(plan: ImportPlan) -> list[str]:
    """Ask which of the rows that wait for somebody's word are taken from the file; none of them is by itself."""
    waiting = plan.of("conflict", "asked")
    if not waiting:
        return []
    st.write(_("These rows stay out unless you tick them:"))
    if len(waiting) > MOST_ASKED:
        st.caption(
            _("The first {n} are shown. The others stay out; upload the file again for them.").format(n=MOST_ASKED)
        )
    return [
        row.ref_hash
        for row in waiting[:MOST_ASKED]
        if st.checkbox(quoted(_asked(row)), key=f"import.take.{row.ref_hash[:16]}")
    ]


def _asked(row: PlannedRow) -> str:
    if row.kind == "asked" and row.like:
        text = _(
            "Row {row}: its reference differs from that of row {like} in writing only. Tick it if it is another case."
        )
        return text.format(row=row.number, like=listed(map(str, row.like)))
    if row.kind == "asked":
        text = _(
            "Row {row}: its reference differs from one that came in before in writing only. Tick it if it is another case."
        )
        return text.format(row=row.number)
    told = (
        _("{what}: {before} here, {after} in the file").format(
            what=meanings.changed(each.element, each.name),
            before=meanings.value(each.element, each.before),
            after=meanings.value(each.element, each.after),
        )
        for each in row.changes
    )
    return _("Row {row} was changed here since. {changes}").format(row=row.number, changes="; ".join(told))


def _commit(context: Context, who: Principal, plan: ImportPlan, waiting: Waiting, take: Collection[str]) -> None:
    new, changed = plan.counts["new"], plan.counts["changed"]
    names = {person.id: person.name for person in assigning.colleagues(context, who)}
    manager = who.person_id
    if new or take:
        manager = st.selectbox(
            _("Who gets the new cases"),
            list(names),
            index=list(names).index(who.person_id) if who.person_id in names else 0,
            format_func=names.__getitem__,
            key="import.manager",
        )
    skip = bool(plan.faults) and st.checkbox(_("Take the good rows and leave the others out"), key="import.good")
    with st.container(horizontal=True):
        goes = st.button(
            _("Import: {new} new, {changed} corrected, {ticked} ticked").format(
                new=new, changed=changed, ticked=len(take)
            ),
            key="import.go",
            type="primary",
            disabled=not (new or changed or take) or bool(plan.faults and not skip),
        )
        if st.button(_("Drop this plan"), key="import.drop"):
            imports.drop(context, who, waiting.id)
            leave(_("The plan was dropped. Nothing of it came in."))
    if not (new or changed or take or plan.of("conflict", "asked")):
        st.info(_("There is nothing in this file that is not here already. Nothing changes."))
    if goes:
        # Nothing is drawn between taking the plan and saying so: a second click would end this run in between.
        st.progress(0.5, _("The cases are coming in."))
        done = imports.commit(context, who, waiting.id, skip_bad=skip, take=take, case_manager=manager)
        leave(_("It is done: {new} new cases, {changed} corrected.").format(new=done.new, changed=done.changed))


def _keep(context: Context, who: Principal, toml: str) -> None:
    with st.expander(_("Keep these answers for the next file")):
        name = st.text_input(_("A short name, such as kobo-erbil"), key="import.mapping.name")
        if st.button(_("Keep"), key="import.mapping.keep", disabled=not name):
            try:
                kept = mappings.keep(context, who, name.strip(), toml)
            except ImportRefused as error:
                st.error(quoted_lines(str(error)))
            else:
                st.success(_("Kept as {name}, version {n}.").format(name=quoted(kept.name), n=int(kept.version)))
