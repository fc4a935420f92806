"""Every action: a write leaves its line in the audit, and a role that lacks the permission is refused."""

import ast
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from importlib import import_module
from inspect import getmembers, isfunction, signature
from pathlib import Path
from pkgutil import walk_packages
from typing import Any
from uuid import uuid4

import pytest

from dashboard import actions
from dashboard.access import Permission, Principal, operator
from dashboard.access.permissions import ALLOWED, allowed
from dashboard.actions.accounts import agency_codes, asking, confirming, own
from dashboard.actions.administration import areas, audit, health, membership, people, unheld
from dashboard.actions.context import Context
from dashboard.actions.directory import editing, supply
from dashboard.actions.supervisor import (
    agency_export,
    area_export,
    assigning,
    entries_in,
    figures,
    gbvims_export,
    import_looking,
    import_planning,
    import_stage,
    import_taking,
    imports,
    looks,
    mappings,
    offline_forms,
    reviews,
    team,
)
from dashboard.actions.supervisor import knowing as agency_knowing
from dashboard.actions.supervisor import safeguarding as staff
from dashboard.actions.taskforce import (
    answering,
    clearances,
    connections,
    contribution_keys,
    contributions,
    corrections,
    expecting,
    plans,
    release_export,
    releases,
    reporting,
    targets,
)
from dashboard.actions.work import cases, consents, drafting, knowing, plan, safeguarding, sending, steps, tasks
from dashboard.errors import NotAllowed
from dashboard.interchange.mapping import shipped
from dashboard.records import batches
from dashboard.records.accounts import Request, Standing
from dashboard.records.batches import Batch
from dashboard.records.cases import is_key
from dashboard.records.looks import ITSELF, LISTS
from dashboard.records.releases import BUILDING
from dashboard.workspace import Workspace
from tests.actions.filled import CLOSURE
from tests.actions.planned import planned, row
from tests.conftest import INTAKE, add_agencies, add_case, add_person
from tests.in_session import in_session
from tests.interchange.entry_files import needs
from tests.interchange.filled_template import filled_csv
from tests.reported import report

ROOM = Path(actions.__file__).parent
TEMPLATE = shipped()["template"].to_toml()
QUARTER = "2026-Q2"
EARLIER = "2018-Q1"
"""Before any agency of the small workspace joined."""
NEW_SERVICE = {
    "label": "A shelter",
    "kind": "provider",
    "summary": "A safe place.",
    "service_types": ["safe_house_shelter"],
}


@dataclass
class World:
    """An agency with a case that is open, a draft, a closure that waits for the supervisor, and one person of each role."""

    context: Context
    people: dict[str, Principal]
    key: str
    draft: str
    review: str
    made: dict[str, str] = field(default_factory=dict)

    @property
    def version(self) -> int:
        return cases.read_case(self.context, self.people["case_manager"], self.key).case.version


@dataclass(frozen=True)
class Action:
    """An action: which permission it asks for, how it is called, and the line that it leaves ("" for none)."""

    permission: Permission | None
    call: Callable[[World, Principal], Any]
    line: str = ""
    before: Callable[[World], Any] = lambda _world: None


def _retired(world: World) -> None:
    who = world.people["coordinator"]
    world.made["service"] = editing.add(world.context, who, NEW_SERVICE)
    editing.retire(world.context, who, world.made["service"])


def _added(world: World) -> None:
    world.made["service"] = editing.add(world.context, world.people["coordinator"], NEW_SERVICE)


def _set_aside(world: World) -> None:
    assigning.set_aside(world.context, world.people["supervisor"], world.key, world.version, "duplicate")


def _shared(world: World) -> None:
    knowing.add(
        world.context, world.people["case_manager"], world.key, world.people["supervisor"].person_id, "second_manager"
    )


def _restricted(world: World) -> None:
    who, supervisor = world.people["case_manager"], world.people["supervisor"].person_id
    knowing.restrict(world.context, who, world.key, "staff_family", supervisor)


def make_plan(world: World) -> None:
    world.made["plan"] = planned(world.context, world.people["supervisor"], [row(2)])


def _batch(world: World) -> Batch:
    with world.context.records.read() as tx:
        batch = batches.get(tx, world.made["plan"])
    assert batch is not None
    return batch


def _unheld(world: World) -> None:
    """Restrict the case without a supervisor, and switch its case manager off: then it waits for a name."""
    who = world.people["case_manager"]
    knowing.restrict(world.context, who, world.key, "staff_harms", "")
    people.change_person(world.context, world.people["administrator"], who.person_id, active=False)


