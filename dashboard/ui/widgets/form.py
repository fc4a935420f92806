"""A form on the screen: one fragment, no st.form, drafts on the server, problems beside the question."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from dashboard.actions.work import checking, drafting
from dashboard.errors import DashboardError
from dashboard.forms import Choice, FormState, Group, Question, from_json, to_json
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.ui.quoting import quoted_lines
from dashboard.ui.widgets import agreeing, differences, form_notes, heard, inputs, repeats, scroll, telling, words
from dashboard.ui.widgets.sheet import Sheet, slot_of


@st.fragment
def show(sheet: Sheet) -> None:
    """Draw a form. Once it is sent in, left or discarded, the whole page runs again and asks `taken` how it ended."""
    if heard.take(sheet):
        _keep(sheet)
    agreeing.before(sheet)
    case_file = sheet.file.work if sheet.file else None
    state = checking.examine(sheet.context, sheet.form, sheet.case, case_file, sheet.answers)
    st.session_state[sheet.key("answers")] = state.fix(sheet.answers)
    problems: dict[str, str] = st.session_state.get(sheet.key("problems"), {})
    if slot_of(sheet.area, sheet.form.name, sheet.case.key if sheet.case else None) in st.session_state:
        st.rerun()
    scroll.here(sheet.key("top"))
    _head(sheet, state)
    agreeing.notices(sheet)
    _conflict(sheet, state)
    form_notes.before(sheet)
    form_notes.changed(sheet)
    _summary(sheet, state, problems)
    body(sheet, sheet.form.questions, sheet.form.groups, state, state.wrong | _open(sheet, state, problems))
    _foot(sheet)
    telling.done(sheet)


def _head(sheet: Sheet, state: FormState) -> None:
    saved = local(st.session_state.get(sheet.key("saved"), sheet.draft.saved_at))
    share = state.answered / state.applicable if state.applicable else 1.0
    text = _("{done} of {all} answered").format(done=state.answered, all=state.applicable)
    st.progress(min(share, 1.0), text=f"{text} · " + _("saved {time}").format(time=f"{saved:%H:%M}"))


def _summary(sheet: Sheet, state: FormState, problems: dict[str, str]) -> None:
    if failure := st.session_state.get(sheet.key("failure")):
        st.error(quoted_lines(failure))
    open_problems = _open(sheet, state, problems)
    if open_problems:
        lines = [f"- **{repeats.label(sheet, name)}**: {sheet.text(text)}" for name, text in open_problems.items()]
        st.error(_("Nothing is lost, but this cannot be sent in yet:") + "\n" + "\n".join(lines))


def _open(sheet: Sheet, state: FormState, problems: dict[str, str]) -> dict[str, str]:
    """Return the problems of the last attempt to send that still hold, by question.

    Problems that the form finds itself are checked anew; any other holds until its question is answered anew.
    """
    sent_answers = st.session_state.get(sheet.key("answered"), {})
    still_open: dict[str, str] = {}
    for name, text in problems.items():
        question = name.partition(".")[0]  # in a repeat the name is "repeat.row.question"
        is_unchanged = sheet.answers.get(question) == sent_answers.get(question)
        if question in state.relevant and (name in state.problems or is_unchanged):
            still_open[name] = state.problems.get(name, text)
    return still_open


def body(
    sheet: Sheet,
    questions: Sequence[Question],
    groups: Sequence[Group],
    state: FormState,
    problems: dict[str, str],
) -> None:
    """Draw the questions of a form, or of one row of a repeat, each section under its heading."""
    labels = {group.name: group.label for group in groups}
    section: tuple[str, ...] | None = None
    for question in questions:
        if question.name not in state.relevant or not (question.is_asked or question.kind == "note"):
            continue
        if question.groups and question.groups != section:  # the first question of a section
            st.subheader(sheet.text(labels[question.groups[-1]]), anchor=False, divider="gray")
        section = question.groups
        if question.row is not None:
            repeats.show(sheet, state, question, problems, body, _keep)
        else:
            _question(sheet, state, question, problems)


def _question(sheet: Sheet, state: FormState, question: Question, problems: dict[str, str]) -> None:
    if question.kind == "note":
        st.info(sheet.text(question.label))
        return
    form_notes.suggestion(sheet, state, question)
    options = state.choices.get(question.name, question.choices)
    key = sheet.field(question.name)
    current = inputs.to_widget(question, sheet.answers.get(question.name), options)
    if key not in st.session_state or (question.is_choice and st.session_state[key] != current):
        telling.fill(sheet.whole, key, current)
    telling.again(sheet.whole, key)
    heard.note(sheet, question, key)
    label = sheet.text(question.label) + ("" if question.name in state.required else " " + _("(optional)"))
    inputs.draw(
        question,
        label,
        sheet.text(question.guidance) or _meanings(question, options),
        key,
        options,
        lambda choice: words.choice(sheet.package, question, choice),
        lambda: _changed(sheet, question, key),
    )
    if question.hint:
        st.caption(sheet.text(question.hint))
    if question.name in problems:
        st.markdown(f":red[**▲ {sheet.text(problems[question.name])}**]")
    else:
        form_notes.identifying(sheet, question)


def _meanings(question: Question, options: Sequence[Choice]) -> str:
    """Return what the types of online violence mean, as the help of a question about them."""
    if question.list_name != "violence_type":
        return ""
    audience = "child" if any(option.columns.get("audience") == "child" for option in options) else "adult"
    return words.meanings(audience, [option.name for option in options])


def _changed(sheet: Sheet, question: Question, key: str) -> None:
    answer = inputs.from_widget(question, st.session_state[key])
    st.session_state[sheet.whole.key("unsaved")] = True
    sheet.put(question.name, answer)
    if key != sheet.field(question.name):  # it comes from a field that was replaced since, and the new one shows less
        sheet.whole.draw_anew()
    _keep(sheet.whole)


def _keep(sheet: Sheet) -> None:
    try:
        answers = to_json(sheet.form, sheet.answers)
        kept = drafting.save_draft(sheet.context, sheet.who, sheet.draft.id, answers, sheet.seen)
    except DashboardError as error:
        st.session_state[sheet.key("failure")] = str(error)
        return
    agreeing.after_saving(sheet, kept)


def _conflict(sheet: Sheet, state: FormState) -> None:
    """Draw what somebody else recorded since she began beside her answers, with what she can do."""
    told: drafting.Conflict | None = st.session_state.get(sheet.key("conflict"))
    if told is None:
        return
    with st.container(border=True):
        differences.conflict(sheet, to_json(sheet.form, state.answers), told, _take_theirs)
        with st.container(horizontal=True):
            args = (sheet, told.entry)
            st.button(_("Send mine in"), key=sheet.field("replace"), type="primary", on_click=_submit, args=args)
            label = _("Discard mine and look at theirs") if told.theirs else _("Discard mine")
            st.button(label, key=sheet.field("theirs"), on_click=_discard, args=(sheet,))


def _take_theirs(sheet: Sheet, name: str) -> None:
    theirs = st.session_state[sheet.key("conflict")].theirs
    sheet.put(name, from_json(sheet.form, theirs).get(name))
    sheet.draw_anew()
    _keep(sheet)


def _foot(sheet: Sheet) -> None:
    with st.container(horizontal=True):
        st.button(_("Save and send in"), key=sheet.field("submit"), type="primary", on_click=_submit, args=(sheet,))
        st.button(_("Leave and finish later"), key=sheet.field("leave"), on_click=_leave, args=(sheet,))
        st.button(_("Discard"), key=sheet.field("discard"), type="tertiary", on_click=_discard, args=(sheet,))


def _submit(sheet: Sheet, over: str = "") -> None:
    scroll.ask(sheet.key("top"))
    if not agreeing.is_drawn_over_this_line(sheet):
        return  # what she saw may not be what is kept: it is drawn anew, and she is told
    heard.take(sheet)
    reason = st.session_state.get(sheet.field("override")) or ""
    draft, answers = sheet.draft.id, sheet.answers
    try:
        outcome = drafting.submit(sheet.context, sheet.who, draft, answers, override=reason, over=over, seen=sheet.seen)
    except DashboardError as error:
        st.session_state[sheet.key("failure")] = str(error)
        return
    _after_sending(sheet, outcome)


def _after_sending(sheet: Sheet, outcome: drafting.Outcome) -> None:
    if outcome.elsewhere:
        _keep(sheet)
        return
    st.session_state[sheet.key("problems")] = outcome.problems
    st.session_state[sheet.key("answered")] = dict(sheet.answers)
    st.session_state[sheet.key("unordered")] = bool(outcome.warnings)
    if outcome.conflict:
        st.session_state[sheet.key("conflict")] = outcome.conflict
    if outcome.submission_id:
        sheet.end(outcome)


def _leave(sheet: Sheet) -> None:
    st.session_state.pop(sheet.key("failure"), None)
    _keep(sheet)
    if sheet.key("failure") not in st.session_state:  # what could not be kept stays on the screen
        sheet.end("left")


def _discard(sheet: Sheet) -> None:
    drafting.discard(sheet.context, sheet.who, sheet.draft.id)
    sheet.end("discarded")


def taken(area: str, form: str, case_key: str | None) -> Any:
    """Return how a form ended: an Outcome (it was sent in), a Kept (it had ended in another window: what was typed here
    is in a new draft), "left" or "discarded"; None while it is open and at every later call. What the ended form kept
    in the session is deleted.

    Call it before a draft is opened: once the form is sent in, that would begin a new draft.
    """
    ended = st.session_state.pop(slot_of(area, form, case_key), None)
    if ended is None:
        return None
    draft_id, outcome = ended
    for key in [key for key in st.session_state if str(key).startswith(f"{draft_id}.")]:
        del st.session_state[key]
    return outcome
