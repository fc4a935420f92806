"""Whoever does not need to know of a case gets the answer that an unknown key gets, from every action."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from dashboard.access import Principal, operator
from dashboard.access.permissions import allowed
from dashboard.actions.administration import audit, people, unheld
from dashboard.actions.context import Context
from dashboard.actions.supervisor import area_export, assigning, figures, gbvims_export, reviews, team
from dashboard.actions.supervisor import knowing as agency_knowing
from dashboard.actions.work import cases, drafting, knowing, sending
from dashboard.actions.work import tasks as work
from dashboard.errors import DashboardError, NotAllowed, RecordError
from dashboard.records import cases as records_cases
from dashboard.workspace import Workspace
from tests.actions.filled import CLOSURE
from tests.actions.planned import planned, row
from tests.actions.test_every_action import ACTIONS, NAMES, World
from tests.conftest import ADMIN, add_agencies, add_case, add_person

UNKNOWN = "OV-2222-2222"
STRANGERS = ("noor", "rana")
"""A case manager and a supervisor of the same agency; the case is Amal's, and Sara supervises it."""


@dataclass
class Asked(World):
    """A world in which somebody asks for a case; the version that she says does not come from the case."""

    version: int = 1  # type: ignore[assignment,misc]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Principal], Asked]:
    folder = tmp_path_factory.mktemp("known") / "ws"
    context = Context.open(Workspace.create(folder))
    add_agencies(context)
    roles = {"amal": "case_manager", "noor": "case_manager", "sara": "supervisor", "rana": "supervisor"}
    staff = {name: add_person(context, role, "A01", name) for name, role in roles.items()}
    key = add_case(context, staff["amal"])
    closing = drafting.open_draft(context, staff["amal"], "core", "closure", key)
    sending.submit(context, staff["amal"], closing.id, closing.answers | CLOSURE)
    (waiting,) = reviews.waiting(context, staff["sara"])
    draft = drafting.open_draft(context, staff["amal"], "core", "incident", key)
    made = {"plan": planned(context, staff["sara"], [row(2)])}
    context.close()
    by_role = {"case_manager": staff["amal"], "supervisor": staff["sara"], "coordinator": ADMIN}
    return folder, staff, Asked(context, by_role, key, draft.id, waiting.review.id, made)


@pytest.fixture
def asked(prepared: tuple[Path, dict[str, Principal], Asked], tmp_path: Path) -> Iterator[Asked]:
    context = Context.open(Workspace.open(shutil.copytree(prepared[0], tmp_path / "ws")))
    yield replace(
        prepared[2],
        context=context,
        made=dict.fromkeys(("service", "password", "request", "correction"), "x")
        | {"quarter": "2026-Q2"}
        | prepared[2].made,
    )
    context.close()


@pytest.fixture
def staff(prepared: tuple[Path, dict[str, Principal], Asked]) -> dict[str, Principal]:
    return prepared[1]


def answer(call: Callable[[World, Principal], object], world: World, who: Principal) -> str:
    try:
        return repr(call(world, who))
    except DashboardError as error:
        return f"{type(error).__name__}: {error}"
    except (IndexError, StopIteration):
        return "nothing"


def restrict(asked: Asked, staff: dict[str, Principal]) -> None:
    knowing.restrict(asked.context, staff["amal"], asked.key, "staff_family", staff["sara"].person_id)


def choose(asked: Asked, staff: dict[str, Principal], access: str) -> None:
    agency_knowing.choose_access(asked.context, staff["sara"], access, "small_team")


@pytest.mark.parametrize(
    ("stranger", "agency", "restricted"),
    [
        ("noor", "own", False),
        ("noor", "own", True),
        ("noor", "team", True),
        ("rana", "own", True),
        ("rana", "team", True),
    ],
)
def test_no_action_tells_a_stranger_of_a_case(asked, staff, stranger, agency, restricted):
    choose(asked, staff, agency)
    if restricted:
        restrict(asked, staff)
    who = staff[stranger]
    unknown = replace(asked, key=UNKNOWN, review="no-such-review")
    for name, act in NAMES.items():
        action = ACTIONS[act]
        if action.permission is not None and not allowed(who, action.permission):
            continue
        told, for_unknown = (answer(action.call, world, who) for world in (asked, unknown))
        assert asked.key not in told, name
        if any(refusal in told + for_unknown for refusal in ("NotAllowed", "NotYourCase")):
            assert told == for_unknown, name