def _on_server(who: Principal) -> Principal:
    """Return a command on the server in the place of an administrator: what only the server does, it does as one."""
    return operator() if who.role == "administrator" else who


def _after_the_quarter(world: World) -> None:
    """Move the time on: a quarter is confirmed when it is over and the agency was a member."""
    now = world.context.now()
    world.made["quarter"] = f"{now.year}-Q{(now.month + 2) // 3}"
    world.context.now = lambda: now + timedelta(days=100)  # type: ignore[method-assign]


def _released(world: World) -> None:
    """Release a year: a quarter with so few cases would wait for a longer period."""
    report(world.context, "2025-Y")
    releases.build(world.context, world.people["administrator"], "2025-Y")


def _keys(world: World, _reported: None = None) -> None:
    world.made["sealing"] = contribution_keys.public_keys(world.context, operator()).sealing


def _contributed(world: World) -> None:
    """Make a contribution of the agency for its own workspace: what it makes with, it can open."""
    report(world.context, QUARTER)
    _keys(world)
    signing = contribution_keys.public_keys(world.context, operator()).signing
    contribution_keys.trust(world.context, operator(), "A01", signing)
    file = contributions.make(world.context, operator(), QUARTER, "A01", world.made["sealing"])
    world.made["file"] = file.decode()


def _correction_asked(world: World) -> None:
    _released(world)
    world.made["correction"] = corrections.ask(world.context, world.people["administrator"], "2025-Y", "late_import")


def _clearance_asked(world: World) -> None:
    """Another coordinator asks that a release be cleared for outside."""
    _released(world)
    other = add_person(world.context, "coordinator", None, "second")
    clearances.ask(world.context, _in_session(world, other), "2025-Y")


def _connection_asked(world: World) -> None:
    """Another coordinator asks for a connection of a program outside."""
    other = _in_session(world, add_person(world.context, "coordinator", None, "second"))
    connections.ask(world.context, other, "Power BI of the sub-cluster", 90)
    world.made["connection"] = connections.every(world.context, other)[0].id


def _approved(world: World) -> None:
    _correction_asked(world)
    corrections.approve(world.context, _in_session(world, world.people["coordinator"]), world.made["correction"])


def _in_session(world: World, who: Principal) -> Principal:
    """Return somebody as they are, or, where they have no session, signed in on a page of their own."""
    return who if who.session else in_session(world.context, who)


def _asked(world: World, role: str = "case_manager", agency: str = "A01") -> None:
    """Ask for an account that somebody else has to confirm."""
    who = world.people["administrator"]
    people.add_person(world.context, who, username="new", name="New", role=role, agency=agency)
    world.made["request"] = asking.asked(world.context, who)[0].request.id


def _mapped(world: World) -> None:
    mappings.keep(world.context, world.people["supervisor"], "ours", "version = 1")


def _new_password(world: World) -> Callable[..., Request]:
    """Return what asks for a new password of the administrator."""
    who = world.people["administrator"]
    (person,) = (person for person in people.list_people(world.context, operator()) if person.id == who.person_id)
    return lambda _tx, at: asking.new("password", person, Standing.of(person), who, at)


def _with_password(world: World) -> None:
    """Give whoever is asked first a password that is known."""
    first = next(iter(world.people.values()))
    world.made["password"] = people.reset_password(world.context, operator(), first.person_id)


