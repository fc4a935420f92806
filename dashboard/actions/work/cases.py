"""Cases that a person may open: list them, open one, correct one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal, require
from dashboard.actions.acting import may_open, own_case, reader
from dashboard.actions.context import Context
from dashboard.actions.work import knowing
from dashboard.actions.work.case_file import CaseFile, case_files, with_decisions
from dashboard.actions.work.persons import unsafe_people
from dashboard.actions.work.tasks import tasks_of
from dashboard.casework import permitted
from dashboard.casework.clock import running
from dashboard.casework.intake import CORRECTABLE
from dashboard.casework.unsafe import Unsafe
from dashboard.contract import Case, Task
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.records import Tx, cases, consents, drafts, need_to_know, overrides, people, reviews, risk
from dashboard.records.cases import CaseVersion
from dashboard.records.consents import Consent
from dashboard.records.drafts import Draft
from dashboard.records.need_to_know import Helper, Restriction
from dashboard.records.overrides import Override
from dashboard.records.people import Person
from dashboard.records.reviews import Review
from dashboard.records.risk import RiskDecision


@dataclass(frozen=True)
class CaseListPage:
    """One page of the case list, with the number of all cases that match the filters."""

    cases: list[Case]
    total: int


@dataclass(frozen=True)
class OpenedCase:
    """Everything that the case page shows; `names` are those of the people who wrote, by id."""

    case: Case
    work: CaseFile
    consents: list[Consent]
    decisions: list[RiskDecision]
    overrides: list[Override]
    reviews: list[Review]
    history: list[CaseVersion]
    drafts: list[Draft]
    tasks: list[Task]
    next_due: datetime | None
    restriction: Restriction | None
    """Why only one supervisor sees the case, None for a case that is open to its agency."""
    only_supervisor: Person | None
    """Of a restricted case: who supervises it, None for nobody who works here now."""
    helpers: list[Helper]
    """Who works on it beside its case manager."""
    decides: bool
    """Whether whoever opened it decides who knows of it."""
    may_name: bool
    """Whether she names who supervises it: whoever decides, and always its case manager."""
    unsafe: Mapping[str, Unsafe]
    """On whom nobody relies in this case: people who are recorded as not safe."""
    names: Mapping[str, str]


def list_cases(
    context: Context,
    who: Principal,
    *,
    search: str = "",
    mine: bool = False,
    status: str | None = None,
    risk: str | None = None,
    stream: str | None = None,
    governorate: str | None = None,
    page: int = 1,
    size: int = 25,
    order: str = "newest",
) -> CaseListPage:
    """Return one page of the cases that one may open and that match every filter given; `mine`: that one works on."""
    filters: dict[str, Any] = {
        "reader": reader(who, context.now()),
        "mine": mine,
        "search": search,
        "status": status,
        "risk": risk,
        "stream": stream,
        "governorate": governorate,
    }
    with context.read(who, Permission.work_cases) as tx:
        total = cases.count(tx, **filters)
        listed = cases.listing(tx, **filters, order=order, limit=size, offset=(max(page, 1) - 1) * size)
    context.audit_look(who, "cases.list", "", total=total)
    return CaseListPage(listed, total)


def own_draft(tx: Tx, who: Principal, draft_id: str, at: datetime) -> Draft:
    """Return an open draft of the person's own, of a case that she may open; raise NotAllowed for any other."""
    require(who, Permission.work_cases)
    draft = drafts.get(tx, draft_id)
    if draft is None or draft.person != who.person_id or not _may_open(tx, who, draft, at):
        raise NotAllowed(_("This draft is not yours, or it was already sent in. Open the case again."))
    return draft


def _may_open(tx: Tx, who: Principal, draft: Draft, at: datetime) -> bool:
    return draft.case_key is None or may_open(tx, who, draft.case_key, at)


def read_case(context: Context, who: Principal, key: str) -> OpenedCase:
    """Return one case with everything on its page; the audit says who read it, and who was refused."""
    with context.read(who) as tx:
        opened = _read(context, tx, who, key)
    context.audit_look(who, "case.read", key)
    return opened


def _read(context: Context, tx: Tx, who: Principal, key: str) -> OpenedCase:
    now = context.now()
    case = own_case(tx, who, key, now)
    case_file = with_decisions(context, case_files(tx, [key])[key], child=case.is_child)
    return OpenedCase(
        case=case,
        work=case_file,
        consents=consents.history(tx, key),
        decisions=risk.history(tx, key),
        overrides=overrides.history(tx, key),
        reviews=reviews.history(tx, key),
        history=cases.history(tx, key),
        drafts=drafts.for_person(tx, who.person_id, key),
        tasks=tasks_of(context, case, case_file),
        next_due=running(case, context.timelines.normal),
        restriction=need_to_know.restriction(tx, key),
        only_supervisor=knowing.only_supervisor(tx, who, key),
        helpers=need_to_know.helpers(tx, key, local(now).date()),
        decides=knowing.decides(tx, who, case),
        may_name=knowing.may_name(tx, who, case),
        unsafe=unsafe_people(context, case, case_file),
        names={person.id: person.name for person in people.every(tx) if person.agency == who.agency},
    )


def amend(context: Context, who: Principal, key: str, version: int, changes: Mapping[str, Any]) -> Case:
    """Correct elements of a case and return its new version; consent and closing have forms of their own.

    Raises RecordError for an element that is not in `CORRECTABLE`, when the case is read-only, or when someone else
    changed it since `version`.
    """
    if not set(changes) <= set(CORRECTABLE):
        raise RecordError(
            _("This cannot be corrected here: consent and the closing of a case have forms of their own.")
        )
    with context.act(who, Permission.work_cases, case=key, audit="case.amend", fields=sorted(changes)) as act:
        if reason := permitted.why_closed(act.case, consents.current(act.tx, [key])[key]):
            raise RecordError(reason)
        return cases.amend(act.tx, key, version, changes, by=who.person_id, at=act.at)
