"""Drafts: what is typed into a form is kept on the server until it is sent in or discarded."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.work import beginning, checking
from dashboard.actions.work.case_file import case_files
from dashboard.actions.work.cases import own_draft
from dashboard.actions.work.sending import Outcome, submit
from dashboard.errors import RecordError
from dashboard.records import drafts
from dashboard.records.drafts import Draft

UNAUDITED = "typing is no entry yet: what is sent in is audited, and a draft is saved every few seconds"
__all__ = ["Outcome", "discard", "open_draft", "save_draft", "submit"]


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


def save_draft(context: Context, who: Principal, draft_id: str, answers: Mapping[str, Any]) -> datetime:
    """Save what was typed so far and return when it was saved (aware UTC); `answers` are JSON values.

    A text that certainly holds identifying data is not saved: it stays on the screen until it is changed.
    """
    with context.act(who, Permission.work_cases, unaudited=UNAUDITED) as act:
        draft = own_draft(act.tx, who, draft_id)
        unsafe = checking.identifying(context.form(draft.area, draft.form), answers)
        drafts.save(act.tx, draft_id, checking.without(answers, unsafe), act.at)
        return act.at


def discard(context: Context, who: Principal, draft_id: str) -> None:
    """Discard a draft; nothing of it becomes part of the case."""
    with context.act(who, Permission.work_cases, audit="draft.discard") as act:
        draft = own_draft(act.tx, who, draft_id)
        act.about, act.detail["form"] = draft.case_key or "", f"{draft.area}.{draft.form}"
        drafts.discard(act.tx, draft_id, act.at)