P = Permission
ACTIONS: dict[Callable[..., Any], Action] = {
    areas.overview: Action(P.see_plugins, lambda w, who: areas.overview(w.context, who)),
    areas.switch: Action(P.switch_plugins, lambda w, who: areas.switch(w.context, who, "legal", False), "plugin.off"),
    areas.ask_again: Action(P.switch_plugins, lambda w, who: areas.ask_again(w.context, who, "legal"), "plugin.again"),
    audit.entries: Action(P.see_audit, lambda w, who: audit.entries(w.context, who)),
    audit.verify: Action(P.see_audit, lambda w, who: audit.verify(w.context, who)),
    health.behind: Action(P.see_audit, lambda w, who: health.behind(w.context, who)),
    audit.note_head: Action(P.see_audit, lambda w, who: audit.note_head(w.context, who)),
    membership.end: Action(P.manage_agencies, lambda w, who: membership.end(w.context, who, "A02"), "agency.end"),
    membership.resume: Action(
        P.manage_agencies,
        lambda w, who: membership.resume(w.context, who, "A02"),
        "agency.resume",
        before=lambda w: membership.end(w.context, w.people["administrator"], "A02"),
    ),
    people.list_people: Action(P.manage_people, lambda w, who: people.list_people(w.context, who)),
    people.add_person: Action(
        P.manage_people,
        lambda w, who: people.add_person(w.context, who, username="new", name="New", role="supervisor", agency="A01"),
        "person.ask",
    ),
    people.change_person: Action(
        P.manage_people,
        lambda w, who: people.change_person(w.context, who, w.people["coordinator"].person_id, name="Other"),
        "person.change",
    ),
    people.reset_password: Action(
        P.manage_people,
        lambda w, who: people.reset_password(w.context, who, w.people["administrator"].person_id),
        "person.password",
    ),
    asking.put: Action(P.manage_people, lambda w, who: asking.put(w.context, who, _new_password(w)), "person.password"),
    asking.asked: Action(P.manage_people, lambda w, who: asking.asked(w.context, who)),
    asking.withdraw: Action(
        P.manage_people, lambda w, who: asking.withdraw(w.context, who, w.made["request"]), "person.withdraw", _asked
    ),
    asking.first_code: Action(
        P.manage_people,
        lambda w, who: asking.first_code(w.context, who, w.made["request"]),
        "person.code",
        before=lambda w: _asked(w, "supervisor", "A02"),
    ),
    confirming.waiting: Action(P.confirm_accounts, lambda w, who: confirming.waiting(w.context, who)),
    confirming.count_waiting: Action(P.confirm_accounts, lambda w, who: confirming.count_waiting(w.context, who)),
    confirming.lately: Action(P.confirm_accounts, lambda w, who: confirming.lately(w.context, who)),
    confirming.confirm: Action(
        P.confirm_accounts,
        lambda w, who: confirming.confirm(w.context, who, w.made["request"]),
        "person.confirm",
        _asked,
    ),
    confirming.refuse: Action(
        P.confirm_accounts, lambda w, who: confirming.refuse(w.context, who, w.made["request"]), "person.refuse", _asked
    ),
    agency_codes.overview: Action(P.make_codes, lambda w, who: agency_codes.overview(w.context, who)),
    agency_codes.make: Action(P.make_codes, lambda w, who: agency_codes.make(w.context, who, "A02"), "agency.code"),
    own.unread: Action(None, lambda w, who: own.unread(w.context, who)),
    own.history: Action(None, lambda w, who: own.history(w.context, who)),
    own.acknowledge: Action(None, lambda w, who: own.acknowledge(w.context, who, 1)),
    own.choose_password: Action(
        None,
        lambda w, who: own.choose_password(w.context, who, w.made["password"], "three words more"),
        "person.own_password",
        before=_with_password,
    ),
    people.set_language: Action(None, lambda w, who: people.set_language(w.context, who, "ar")),
    people.list_agencies: Action(P.manage_agencies, lambda w, who: people.list_agencies(w.context, who)),
    people.add_agency: Action(
        P.manage_agencies, lambda w, who: people.add_agency(w.context, who, code="B01", name="Third"), "agency.add"
    ),
    people.places: Action(P.manage_agencies, lambda w, who: people.places(w.context, who)),
    people.declare_places: Action(
        P.manage_agencies, lambda w, who: people.declare_places(w.context, who, "A01", ["IQ-AR"]), "agency.places"
    ),
    editing.correct: Action(
        P.edit_directory,
        lambda w, who: editing.correct(w.context, who, w.made["service"], {"summary": "Another."}),
        "service.correct",
        before=_added,
    ),
    editing.add: Action(P.edit_directory, lambda w, who: editing.add(w.context, who, NEW_SERVICE), "service.add"),
    editing.retire: Action(
        P.edit_directory, lambda w, who: editing.retire(w.context, who, w.made["service"]), "service.retire", _added
    ),
    editing.restore: Action(
        P.edit_directory, lambda w, who: editing.restore(w.context, who, w.made["service"]), "service.restore", _retired
    ),
    editing.verify: Action(
        P.edit_directory, lambda w, who: editing.verify(w.context, who, w.made["service"]), "service.verify", _added
    ),
    editing.history: Action(
        P.edit_directory, lambda w, who: editing.history(w.context, who, w.made["service"]), before=_added
    ),
    supply.supply: Action(P.see_releases, lambda w, who: supply.supply(w.context, who)),
    area_export.export: Action(
        P.export_entries, lambda w, who: area_export.export(w.context, who, "core"), "plugin.export"
    ),
    agency_export.export: Action(
        P.export_agency,
        lambda w, who: agency_export.export(w.context, who, w.context.workspace.path / f"{uuid4()}.zip"),
        "agency.export",
    ),
    agency_export.packed: Action(P.export_agency, lambda w, who: agency_export.packed(w.context, who), "agency.export"),
    gbvims_export.export: Action(P.export_agency, lambda w, who: gbvims_export.export(w.context, who), "agency.gbvims"),
    assigning.colleagues: Action(P.review, lambda w, who: assigning.colleagues(w.context, who)),
    assigning.assign: Action(
        P.review,
        lambda w, who: assigning.assign(w.context, who, w.key, w.version, w.people["supervisor"].person_id),
        "case.assign",
    ),
    assigning.set_aside: Action(
        P.review, lambda w, who: assigning.set_aside(w.context, who, w.key, w.version, "duplicate"), "case.status"
    ),
    assigning.bring_back: Action(
        P.review, lambda w, who: assigning.bring_back(w.context, who, w.key, w.version), "case.status", _set_aside
    ),
    figures.agency_figures: Action(
        P.see_agency_figures, lambda w, who: figures.agency_figures(w.context, who, group="A"), "figures.read"
    ),
    figures.agency_share: Action(
        P.see_agency_figures, lambda w, who: figures.agency_share(w.context, who, "fields_filled"), "figures.read"
    ),
    figures.agency_base: Action(P.see_agency_figures, lambda w, who: figures.agency_base(w.context, who)),
    imports.plan: Action(
        P.import_cases, lambda w, who: imports.plan(w.context, who, "t.csv", filled_csv(), TEMPLATE), "import.plan"
    ),
    import_planning.plan_file: Action(
        P.import_cases,
        lambda w, who: import_planning.plan_file(w.context, who, "t.csv", filled_csv(), TEMPLATE),
        "import.plan",
    ),
    import_looking.look: Action(
        P.import_cases, lambda w, who: import_looking.look(w.context, who, "t.csv", filled_csv())
    ),
    import_looking.values: Action(
        P.import_cases, lambda w, who: import_looking.values(w.context, who, "t.csv", filled_csv(), "platforms")
    ),
    import_looking.bad_rows: Action(
        P.import_cases,
        lambda w, who: import_looking.bad_rows(w.context, who, "t.csv", filled_csv(), TEMPLATE, ()),
        "import.left_out",
    ),
    imports.planned: Action(
        P.import_cases, lambda w, who: imports.planned(w.context, who, w.made["plan"]), "import.read", make_plan
    ),
    imports.sample: Action(
        P.import_cases, lambda w, who: imports.sample(w.context, who, w.made["plan"]), "import.read", make_plan
    ),
    imports.plans: Action(P.import_cases, lambda w, who: imports.plans(w.context, who), "import.read"),
    imports.commit: Action(
        P.import_cases, lambda w, who: imports.commit(w.context, who, w.made["plan"]), "import.commit", make_plan
    ),
    imports.drop: Action(
        P.import_cases, lambda w, who: imports.drop(w.context, who, w.made["plan"]), "import.drop", make_plan
    ),
    import_planning.plan_prepared: Action(
        P.import_cases, lambda w, who: planned(w.context, who, [row(2)]), "import.plan"
    ),
    import_planning.keep: Action(
        P.import_cases, lambda w, who: import_planning.keep(w.context, who, [], {}), "import.plan"
    ),
    import_stage.in_bites: Action(
        P.import_cases, lambda w, who: import_stage.in_bites(w.context, who, [lambda _act: None])
    ),
    import_stage.wipe: Action(P.import_cases, lambda w, who: import_stage.wipe(w.context, who, "none")),
    import_stage.wipe_attempt: Action(P.import_cases, lambda w, who: import_stage.wipe_attempt(w.context, who, "none")),
    import_stage.tidy: Action(P.import_cases, lambda w, who: import_stage.tidy(w.context, who)),
    import_taking.stage: Action(
        P.import_cases,
        lambda w, who: import_taking.stage(w.context, who, _batch(w), who.person_id, ()),
        before=make_plan,
    ),
    mappings.kept: Action(P.import_cases, lambda w, who: mappings.kept(w.context, who)),
    mappings.source: Action(P.import_cases, lambda w, who: mappings.source(w.context, who, "ours"), before=_mapped),
    mappings.keep: Action(
        P.import_cases, lambda w, who: mappings.keep(w.context, who, "ours", "version = 1"), "mapping.keep"
    ),
    offline_forms.offline_forms: Action(P.import_cases, lambda w, who: offline_forms.offline_forms(w.context, who)),
    entries_in.plan: Action(
        P.import_cases, lambda w, who: entries_in.plan(w.context, who, "core", "need", needs(w.key)), "entries.check"
    ),
    entries_in.bring_in: Action(
        P.import_cases,
        lambda w, who: entries_in.bring_in(w.context, who, "core", "need", needs(w.key)),
        "entries.import",
    ),
    reviews.waiting: Action(P.review, lambda w, who: reviews.waiting(w.context, who), "review.read"),
    reviews.count_waiting: Action(P.review, lambda w, who: reviews.count_waiting(w.context, who)),
    reviews.approve: Action(P.review, lambda w, who: reviews.approve(w.context, who, w.review), "case.close"),
    reviews.send_back: Action(
        P.review, lambda w, who: reviews.send_back(w.context, who, w.review, "unclear"), "review.returned"
    ),
    agency_knowing.access: Action(P.review, lambda w, who: agency_knowing.access(w.context, who)),
    agency_knowing.choose_access: Action(
        P.review, lambda w, who: agency_knowing.choose_access(w.context, who, "team", "small_team"), "agency.access"
    ),
    looks.who_looked: Action(P.see_looks, lambda w, who: looks.who_looked(w.context, who), "looks.read"),
    team.team: Action(P.see_team, lambda w, who: team.team(w.context, who), "team.read"),
    releases.open_releases: Action(
        P.see_releases, lambda w, who: releases.open_releases(w.context, who), "release.read"
    ),
    release_export.export: Action(
        P.see_releases,
        lambda w, who: release_export.export(w.context, who, "2025-Y", w.context.workspace.path / f"{uuid4()}.zip"),
        "release.export",
        _released,
    ),
    corrections.every: Action(P.see_corrections, lambda w, who: corrections.every(w.context, who)),
    corrections.correctable: Action(P.see_corrections, lambda w, who: corrections.correctable(w.context, who)),
    corrections.would_spend: Action(
        P.see_corrections, lambda w, who: corrections.would_spend(w.context, who, "2025-Y"), before=_released
    ),
    corrections.approved: Action(
        P.build_releases,
        lambda w, who: corrections.approved(w.context, who, "2025-Y"),
        before=_approved,
    ),
    corrections.ask: Action(
        P.build_releases,
        lambda w, who: corrections.ask(w.context, who, "2025-Y", "late_import"),
        "correction.ask",
        _released,
    ),
    corrections.approve: Action(
        P.approve_corrections,
        lambda w, who: corrections.approve(w.context, _in_session(w, who), w.made["correction"]),
        "correction.approve",
        _correction_asked,
    ),
    corrections.decline: Action(
        P.approve_corrections,
        lambda w, who: corrections.decline(w.context, _in_session(w, who), w.made["correction"]),
        "correction.decline",
        _correction_asked,
    ),
    targets.every: Action(P.see_releases, lambda w, who: targets.every(w.context, who)),
    targets.agree: Action(
        P.set_targets, lambda w, who: targets.agree(w.context, who, "total", "at_most", 500), "target.set"
    ),
    clearances.every: Action(P.see_releases, lambda w, who: clearances.every(w.context, who)),
    clearances.ask: Action(
        P.clear_releases,
        lambda w, who: clearances.ask(w.context, _in_session(w, who), "2025-Y"),
        "release.clear_ask",
        _released,
    ),
    clearances.confirm: Action(
        P.clear_releases,
        lambda w, who: clearances.confirm(w.context, _in_session(w, who), "2025-Y"),
        "release.clear",
        _clearance_asked,
    ),
    clearances.end: Action(
        P.clear_releases,
        lambda w, who: clearances.end(w.context, _in_session(w, who), "2025-Y"),
        "release.clear_end",
        _clearance_asked,
    ),
    connections.every: Action(P.clear_releases, lambda w, who: connections.every(w.context, who)),
    connections.ask: Action(
        P.clear_releases,
        lambda w, who: connections.ask(w.context, _in_session(w, who), "Power BI of the sub-cluster", 90),
        "connection.ask",
    ),
    connections.approve: Action(
        P.clear_releases,
        lambda w, who: connections.approve(w.context, _in_session(w, who), w.made["connection"]),
        "connection.approve",
        _connection_asked,
    ),
    connections.end: Action(
        P.clear_releases,
        lambda w, who: connections.end(w.context, _in_session(w, who), w.made["connection"]),
        "connection.end",
        _connection_asked,
    ),
    releases.rehearse: Action(P.build_releases, lambda w, who: releases.rehearse(w.context, who, QUARTER)),
    releases.plan: Action(P.build_releases, lambda w, who: releases.plan(w.context, who)),
    releases.offers: Action(P.build_releases, lambda w, who: releases.offers(w.context, who)),
    plans.plans: Action(P.build_releases, lambda w, who: plans.plans(w.context, who)),
    releases.build: Action(
        P.build_releases,
        lambda w, who: releases.build(w.context, who, QUARTER),
        "release.build",
        lambda w: report(w.context, QUARTER),
    ),
    releases.verify: Action(P.build_releases, lambda w, who: releases.verify(w.context, who)),
    releases.attack: Action(
        P.build_releases, lambda w, who: releases.attack(w.context, who, None, 1), "release.attack", _released
    ),
    releases.audit_export: Action(
        P.see_releases, lambda w, who: releases.audit_export(w.context, who, QUARTER), "release.export"
    ),
    reporting.quarters: Action(P.confirm_reporting, lambda w, who: reporting.quarters(w.context, who)),
    reporting.waiting: Action(P.confirm_reporting, lambda w, who: reporting.waiting(w.context, who)),
    reporting.confirm: Action(
        P.confirm_reporting,
        lambda w, who: reporting.confirm(w.context, who, w.made["quarter"]),
        "report.confirm",
        _after_the_quarter,
    ),
    reporting.fields_filled: Action(
        P.confirm_reporting, lambda w, who: reporting.fields_filled(w.context, who, QUARTER), "figures.read"
    ),
    answering.beginning: Action(P.confirm_reporting, lambda w, who: answering.beginning(w.context, who)),
    answering.declare: Action(
        P.confirm_reporting, lambda w, who: answering.declare(w.context, who, EARLIER), "agency.start"
    ),
    answering.declare_for: Action(
        P.manage_agencies, lambda w, who: answering.declare_for(w.context, who, "A01", EARLIER), "agency.start"
    ),
    contribution_keys.public_keys: Action(
        P.build_releases, lambda w, who: contribution_keys.public_keys(w.context, who), "contribution.key"
    ),
    contribution_keys.trust: Action(
        P.build_releases, lambda w, who: contribution_keys.trust(w.context, who, "A01", "7f" * 32), "contribution.trust"
    ),
    contributions.make: Action(
        P.build_releases,
        lambda w, who: contributions.make(w.context, who, QUARTER, "A01", w.made["sealing"]),
        "contribution.make",
        lambda w: _keys(w, report(w.context, QUARTER)),
    ),
    contributions.take: Action(
        P.build_releases,
        lambda w, who: contributions.take(w.context, who, w.made["file"].encode()),
        "contribution.take",
        _contributed,
    ),
    contributions.every: Action(P.build_releases, lambda w, who: contributions.every(w.context, who)),
    contributions.counting: Action(P.build_releases, lambda w, who: contributions.counting(w.context, who, [QUARTER])),
    contributions.opened: Action(
        P.build_releases,
        lambda w, who: contributions.opened(
            w.context, who, contributions.counting(w.context, operator(), [QUARTER]), contributions.widest(w.context)
        ),
        "",
        lambda w: (_contributed(w), contributions.take(w.context, operator(), w.made["file"].encode())),
    ),
    expecting.expected: Action(P.build_releases, lambda w, who: expecting.expected(w.context, who, QUARTER)),
    cases.list_cases: Action(P.work_cases, lambda w, who: cases.list_cases(w.context, who), "cases.list"),
    cases.read_case: Action(P.work_cases, lambda w, who: cases.read_case(w.context, who, w.key), "case.read"),
    cases.amend: Action(
        P.work_cases,
        lambda w, who: cases.amend(w.context, who, w.key, w.version, {"gender": "male"}),
        "case.amend",
    ),
    consents.withdraw: Action(
        P.work_cases, lambda w, who: consents.withdraw(w.context, who, w.key, "services"), "consent.change"
    ),
    drafting.open_draft: Action(
        P.work_cases, lambda w, who: drafting.open_draft(w.context, who, "core", "incident", w.key)
    ),
    drafting.save_draft: Action(P.work_cases, lambda w, who: drafting.save_draft(w.context, who, w.draft, {"age": 20})),
    drafting.discard: Action(P.work_cases, lambda w, who: drafting.discard(w.context, who, w.draft), "draft.discard"),
    sending.submit: Action(P.work_cases, lambda w, who: sending.submit(w.context, who, w.draft, INTAKE), "form.submit"),
    steps.mark: Action(
        P.work_cases,
        lambda w, who: steps.mark(w.context, who, w.key, "safety", "protection", "first_action", "unsafe_now"),
        "step.mark",
    ),
    steps.events: Action(P.work_cases, lambda w, who: steps.events(w.context, who, w.key)),
    knowing.colleagues: Action(P.work_cases, lambda w, who: knowing.colleagues(w.context, who, w.key)),
    knowing.restrict: Action(
        P.work_cases,
        lambda w, who: knowing.restrict(
            w.context, who, w.key, "conflict_of_interest", w.people["supervisor"].person_id
        ),
        "case.restrict",
    ),
    unheld.unheld: Action(
        P.manage_people, lambda w, who: unheld.unheld(w.context, _on_server(who)), "case.unheld", _unheld
    ),
    unheld.name_supervisor: Action(
        P.manage_people,
        lambda w, who: unheld.name_supervisor(w.context, _on_server(who), w.key, w.people["supervisor"].username),
        "case.restrict",
        _unheld,
    ),
    knowing.lift: Action(
        P.review, lambda w, who: knowing.lift(w.context, who, w.key, "ended"), "case.unrestrict", _restricted
    ),
    knowing.add: Action(
        P.work_cases,
        lambda w, who: knowing.add(w.context, who, w.key, w.people["supervisor"].person_id, "cover"),
        "case.person_add",
    ),
    knowing.take_off: Action(
        P.work_cases,
        lambda w, who: knowing.take_off(w.context, who, w.key, w.people["supervisor"].person_id, "ended"),
        "case.person_remove",
        _shared,
    ),
    plan.action_plan: Action(P.work_cases, lambda w, who: plan.action_plan(w.context, who, w.key), "case.plan"),
    safeguarding.tell: Action(P.work_cases, lambda w, who: safeguarding.tell(w.context, who), "safeguarding.tell"),
    safeguarding.told_at: Action(P.work_cases, lambda w, who: safeguarding.told_at(w.context, who)),
    staff.waiting: Action(P.review, lambda w, who: staff.waiting(w.context, who)),
    staff.handled: Action(
        P.review,
        lambda w, who: staff.handled(w.context, who, staff.waiting(w.context, who)[0].incident.id),
        "safeguarding.handled",
        before=lambda w: safeguarding.tell(w.context, w.people["case_manager"]),
    ),
    tasks.my_work: Action(P.work_cases, lambda w, who: tasks.my_work(w.context, who), "work.read"),
}
"""What a signed-in person may do. A new action belongs in here, with the permission and the audit line that it should have."""
NAMES = {f"{act.__module__.removeprefix('dashboard.actions.')}.{act.__name__}": act for act in ACTIONS}
REFUSALS = [
    (name, role)
    for name, act in NAMES.items()
    for role in ALLOWED
    if ACTIONS[act].permission and ACTIONS[act].permission not in ALLOWED[role]
]


