"""What only a person can say of a file: what its columns and values mean, and which of its cases happened online."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import get_args

import streamlit as st

from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.i18n import listed, ngettext
from dashboard.interchange.answered import DROPPED, LEFT, Answers
from dashboard.interchange.looking import Look
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import Online, Proposal, Question
from dashboard.interchange.mapping.drafting import DROP, RISK
from dashboard.interchange.mapping.file_mapping import Order
from dashboard.interchange.mapping.targets import Target, case_targets
from dashboard.interchange.mapping.words import fold
from dashboard.ui.imports import meanings
from dashboard.ui.quoting import quoted

Values = Callable[[str], tuple[str, ...]]
"""Returns the different values of a column, () where they are not to be shown."""
FILE = "import.number"
"""Where the number of the file in this window is kept: an answer to one file is never taken for another."""


def is_open(look: Look) -> bool:
    """Whether somebody has to say something of a file before it can be planned."""
    return bool(look.draft.questions or _sheets(look) or blocking(look) or look.draft.values or unsaid(look))


def _sheets(look: Look) -> list[str]:
    """Return the sheets that can hold the cases, none where the file is known and has the sheet that is read."""
    named = [name for name, rows in look.sheets if name and rows]
    is_here = fold(look.draft.mapping.sheet) in ["", *map(fold, named)]
    return [] if is_here and (look.draft.kind or len(named) < 2) else named


def sheet(look: Look) -> str:
    """Ask which sheet holds the cases, where that is not plain; return its name, or that of the mapping."""
    said = look.draft.mapping.sheet
    if not (names := _sheets(look)):
        return said
    options = names if said and said not in names else ["", *names]
    chosen = st.selectbox(
        _("Which sheet holds the cases?"),
        options,
        index=options.index(said) if said in options else None,
        format_func=lambda name: quoted(name) or _("As it was recognised"),
        placeholder=_("Choose a sheet"),
        key=_key("sheet"),
    )
    return said if chosen is None else chosen


def blocking(look: Look) -> list[Fault]:
    """Return what is wrong with whole columns."""
    return [fault for fault in look.draft.problems if not fault.row]


def unsaid(look: Look) -> list[Proposal]:
    """Return the columns of which nobody has said for sure what they mean."""
    return [each for each in look.draft.columns if each.sure < 100]


def missing(look: Look) -> Iterator[str]:
    """Yield what has still to be said before the file can be planned, and what is wrong with it as a whole."""
    asked = {each.about for each in look.draft.questions}
    if look.draft.mapping.sheet not in ("", *(names := _sheets(look))) and names:
        yield _("Say which sheet holds the cases.")
    if "online" in asked:
        yield _("Say which of these cases happened online.")
    if "date_order" in asked and not look.draft.mapping.order:
        yield _("Say how the dates are written.")
    if needed := [meanings.label(each.column) for each in look.draft.questions if each.about == "needed"]:
        yield _("Say which column holds: {names}.").format(names=listed(needed))
    if columns := [each.column for each in unsaid(look)]:
        yield _("Say what these columns mean, or that they are not taken: {names}").format(names=", ".join(columns))
    # Dates that fit no order are still asked about once it was said: then what is wrong with them has to be told.
    answered = {"date_order"} if look.draft.mapping.order else set[str]()
    said = {"", *columns, *(each.column for each in look.draft.questions if each.about not in answered)}
    yield from (f"{fault.column}: {fault.message}" for fault in blocking(look) if fault.column not in said)


def ask(look: Look, values: Values) -> Answers:
    """Draw the questions of columns and of values, and return what was answered so far."""
    st.subheader(_("1. Columns"), anchor=False)
    columns = _columns(look)
    asked = {each.about: each for each in look.draft.questions}
    constants = _constants(look.draft.questions, columns)
    order = _order() if "date_order" in asked else ""
    online = _online(asked["online"], values) if "online" in asked else Online()
    return Answers(columns=columns, constants=constants, order=order, online=online, values=_values(look))


def _key(*parts: str) -> str:
    """Return the key of a question; parts that come from the file are in it as a digest."""
    about, *written = parts
    digest = hashlib.sha256("\0".join(written).encode()).hexdigest()[:16] if written else ""
    return f"import.{st.session_state[FILE]}.{about}.{digest}".removesuffix(".")


def _columns(look: Look) -> dict[str, str]:
    if known := [each for each in look.draft.columns if each.sure == 100]:
        with st.expander(_("Columns that were recognised: {n}").format(n=len(known))):
            st.write("\n".join(f"- {quoted(each.column)}: {quoted(meanings.label(each.meaning))}" for each in known))
    columns = unsaid(look)
    proposed = {_key("column", each.column): each.meaning for each in columns if each.meaning not in ("", DROP)}
    _take_all(proposed, "columns")
    rest = (
        DROPPED
        if columns and st.checkbox(_("Take none of the columns that I say nothing of"), key=_key("rest"))
        else LEFT
    )
    return {each.column: _column(each) or rest for each in columns}


def _take_all(proposed: Mapping[str, str], about: str) -> None:
    """Offer to answer with every proposal at once; each can still be changed."""
    if proposed:
        st.button(
            ngettext("Answer with the {n} proposal", "Answer with the {n} proposals", len(proposed)).format(
                n=len(proposed)
            ),
            key=_key(f"proposed.{about}"),
            on_click=st.session_state.update,
            args=(dict(proposed),),
        )


def _column(each: Proposal) -> str:
    options = [LEFT, DROPPED, RISK, *case_targets()]
    return st.selectbox(
        _asked(each.column, meanings.label(each.meaning) if each.meaning not in ("", DROP) else ""),
        options,
        index=options.index(DROPPED) if each.meaning == DROP else 0,
        format_func=meanings.label,
        key=_key("column", each.column),
    )


def _asked(what: str, proposed: str) -> str:
    text = _("{what} (perhaps: {meaning})") if proposed else "{what}"
    return quoted(text.format(what=what, meaning=proposed))


def _constants(questions: Iterable[Question], columns: Mapping[str, str]) -> dict[str, str]:
    """Return the elements that are unknown for all cases, as no column holds them."""
    needed = [each.column for each in questions if each.about == "needed" and each.column not in columns.values()]
    can = [name for name in needed if _may_be_unknown(case_targets()[name])]
    chosen = (
        st.multiselect(
            _("Unknown for all cases of this file"),
            can,
            format_func=meanings.label,
            key=_key("unknown"),
            placeholder=_("Choose what no column says"),
        )
        if can
        else []
    )
    return {"age_band" if name == "age" else name: UNKNOWN for name in chosen}


def _may_be_unknown(of: Target) -> bool:
    return of.name == "age" or (of.kind in ("code", "codes") and UNKNOWN in {code for code, _labels in of.choices()})


def _order() -> Order:
    orders = {"dmy": _("Day first (24/11/2026)"), "mdy": _("Month first (11/24/2026)")}
    chosen = st.radio(
        _("How are the dates written?"), list(orders), index=None, format_func=orders.__getitem__, key=_key("order")
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
        key=_key("online"),
    )
    if way == "references":
        listed_here = st.text_area(
            _("References of these cases, one a line. The list is not kept."), key=_key("references")
        )
        return Online(references=tuple(line.strip() for line in listed_here.splitlines() if line.strip()))
    return _by_column(question.choices, values) if way == "column" else Online(every=way == "all")


def _by_column(columns: Iterable[str], values: Values) -> Online:
    column = st.selectbox(
        _("Column"), list(columns), index=None, key=_key("online.column"), placeholder=_("Choose a column")
    )
    if not column:
        return Online()
    offered = values(column)
    if not offered:
        st.info(_("The values of this column are too many, or look like data of a person: choose another column."))
        return Online()
    chosen = st.multiselect(
        _("Values that mean online"), offered, key=_key("online.values", column), placeholder=_("Choose one or more")
    )
    return Online(column=column, values=tuple(chosen))


def _values(look: Look) -> dict[str, dict[str, str]]:
    """Ask what values of columns of codes mean; one that looks like data of a person is not shown."""
    if not look.draft.values:
        return {}
    st.subheader(_("2. Values"), anchor=False)
    st.caption(_("What is left open keeps its rows out; the plan names them."))
    shown = [each for each in look.draft.values if each.shown]
    if len(shown) < len(look.draft.values):
        st.info(_("Some values look like data of a person and are not shown. Their rows will not come in."))
    _take_all({_key("value", each.column, each.value): each.meaning for each in shown if each.meaning}, "values")
    said: dict[str, dict[str, str]] = {}
    by_column = {each.column: each.meaning for each in look.draft.columns}
    for each in shown:
        of = meanings.target(by_column.get(each.column, ""))
        chosen = _value(each, of) if of else None
        if chosen is not None:
            said.setdefault(each.column, {})[each.value] = chosen
    return said


def _value(each: Proposal, of: Target) -> str | None:
    chosen: str | None = st.selectbox(
        _asked(f"{each.column}: {each.value}", meanings.code(of, each.meaning) if each.meaning else ""),
        ["", *(code for code, _labels in of.choices())],
        index=None,
        format_func=lambda code: meanings.code(of, code) if code else _("It says nothing"),
        placeholder=_("Not said yet"),
        key=_key("value", each.column, each.value),
    )
    return chosen
