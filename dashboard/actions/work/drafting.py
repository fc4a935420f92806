"""Drafts: nothing typed is lost."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.actions.work import beginning, checking
from dashboard.actions.work.case_file import work_on
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

    A once-form starts from what is on record; `entry` is the earlier entry that a revisable one replaces. An open draft
    about that entry is taken up again although someone else changed the entry: sending it in tells the conflict.
    Raises RecordError when the case is read-only or a consent is missing.
    """
    declared = context.form(area, form)
    with context.act(who, Permission.work_cases, case=case_key, unaudited=UNAUDITED) as act:
        case, work = act.own, work_on(act.tx, [case_key])[case_key] if case_key else None
        revised = bool(work and entry and work.newest_of(entry))
        if reason := checking.shut(case, work, area, declared, standing=revised):
            raise RecordError(reason)
        if waiting := beginning.waiting(act.tx, who, declared, area, work, entry):
            return waiting
        base = beginning.base_of(declared, area, work, entry)
        return drafts.open(
            act.tx,
            person=who.person_id,
            case_key=case_key,
            area=area,
            form=form,
            answers=beginning.answers(context, declared, area, case, work, base),
            at=act.at,
            base=base.id if base else "",
            same_base=declared.occurs == "many",
        )


def save_draft(context: Context, who: Principal, draft_id: str, answers: Mapping[str, Any]) -> datetime:
    """Keep what was typed so far and return when it was saved; `answers` are JSON values.

    A text that surely holds identifying data stays on the screen only.
    """
    with context.act(who, Permission.work_cases, unaudited=UNAUDITED) as act:
        draft = own_draft(act.tx, who, draft_id)
        unsafe = checking.identifying(context.form(draft.area, draft.form), answers)
        drafts.save(act.tx, draft_id, checking.without(answers, unsafe), act.at)
        return act.at


def discard(context: Context, who: Principal, draft_id: str) -> None:
    """Put a draft aside; nothing of it was ever part of the case."""
    with context.act(who, Permission.work_cases, audit="draft.discard") as act:
        draft = own_draft(act.tx, who, draft_id)
        act.about, act.detail["form"] = draft.case_key or "", f"{draft.area}.{draft.form}"
        drafts.discard(act.tx, draft_id, act.at)