SEEN = {*LISTS, *BUILDING, ITSELF}
"""Lines about many cases, which a supervisor sees on the page Who looked."""
OF_NO_CASE = {
    "agency.": "where an agency works, and whether it is a member",
    "case.unheld": "on the server: which restricted cases wait for a supervisor; they are in no list of others",
    "connection.": "a program outside that reads cleared releases",
    "contribution.key": "keys of this workspace",
    "contribution.take": "sealed counts of another workspace, not opened",
    "contribution.trust": "with which key an agency signs",
    "correction.": "who asked for and approved a correction; a case is read when it is built",
    "draft.discard": "her own draft, of which no case was made",
    "password.check": "her own password",
    "person.": "accounts",
    "plugin.again": "an area is asked anew for its declarations",
    "plugin.off": "an area is switched off",
    "release.attack": "reads the published file alone",
    "release.clear": "whether published numbers may leave the task force",
    "release.export": "published numbers",
    "release.read": "published numbers",
    "mapping.": "what the columns of an agency's files mean",
    "report.confirm": "that a quarter is complete",
    "safeguarding.": "what was sent to a colleague",
    "service.": "the service directory",
    "sign_in": "a new password opens a new session",
    "target.": "what the task force wants its indicators to reach",
}
"""Lines that name no case and are about none, by their beginning, and why; of what is not in here a supervisor must see."""


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, World]:
    """The folder of a workspace with all that actions need, and what is in it; each test takes a copy."""
    folder = tmp_path_factory.mktemp("prepared") / "ws"
    context = Context.open(Workspace.create(folder))
    add_agencies(context)
    agencies = {"case_manager": "A01", "supervisor": "A01"}
    staff = {role: add_person(context, role, agencies.get(role)) for role in ALLOWED}
    amal = staff["case_manager"]
    key = add_case(context, amal)
    closing = drafting.open_draft(context, amal, "core", "closure", key)
    sending.submit(context, amal, closing.id, closing.answers | CLOSURE)
    (waiting,) = reviews.waiting(context, staff["supervisor"])
    draft = drafting.open_draft(context, amal, "core", "intake")
    context.close()
    return folder, World(context, staff, key, draft.id, waiting.review.id)


