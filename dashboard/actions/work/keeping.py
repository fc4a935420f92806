"""What is kept of a form while it is filled in, also when its draft has ended in another window."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dashboard.actions.acting import Act, own_case
from dashboard.actions.work import checking, conflicts
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.conflicts import Conflict
from dashboard.actions.work.sending import Outcome
from dashboard.errors import RecordError
from dashboard.forms import Form, from_json
from dashboard.i18n import gettext as _
from dashboard.records import drafts, submissions
from dashboard.records.drafts import Draft


@dataclass(frozen=True)
class Kept:
    """What is kept of a form after typing: the draft as it stands now.

    `elsewhere` are answers (JSON; None for one that was taken away) that another window gave and this screen did not
    show. `conflict` says that the draft had ended in another window: what was typed is in a new draft, `draft`.
    `sent` says that it was sent in there with the same answers, so that nothing is left to keep.
    """

    draft: Draft
    elsewhere: dict[str, Any] = field(default_factory=dict)
    conflict: Conflict | None = None
    sent: Outcome | None = None


def safe(form: Form, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return answers without the texts that certainly hold identifying data."""
    return checking.without(answers, checking.identifying(form, answers))


def begin_again(act: Act, ended: Draft, answers: Mapping[str, Any]) -> Kept:
    """Keep what was typed into a draft that ended in another window as a new draft: a correction of what was sent in
    there, or a new entry of a form that is filled in several times.
    """
    form, earlier = act.context.form(ended.area, ended.form), submissions.get(act.tx, ended.id)
    if earlier is None:
        if ended.case_key:
            own_case(act.tx, act.who, ended.case_key, act.at)  # it may have been given to somebody else since
        text = _("This form was discarded in another window. What you wrote here is kept as a new draft.")
        return Kept(_new(act, ended, form, ended.case_key, ended.base, answers), conflict=Conflict(text, ended.base))
    case = own_case(act.tx, act.who, earlier.case_key, act.at)
    case_file = case_files(act.tx, [case.key])[case.key]
    if conflicts.is_same(act.context, form, case, case_file, from_json(form, answers), earlier):
        return Kept(ended, sent=Outcome(submission_id=earlier.id, case_key=earlier.case_key))
    base = earlier.id if form.occurs == "once" or earlier.supersedes else ""
    draft = _new(act, ended, form, earlier.case_key, base, answers)
    return Kept(draft, conflict=Conflict(_how(base), earlier.id, dict(earlier.answers)))


def _how(base: str) -> str:
    if base:
        return _(
            "This form was already sent in from another window, with other answers. Yours are kept, not sent in: "
            "compare, then send yours in as a correction, or discard them."
        )
    return _(
        "This form was already sent in from another window, with other answers. Yours are kept, not sent in: "
        "compare, then send yours in as a new entry, or discard them."
    )


def _new(act: Act, ended: Draft, form: Form, case_key: str | None, base: str, answers: Mapping[str, Any]) -> Draft:
    known = {draft.id for draft in drafts.for_person(act.tx, act.who.person_id, case_key or "")}
    draft = drafts.open(
        act.tx,
        person=act.who.person_id,
        case_key=case_key,
        area=ended.area,
        form=ended.form,
        answers=safe(form, answers),
        at=act.at,
        base=base,
        same_base=form.occurs == "many",
    )
    if draft.id in known:  # what is in that draft is not written over
        raise RecordError(
            _(
                "This form has ended in another window, and you have begun it once more there. Finish or discard that "
                "one first. Until then, what you wrote here is only on this screen."
            )
        )
    return draft