def test_neither_counts_nor_figures_nor_exports_have_a_restricted_case(asked, staff):
    context, rana = asked.context, staff["rana"]
    before = figures.agency_base(context, rana)
    assert (
        before.every == 1 and team.team(context, rana).loads[0].open == 1 and area_export.export(context, rana, "core")
    )
    restrict(asked, staff)
    assert figures.agency_base(context, rana).every == 0
    assert all(load.open == 0 for load in team.team(context, rana).loads) and reviews.count_waiting(context, rana) == 0
    assert cases.list_cases(context, rana, search=asked.key).total == 0
    with pytest.raises(RecordError, match="no entries"):
        area_export.export(context, rana, "core")
    assert asked.key not in str(
        list(openpyxl.load_workbook(BytesIO(gbvims_export.export(context, rana))).worksheets[0].values)
    )
    assert figures.agency_base(context, staff["sara"]).every == 1
    assert team.team(context, staff["sara"]).restricted[0] == 1


def test_a_team_works_on_every_case_and_its_supervisor_can_choose_otherwise(asked, staff):
    choose(asked, staff, "team")
    assert cases.list_cases(asked.context, staff["noor"]).total == 1
    agency_knowing.choose_access(asked.context, staff["sara"], "own", "need_to_know")
    assert cases.list_cases(asked.context, staff["noor"]).total == 0
    with pytest.raises(RecordError, match="reason"):
        agency_knowing.choose_access(asked.context, staff["sara"], "team", "because")
    with pytest.raises(NotAllowed):
        agency_knowing.choose_access(asked.context, staff["noor"], "team", "small_team")
    lines = [line.detail for line in audit.entries(asked.context, ADMIN) if line.action == "agency.access"]
    assert len(lines) == 2 and '"need_to_know"' in lines[0]


def test_a_colleague_covers_until_the_end_of_a_day_and_can_be_taken_off_before(asked, staff, monkeypatch):
    context, amal, noor, key = asked.context, staff["amal"], staff["noor"], asked.key
    now = context.now().replace(hour=20, minute=30) + timedelta(days=1)  # half an hour before midnight in Iraq
    monkeypatch.setattr(context, "now", lambda: now)
    with pytest.raises(RecordError, match="day is over"):
        knowing.add(context, amal, key, noor.person_id, "cover", (now - timedelta(days=1)).date())
    knowing.add(context, amal, key, noor.person_id, "cover", now.date())
    assert {task.case_key for task in work.my_work(context, noor)} == {key}
    assert cases.list_cases(context, noor, mine=True).total == 1
    with pytest.raises(NotAllowed):  # who helps does not decide who else does
        knowing.add(context, noor, key, staff["rana"].person_id, "cover")
    knowing.take_off(context, staff["sara"], key, noor.person_id, "ended")
    assert work.my_work(context, noor) == []
    knowing.add(context, amal, key, noor.person_id, "cover", now.date())
    monkeypatch.setattr(context, "now", lambda: now + timedelta(hours=1))
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.read_case(context, noor, key)


def test_handing_a_case_over_gives_it_and_takes_it_with_its_drafts(asked, staff):
    context, amal, noor, key = asked.context, staff["amal"], staff["noor"], asked.key
    version = cases.read_case(context, amal, key).case.version
    assigning.assign(context, staff["sara"], key, version, noor.person_id)
    assert cases.read_case(context, noor, key).case.case_manager == noor.person_id
    no_draft = answer(lambda w, who: drafting.save_draft(w.context, who, "no-such-draft", {}), asked, amal)
    for act in (drafting.save_draft, drafting.submit):
        assert answer(lambda w, who, act=act: act(w.context, who, w.draft, {}), asked, amal) == no_draft
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.read_case(context, amal, key)