@pytest.fixture
def world(prepared: tuple[Path, World], tmp_path: Path) -> Iterator[World]:
    folder, world = prepared
    context = Context.open(Workspace.open(shutil.copytree(folder, tmp_path / "ws")))
    yield replace(world, context=context, made={"quarter": QUARTER})
    context.close()


def _one_who_may(world: World, permission: Permission | None) -> Principal:
    return next(who for who in world.people.values() if permission is None or allowed(who, permission))


def _entries(world: World) -> list[audit.AuditEntry]:
    return audit.entries(world.context, world.people["administrator"], limit=1000)


def _lines(world: World) -> list[str]:
    return [entry.action for entry in _entries(world)]


@pytest.mark.parametrize("name", NAMES)
def test_an_action_leaves_its_line_in_the_audit(world: World, name: str) -> None:
    action = ACTIONS[NAMES[name]]
    action.before(world)
    before = len(_lines(world))
    action.call(world, _one_who_may(world, action.permission))
    new = _entries(world)[: len(_entries(world)) - before]
    assert action.line in {entry.action for entry in new} if action.line else not new
    unseen = {entry.action for entry in new if not is_key(entry.object)} - SEEN
    unseen = {line for line in unseen if not line.startswith(tuple(OF_NO_CASE))}
    assert not unseen, "Does it read or change cases? Then it belongs in records/looks.py, LISTS; else in OF_NO_CASE."


