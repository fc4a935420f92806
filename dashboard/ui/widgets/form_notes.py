"""What a form says around its questions: steps that come first, answers that no longer fit, why a risk level is
suggested, and text that identifies someone.
"""

import streamlit as st

from dashboard import codes, privacy
from dashboard.actions.work.ordering import warnings
from dashboard.forms import FormState, Question, misfits, rows_of
from dashboard.i18n import gettext as _
from dashboard.i18n import listed
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words
from dashboard.ui.widgets.sheet import Sheet


def before(sheet: Sheet) -> None:
    """Warn which steps come before this form, and why; a person who chooses a reason can send it in all the same."""
    missing = warnings(sheet.context, sheet.file.work, sheet.form.after) if sheet.file else {}
    if not missing:
        return
    lines = "\n".join(f"- {step}" for step in missing.values())
    st.warning(_("This comes first:") + f"\n{lines}\n\n" + sheet.text(sheet.form.because))
    st.selectbox(
        _("If it cannot wait: why?"),
        codes.names("override_reason"),
        index=None,
        key=sheet.field("override"),
        placeholder="",
        format_func=lambda code: words.code("override_reason", code),
    )
    if st.session_state.get(sheet.key("unordered")) and not st.session_state.get(sheet.field("override")):
        st.error(_("Nothing is lost. Do what comes first, or choose why this cannot wait, then send it in again."))


def changed(sheet: Sheet) -> None:
    """Say which answers of a draft no longer fit, because the form was changed since, and what they were."""
    lost = misfits(sheet.form, sheet.draft.answers)
    if not lost:
        return
    lines = [f"- {name.replace('_', ' ').replace('.', ' ')}: {_plain(_at(sheet, name))}" for name in lost]
    st.info(
        _("The form was changed since you began. These answers have no place in it any more and are not sent in:")
        + "\n"
        + "\n".join(lines)
    )


def _at(sheet: Sheet, name: str) -> object:
    """Return the answer that the draft holds to a question, or in a repeat to "repeat.number of the row.question"."""
    top, _dot, in_row = name.partition(".")
    number, _dot, inner = in_row.partition(".")
    value = sheet.draft.answers[top]
    return rows_of(value)[int(number) - 1][inner] if inner else value


def _plain(value: object) -> str:
    return quoted(listed(map(str, value)) if isinstance(value, list) else str(value).replace("_", " "))


def suggestion(sheet: Sheet, state: FormState, question: Question) -> None:
    """Say above the question for the risk level which reasons the suggested level rests on."""
    if question.name != sheet.form.sets.get("risk_level"):
        return
    reasons = str(state.answers.get(sheet.form.sets.get("reasons", "")) or "").split()
    if reasons:
        st.markdown(
            _("The suggestion rests on: {reasons}").format(
                reasons=_(", ").join(words.of_effect(sheet.context, "reasons", reason) for reason in reasons)
            )
        )


def identifying(sheet: Sheet, question: Question) -> None:
    """Warn beside an answer in free text that contains, or may contain, something that identifies a person."""
    if question.kind != "text":
        return
    findings = privacy.find(str(sheet.answers.get(question.name) or ""))
    unsaved = _("It is not saved as long as it is there.")
    for kind in dict.fromkeys(finding.kind for finding in findings if finding.certain):
        st.markdown(f":red[**▲ {privacy.explain(kind)}** {unsaved}]")
    for kind in dict.fromkeys(finding.kind for finding in findings if not finding.certain):
        st.markdown(f":orange[**■ {privacy.explain(kind)}**]")