def test_who_was_added_to_a_case_has_it_and_gives_it_away_knows_of_it_no_more(asked, staff):
    context, sara, noor, key = asked.context, staff["sara"], staff["noor"], asked.key

    def give(person):
        assigning.assign(context, sara, key, cases.read_case(context, sara, key).case.version, staff[person].person_id)

    knowing.add(context, staff["amal"], key, noor.person_id, "second_manager")
    give("noor")
    assert cases.read_case(context, noor, key).helpers == []  # its case manager is there once
    give("amal")
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.read_case(context, noor, key)
    assert [line.action for line in audit.entries(context, ADMIN)].count("case.person_remove") == 1


def test_who_gives_a_case_away_loses_it_though_her_own_row_of_before_is_there(asked, staff):
    context, amal, noor, key = asked.context, staff["amal"], staff["noor"], asked.key
    knowing.add(context, amal, key, noor.person_id, "handover")
    with context.records.write() as tx:  # as a record of before, which did not end it when she got the case
        version = records_cases.amend(tx, key, 1, {"case_manager": noor.person_id}, by="x", at=context.now()).version
    assigning.assign(context, staff["sara"], key, version, amal.person_id)
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.read_case(context, noor, key)


def test_a_supervisor_in_conflict_who_closed_a_case_to_herself_is_left_out_by_its_case_manager(asked, staff):
    context, amal, sara, rana, key = asked.context, staff["amal"], staff["sara"], staff["rana"], asked.key
    knowing.restrict(context, sara, key, "conflict_of_interest", sara.person_id)
    told = cases.read_case(context, amal, key)
    assert told.only_supervisor.name == "Sara" and told.may_name and not told.decides
    with pytest.raises(RecordError, match="Choose a supervisor"):  # nobody would free her of supervision
        knowing.restrict(context, amal, key, "conflict_of_interest", "")
    with pytest.raises(NotAllowed, match="Only the supervisor"):
        knowing.lift(context, amal, key, "ended")
    knowing.restrict(context, amal, key, "conflict_of_interest", rana.person_id)
    assert cases.list_cases(context, sara).total == 0
    assert cases.read_case(context, rana, key).decides


def test_a_discarded_draft_is_no_way_back_into_a_case(asked, staff):
    context, amal = asked.context, staff["amal"]
    drafting.discard(context, amal, asked.draft)
    version = cases.read_case(context, amal, asked.key).case.version
    assigning.assign(context, staff["sara"], asked.key, version, staff["noor"].person_id)
    with pytest.raises(NotAllowed, match="no case with this key"):
        drafting.save_draft(context, amal, asked.draft, {"what": "typed"})


def test_only_its_supervisor_ends_a_restriction_or_gives_the_case_away(asked, staff):
    context, amal, key = asked.context, staff["amal"], asked.key
    restrict(asked, staff)
    for change in (
        lambda: knowing.lift(context, amal, key, "ended"),
        lambda: knowing.add(context, amal, key, staff["noor"].person_id, "cover"),
    ):
        with pytest.raises(NotAllowed, match="Only the supervisor"):
            change()
    knowing.add(context, staff["sara"], key, staff["rana"].person_id, "second_manager")
    version = cases.read_case(context, staff["rana"], key).case.version
    with pytest.raises(NotAllowed, match="Only the supervisor"):
        assigning.assign(context, staff["rana"], key, version, staff["noor"].person_id)
    knowing.lift(context, staff["sara"], key, "ended")
    assert cases.read_case(context, staff["rana"], key).restriction is None