@pytest.mark.parametrize(("name", "role"), REFUSALS)
def test_an_action_is_refused_to_a_role_that_lacks_the_permission(world: World, name: str, role: str) -> None:
    action = ACTIONS[NAMES[name]]
    action.before(world)
    before = [line for line in _lines(world) if line not in ("case.read", "case.refused")]
    with pytest.raises(NotAllowed):
        action.call(world, world.people[role])
    assert [line for line in _lines(world) if line not in ("case.read", "case.refused")] == before


FRAMES = ("acting", "refusals_audited")
"""What stands around every action, and is none."""


def _declared() -> Iterator[Callable[..., Any]]:
    """Yield every public function of the room that takes a context and whoever acts."""
    for found in walk_packages(actions.__path__, f"{actions.__name__}."):
        for name, function in getmembers(import_module(found.name), isfunction):
            own = function.__module__ == found.name and not name.startswith("_")
            if own and list(signature(function).parameters)[:2] == ["context", "who"] and name not in FRAMES:
                yield function


def test_every_action_is_tried() -> None:
    missing = {f"{function.__module__}.{function.__name__}" for function in _declared() if function not in ACTIONS}
    assert not missing, f"Add to ACTIONS, with the permission and the audit line that each should have: {missing}"


MAY_WRITE = {
    "acting.py": "it is the one way to act",
    "context.py": "that somebody has looked is written when she looks, in a transaction of its own",
    "taskforce/outside.py": "a program outside has no session; each of its requests is written before it is answered",
}


