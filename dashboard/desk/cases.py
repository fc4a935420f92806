"""Cases of one's own agency: list them, read one, correct one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from dashboard.access import Permission, Principal, require
from dashboard.casework.clocks import running
from dashboard.casework.order import ItemKey
from dashboard.contract import Case, Task
from dashboard.desk.house import House
from dashboard.desk.work import tasks_of
from dashboard.errors import NotAllowed
from dashboard.i18n import gettext as _
from dashboard.records import Tx, cases, checklists, drafts, risk, submissions
from dashboard.records.cases import CaseVersion
from dashboard.records.checklists import ItemEvent
from dashboard.records.drafts import Draft
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission


@dataclass(frozen=True)
class CasePage:
    """One page of a list of cases, with the number of all that match."""

    cases: list[Case]
    total: int


@dataclass(frozen=True)
class CaseFile:
    """Everything that the case page shows."""

    case: Case
    submissions: list[Submission]
    items: Mapping[ItemKey, ItemEvent]
    decisions: list[RiskDecision]
    history: list[CaseVersion]
    drafts: list[Draft]
    tasks: list[Task]
    next_due: datetime | None


def list_cases(
    house: House,
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
) -> CasePage:
    """Return one page of the agency's cases that match every filter given."""
    require(who, Permission.work_cases)
    filters: dict[str, Any] = {
        "agency": who.agency,
        "case_manager": who.person_id if mine else None,
        "search": search,
        "status": status,
        "risk": risk,
        "stream": stream,
        "governorate": governorate,
    }
    with house.records.read() as tx:
        total = cases.count(tx, **filters)
        found = cases.listing(tx, **filters, order=order, limit=size, offset=(max(page, 1) - 1) * size)
    house.note_look(who, "cases.list", "", total=total)
    return CasePage(found, total)


def own_case(tx: Tx, who: Principal, key: str) -> Case:
    """Return a case of one's own agency; another agency's case looks like one that does not exist."""
    require(who, Permission.work_cases)
    case = cases.get(tx, key)
    if case is None or case.agency != who.agency:
        raise NotAllowed(_("There is no case with this key in your agency. Check the key, or search the case list."))
    return case


def read_case(house: House, who: Principal, key: str) -> CaseFile:
    """Return the file of one case; that it was read goes into the audit."""
    try:
        with house.records.read() as tx:
            file = _file(house, tx, who, key)
    except NotAllowed:
        house.note_look(who, "case.refused", key[:20])
        raise
    house.note_look(who, "case.read", key)
    return file


def _file(house: House, tx: Tx, who: Principal, key: str) -> CaseFile:
    case = own_case(tx, who, key)
    done, saved = checklists.states(tx, key), submissions.for_case(tx, key)
    return CaseFile(
        case=case,
        submissions=saved,
        items=done,
        decisions=risk.history(tx, key),
        history=cases.history(tx, key),
        drafts=drafts.for_person(tx, who.person_id, key),
        tasks=tasks_of(house, case),
        next_due=running(case, house.normal_days),
    )


def amend(house: House, who: Principal, key: str, version: int, changes: Mapping[str, Any]) -> Case:
    """Correct elements of a case; raise RecordError when someone else changed it since `version`."""
    with house.records.write() as tx:
        own_case(tx, who, key)
        case = cases.amend(tx, key, version, changes, by=who.person_id, at=house.now())
        house.note(tx, who, "case.amend", key, fields=sorted(changes))
    house.settle()
    return case