def test_where_every_supervisor_is_part_of_it_the_case_manager_works_on_alone_and_can_name_one_later(asked, staff):
    context, amal, key = asked.context, staff["amal"], asked.key
    knowing.restrict(context, amal, key, "staff_harms", "")
    for supervisor in ("sara", "rana"):
        assert cases.list_cases(context, staff[supervisor]).total == 0
    for nobody in (staff["noor"].person_id, "nobody"):
        with pytest.raises(RecordError, match="Choose a supervisor"):
            knowing.restrict(context, amal, key, "staff_harms", nobody)
    knowing.restrict(context, amal, key, "staff_harms", staff["rana"].person_id)
    assert cases.list_cases(context, staff["rana"]).total == 1 and cases.list_cases(context, staff["sara"]).total == 0


@pytest.mark.parametrize("supervisor", ["", "sara"])
def test_switching_accounts_off_opens_a_restricted_case_to_no_supervisor(asked, staff, supervisor):
    context, rana = asked.context, staff["rana"]
    named = staff[supervisor].person_id if supervisor else ""
    knowing.restrict(context, staff["amal"], asked.key, "staff_harms", named)
    people.change_person(context, ADMIN, staff["amal"].person_id, active=False)
    if supervisor:
        assert team.team(context, rana).waiting == 0  # Sara still holds it
        people.change_person(context, ADMIN, staff["sara"].person_id, active=False)
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.read_case(context, rana, asked.key)
    told = team.team(context, rana)
    assert told.waiting == 1 and told.unowned[0] == 0 and asked.key not in repr(told)
    assert cases.list_cases(context, rana).total == 0


def test_an_agency_whose_case_manager_became_an_administrator_is_told_too(asked, staff):
    knowing.restrict(asked.context, staff["amal"], asked.key, "staff_harms", "")
    people.change_person(asked.context, operator(), staff["amal"].person_id, role="administrator", agency=None)
    assert team.team(asked.context, staff["rana"]).waiting == 1


def test_a_restricted_case_whose_people_have_all_left_is_not_lost(asked, staff):
    context, rana, key = asked.context, staff["rana"], asked.key
    restrict(asked, staff)
    people.change_person(context, ADMIN, staff["sara"].person_id, active=False)
    alone = cases.read_case(context, staff["amal"], key)
    assert alone.only_supervisor is None and alone.decides  # she is told, and can name another
    with pytest.raises(RecordError, match="waits for a supervisor"):
        unheld.name_supervisor(context, operator(), key, "rana")
    people.change_person(context, ADMIN, staff["amal"].person_id, active=False)
    with pytest.raises(NotAllowed, match="on the server"):  # who switched them off opens it to nobody
        unheld.name_supervisor(context, replace(ADMIN, person_id="an-administrator"), key, "rana")
    with pytest.raises(RecordError, match="no active supervisor"):
        unheld.name_supervisor(context, operator(), key, "noor")
    assert unheld.unheld(context, operator()) == [("A01", key, "open")]
    unheld.name_supervisor(context, operator(), key, "rana")
    assert unheld.unheld(context, operator()) == [] and team.team(context, rana).unowned[0] == 1
    version = cases.read_case(context, rana, key).case.version
    assigning.assign(context, rana, key, version, staff["noor"].person_id)
    assert cases.read_case(context, staff["noor"], key).only_supervisor.name == "Rana"
    line = next(line for line in audit.entries(context, ADMIN) if line.action == "case.restrict")
    assert (line.actor, line.object) == ("operator", key) and '"rana"' in line.detail


def test_an_only_supervisor_of_a_restricted_case_approves_what_she_sent_in_herself(asked, staff):
    context, sara, key = asked.context, staff["sara"], asked.key
    reviews.send_back(context, sara, asked.review, "unclear")
    closing = drafting.open_draft(context, sara, "core", "closure", key)
    sending.submit(context, sara, closing.id, closing.answers | CLOSURE | {"summary": "another"})
    (waiting,) = reviews.waiting(context, sara)
    with pytest.raises(RecordError, match="Another supervisor"):
        reviews.approve(context, sara, waiting.review.id)
    restrict(asked, staff)
    reviews.approve(context, sara, waiting.review.id)
    assert cases.read_case(context, sara, key).case.status == "closed"