def test_nothing_writes_but_through_act() -> None:
    for path in ROOM.rglob("*.py"):
        calls = [node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)]
        writes = [ast.unparse(call) for call in calls if ast.unparse(call.func).endswith("records.write")]
        name = path.relative_to(ROOM).as_posix()
        assert not writes or name in MAY_WRITE, f"{name}: write with context.act(...)"


def test_an_empty_key_is_no_case(world: World) -> None:
    who = world.people["case_manager"]
    with pytest.raises(NotAllowed, match="no case with this key"):
        cases.amend(world.context, who, "", 1, {"gender": "male"})
    with pytest.raises(NotAllowed, match="no case with this key"):
        consents.withdraw(world.context, who, "", "services")


def test_an_action_that_would_leave_no_line_is_undone(world: World) -> None:
    who = world.people["administrator"]
    with pytest.raises(AssertionError, match="writes no line"), world.context.act(who, P.manage_people) as act:
        people.people.change(act.tx, world.people["coordinator"].person_id, name="Nobody")
    assert "Nobody" not in {person.name for person in people.list_people(world.context, who)}


def test_what_was_written_before_nothing_changed_is_undone(world: World) -> None:
    who = world.people["administrator"]
    with world.context.act(who, P.manage_people, audit="person.change") as act:
        people.people.change(act.tx, world.people["coordinator"].person_id, name="Nobody")
        act.nothing_changed()
    assert "Nobody" not in {person.name for person in people.list_people(world.context, who)}
