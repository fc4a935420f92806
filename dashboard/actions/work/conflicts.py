"""Two windows or two people at one form: what the other one recorded, so that both can be read side by side."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile
from dashboard.casework import consent
from dashboard.casework.intake import AREA, kept
from dashboard.contract import Case
from dashboard.errors import NotAllowed
from dashboard.forms import Form, from_json, to_json
from dashboard.forms.comparing import differing
from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.records import Tx, consents, people
from dashboard.records.consents import Consent
from dashboard.records.drafts import Draft
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class Conflict:
    """What is on record and differs from what is being sent in.

    `entry` is the id of what is on record: sending in all the same names it, so that nothing newer is replaced unread.
    `theirs` are its answers (JSON).
    """

    text: str
    entry: str
    theirs: dict[str, Any] = field(default_factory=dict)


def with_newest(tx: Tx, draft: Draft, newest: Submission | None, case: Case | None) -> Conflict | None:
    """Return what someone else recorded while this draft was open, None for nothing."""
    if (newest.id if newest else "") == draft.base:
        return _with_consents(tx, draft, case)
    if newest is None:
        text = _("The entry that you were changing is not the newest any more. Open the case again and compare.")
        return Conflict(text, draft.base)
    text = _("{name} sent this form in {when}, after you began. Your answers are kept: compare, then decide.")
    return Conflict(text.format(name=_name(tx, newest.by), when=moment(newest.at)), newest.id, dict(newest.answers))


def _with_consents(tx: Tx, draft: Draft, case: Case | None) -> Conflict | None:
    """Return who changed the consents while this draft of the consent form was open.

    A withdrawal is no new entry of the consent form, so it is looked up in the consent log.
    """
    if case is None or (draft.area, draft.form) != (AREA, "consent"):
        return None
    rows = consents.history(tx, case.key)[:1]
    if not rows or _was_seen(draft, rows[0]):
        return None
    text = _("{name} changed her consent {when}, after you began. Your answers are kept: compare, then decide.")
    values = draft.answers | consent.as_answers(consents.current(tx, [case.key])[case.key])
    return Conflict(text.format(name=_name(tx, rows[0].by), when=moment(rows[0].at)), rows[0].id, values)


def _was_seen(draft: Draft, row: Consent) -> bool:
    """Whether the newest consent was on record when the draft was begun; drafts of before know only their time."""
    return row.at <= draft.started_at if draft.consent is None else row.id == draft.consent


def _name(tx: Tx, person_id: str) -> str:
    person = people.get(tx, person_id)
    return person.name if person else ""


def check_own(who: Principal, earlier: Submission) -> None:
    """Raise NotAllowed when somebody else sent in the draft of this id."""
    # The id of somebody else's entry gets the same sentence as an id that does not exist.
    if earlier.by != who.person_id:
        raise NotAllowed(_("This draft is not yours, or it was already sent in. Open the case again."))


def is_same(
    context: Context,
    form: Form,
    case: Case | None,
    case_file: CaseFile | None,
    answers: Mapping[str, Any],
    earlier: Submission,
) -> bool:
    """Return whether answers are those with which a draft was sent in before, so that nothing is left to record."""
    of_intake = (earlier.area, earlier.form) == (AREA, "intake")
    # The form that opened a case was examined before there was a case, and asked for consent.
    known = (None, None) if of_intake and earlier.supersedes is None else (case, case_file)
    state = checking.examine(context, form, *known, answers)
    before = kept(earlier.answers) if of_intake and earlier.supersedes else {}
    # Sending changes the case, and with it which questions are visible: what was sent is compared as it was typed.
    # Rows of a repeat were sent without their hidden answers.
    rows = {name: answer for name, answer in to_json(form, state.answers).items() if name in state.rows}
    mine = before | to_json(form, from_json(form, answers)) | rows
    different = differing(form, mine, earlier.answers)
    return not any(name in earlier.answers or name in state.relevant for name in different)
