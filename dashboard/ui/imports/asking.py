"""What only a person can say of a file: what its columns and values mean, and which of its cases happened online."""

from collections.abc import Callable, Iterable, Mapping
from typing import get_args

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.interchange.answered import DROPPED, LEFT, RISK, Answers
from dashboard.interchange.looking import Look
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import Online, Proposal, Question
from dashboard.interchange.mapping.drafting import DROP
from dashboard.interchange.mapping.file_mapping import Order
from dashboard.interchange.mapping.targets import UNKNOWN, Target, case_targets
from dashboard.ui.imports import meanings
from dashboard.ui.quoting import quoted

Values = Callable[[str], tuple[str, ...]]
"""Returns the different values of a column, () where they are not to be shown."""


def is_open(look: Look) -> bool:
    """Whether somebody has to say something of a file before it can be planned."""
    return bool(look.draft.questions or blocking(look) or look.draft.values or unsaid(look))


def blocking(look: Look) -> list[Fault]:
    """Return what is wrong with whole columns."""
    return [fault for fault in look.draft.problems if not fault.row]


def unsaid(look: Look) -> list[Proposal]:
    """Return the columns of which nobody has said for sure what they mean."""
    return [each for each in look.draft.columns if each.sure < 100]


def ask(look: Look, values: Values) -> Answers:
    """Draw the questions of columns and of values, and return what was answered so far."""
    st.subheader(_("1. Columns"), anchor=False)
    columns = _columns(look)
    asked = {each.about: each for each in look.draft.questions}
    said = Answers(
        columns=columns,
        constants=_constants(look.draft.questions, columns),
        order=_order() if "date_order" in asked else "",
        online=_online(asked["online"], values) if "online" in asked else Online(),
    )
    return Answers(**{**vars(said), "values": _values(look)})


def _columns(look: Look) -> dict[str, str]:
    known = [each for each in look.draft.columns if each.sure == 100]
    if known:
        with st.expander(_("{n} columns were recognised").format(n=len(known))):
            st.write("\n".join(f"- {quoted(each.column)}: {quoted(_meaning(each.meaning))}" for each in known))
    rest = (
        DROPPED
        if unsaid(look) and st.checkbox(_("Take none of the columns that I say nothing of"), key="import.rest")
        else LEFT
    )
    chosen = {each.column: _column(number, each) for number, each in enumerate(look.draft.columns) if each.sure < 100}
    return {column: meaning or rest for column, meaning in chosen.items()}


def _column(number: int, each: Proposal) -> str:
    hint = _("perhaps: {meaning}").format(meaning=_meaning(each.meaning)) if each.meaning else None
    options = [LEFT, DROPPED, RISK, *case_targets()]
    return st.selectbox(
        quoted(each.column),
        options,
        index=options.index(DROPPED) if each.meaning == DROP else 0,
        format_func=_meaning,
        help=hint and quoted(hint),
        key=f"import.column.{number}",
    )


def _meaning(name: str) -> str:
    if name == LEFT:
        return _("Not said yet")
    return _("Not taken") if name in (DROPPED, DROP) else meanings.label(name)


def _constants(questions: Iterable[Question], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the elements that are unknown for all cases, as no column holds them."""
    needed = [each.column for each in questions if each.about == "needed" and each.column not in columns.values()]
    can = [name for name in needed if _may_be_unknown(case_targets()[name])]
    chosen = (
        st.multiselect(_("Unknown for all cases of this file"), can, format_func=meanings.label, key="import.unknown")
        if can
        else []
    )
    return {"age_band" if name == "age" else name: UNKNOWN for name in chosen}


def _may_be_unknown(of: Target) -> bool:
    return of.name == "age" or (of.kind in ("code", "codes") and UNKNOWN in {code for code, _labels in of.choices()})


def _order() -> Order:
    names = {"dmy": _("Day first (24/11/2026)"), "mdy": _("Month first (11/24/2026)")}
    chosen = st.radio(
        _("How are the dates written?"), list(names), index=None, format_func=names.__getitem__, key="import.order"
    )
    return next((order for order in get_args(Order) if chosen == order), "")


def _online(question: Question, values: Values) -> Online:
    """Ask which cases happened online: no file says it by itself, and nothing is assumed."""
    ways = {
        "all": _("All of them"),
        "column": _("Those with a value in a column"),
        "references": _("Those that I list by reference"),
    }
    way = st.radio(
        _("Which of these cases happened online?"),
        list(ways),
        index=None,
        format_func=ways.__getitem__,
        key="import.online",
    )
    if way == "references":
        listed = st.text_area(
            _("References of these cases, one a line. The list is not kept."), key="import.references"
        )
        return Online(references=tuple(line.strip() for line in listed.splitlines() if line.strip()))
    return _by_column(question.choices, values) if way == "column" else Online(every=way == "all")


def _by_column(columns: Iterable[str], values: Values) -> Online:
    column = st.selectbox(_("Column"), list(columns), index=None, key="import.online.column")
    if not column:
        return Online()
    offered = values(column)
    if not offered:
        st.info(_("The values of this column are too many, or look like data of a person: choose another column."))
    chosen = st.multiselect(_("Values that mean online"), offered, key="import.online.values")
    return Online(column=column, values=tuple(chosen))


def _values(look: Look) -> dict[str, dict[str, str]]:
    """Ask what values of columns of codes mean; one that looks like data of a person is not shown."""
    shown = [each for each in look.draft.values if each.shown]
    if look.draft.values:
        st.subheader(_("2. Values"), anchor=False)
    if len(shown) < len(look.draft.values):
        st.info(_("Some values look like data of a person and are not shown. Their rows will not come in."))
    said: dict[str, dict[str, str]] = {}
    by_column = {each.column: each.meaning for each in look.draft.columns}
    for number, each in enumerate(shown):
        of = meanings.target(by_column.get(each.column, ""))
        chosen = _value(number, each, of) if of else None
        if chosen is not None:
            said.setdefault(each.column, {})[each.value] = chosen
    return said


def _value(number: int, each: Proposal, of: Target) -> str | None:
    hint = quoted(_("perhaps: {meaning}").format(meaning=meanings.code(of, each.meaning))) if each.meaning else None
    chosen: str | None = st.selectbox(
        f"{quoted(each.column)}: {quoted(each.value)}",
        ["", *(code for code, _labels in of.choices())],
        index=None,
        format_func=lambda code: meanings.code(of, code) if code else _("It says nothing"),
        help=hint,
        placeholder=_("Not said yet"),
        key=f"import.value.{number}",
    )
    return chosen
