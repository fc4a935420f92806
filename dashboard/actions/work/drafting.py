"""Drafts: what is typed into a form is kept on the server until it is sent in or discarded."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.work import beginning, checking, keeping
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.cases import own_draft
from dashboard.actions.work.conflicts import Conflict
from dashboard.actions.work.keeping import Kept
from dashboard.actions.work.sending import Outcome, submit
from dashboard.errors import RecordError
from dashboard.forms import from_json, to_json
from dashboard.forms.comparing import changed_elsewhere, joined
from dashboard.records import drafts
from dashboard.records.drafts import Draft

UNAUDITED = "typing is no entry yet: what is sent in is audited, and a draft is saved every few seconds"
__all__ = ["Conflict", "Kept", "Outcome", "discard", "open_draft", "save_draft", "submit"]


def open_draft(
    context: Context, who: Principal, area: str, form: str, case_key: str | None = None, entry: str = ""
) -> Draft:
    """Return the person's open draft of this form, or start one.

    A once-form starts from its standing entry; for other forms `entry` is the id of the entry to revise. The person's
    open draft about that entry is taken up again even when someone else has revised it: sending then tells the conflict.
    Raises RecordError when the case is read-only or a consent is missing.
    """
    declared = context.form(area, form)
    with context.act(who, Permission.work_cases, case=case_key or None, unaudited=UNAUDITED) as act:
        case, case_file = act.own, case_files(act.tx, [case_key])[case_key] if case_key else None
        revised = bool(case_file and entry and case_file.newest_of(entry))
        if reason := checking.shut(case, case_file, area, declared, standing=revised):
            raise RecordError(reason)
        if waiting := beginning.waiting(act.tx, who, declared, area, case_file, entry):
            return waiting
        base = beginning.base_of(declared, area, case_file, entry)
        return drafts.open(
            act.tx,
            person=who.person_id,
            case_key=case_key,
            area=area,
            form=form,
            answers=beginning.answers(context, declared, area, case, case_file, base),
            at=act.at,
            base=base.id if base else "",
            same_base=declared.occurs == "many",
        )


def save_draft(
    context: Context,
    who: Principal,
    draft_id: str,
    answers: Mapping[str, Any],
    seen: Mapping[str, Any] | None = None,
) -> Kept:
    """Save what was typed so far; `answers` are JSON values, and `seen` those that the screen was drawn with.

    Where another window has changed the draft since, its answers stay but for those that were changed on this screen.
    A text that certainly holds identifying data is not saved: it stays on the screen until it is changed.
    """
    with context.act(who, Permission.work_cases, unaudited=UNAUDITED) as act:
        if (ended := drafts.ended(act.tx, draft_id)) and ended.person == who.person_id:
            return keeping.begin_again(act, ended, answers)
        draft = own_draft(act.tx, who, draft_id, act.at)
        form = context.form(draft.area, draft.form)
        stored = draft.answers if seen is None else to_json(form, from_json(form, draft.answers))
        seen = stored if seen is None else seen
        kept = keeping.safe(form, joined(seen, answers, stored))
        drafts.save(act.tx, draft_id, kept, act.at)
        return Kept(replace(draft, answers=kept, saved_at=act.at), changed_elsewhere(seen, answers, stored))


def discard(context: Context, who: Principal, draft_id: str) -> None:
    """Discard a draft; nothing of it becomes part of the case."""
    with context.act(who, Permission.work_cases, audit="draft.discard") as act:
        draft = own_draft(act.tx, who, draft_id, act.at)
        act.about, act.detail["form"] = draft.case_key or "", f"{draft.area}.{draft.form}"
        drafts.discard(act.tx, draft_id, act.at)
