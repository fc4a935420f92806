"""Targets of the task force with owner and day, and releases that two coordinators clear for outside."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.access import Principal, operator
from dashboard.actions.administration import audit
from dashboard.actions.context import Context
from dashboard.actions.taskforce import clearances, corrections, releases, targets
from dashboard.errors import NotAllowed, ReleaseError
from dashboard.release.targets import INDICATORS
from tests.actions.test_release_corrections import with_session
from tests.commands import ovtf
from tests.conftest import ADMIN, add_person
from tests.reported import report

PERIOD = "2025-Y"


@pytest.fixture
def coordinator(context: Context) -> Callable[[str], Principal]:
    return lambda name: with_session(context, add_person(context, "coordinator", None, name))


@pytest.fixture
def published(context: Context) -> Context:
    report(context, PERIOD)
    releases.build(context, operator(), PERIOD)
    return context


def test_a_release_leaves_the_task_force_when_a_second_coordinator_agrees_and_both_are_named(
    published, coordinator
) -> None:
    dilan, rana = coordinator("dilan"), coordinator("rana")
    clearances.ask(published, dilan, PERIOD)
    assert clearances.every(published, rana)[PERIOD].state == "asked"
    with pytest.raises(NotAllowed, match="Another coordinator"):
        clearances.confirm(published, dilan, PERIOD)
    clearances.confirm(published, rana, PERIOD)
    standing = clearances.every(published, dilan)[PERIOD]
    assert (standing.state, standing.asked_by, standing.agreed_by) == ("cleared", dilan.name, rana.name)
    lines = [(line.actor, line.action) for line in reversed(audit.entries(published, ADMIN, limit=20))]
    assert [line for line in lines if line[1].startswith("release.clear")] == [
        ("dilan", "release.clear_ask"),
        ("rana", "release.clear"),
    ]
    clearances.end(published, dilan, PERIOD)
    assert clearances.every(published, rana) == {}
    with pytest.raises(ReleaseError, match="Nobody waits"):
        clearances.end(published, dilan, PERIOD)


def test_a_command_on_the_server_clears_nothing_and_lists_how_each_release_stands(published, coordinator) -> None:
    with pytest.raises(NotAllowed, match="on her own page"):
        clearances.ask(published, operator("coordinator"), PERIOD)
    path = str(published.workspace.path)
    assert "not cleared for outside" in ovtf("release", "list", "-w", path).stdout
    clearances.ask(published, coordinator("dilan"), PERIOD)
    assert "not cleared for outside" in ovtf("release", "list", "-w", path).stdout
    clearances.confirm(published, coordinator("rana"), PERIOD)
    assert "cleared for outside by Dilan and Rana on 2" in ovtf("release", "list", "-w", path).stdout


def test_what_was_cleared_is_one_version_and_a_correction_has_to_be_cleared_anew(published, coordinator) -> None:
    dilan, rana = coordinator("dilan"), coordinator("rana")
    clearances.ask(published, dilan, PERIOD)
    clearances.confirm(published, rana, PERIOD)
    request = corrections.ask(published, operator(), PERIOD, "late_import")
    corrections.approve(published, rana, request)
    releases.build(published, operator(), PERIOD, correcting=True)
    assert clearances.every(published, dilan) == {}


def test_a_target_has_an_owner_and_a_day_and_the_one_before_stays_on_record(context, coordinator) -> None:
    dilan, rana = coordinator("dilan"), coordinator("rana")
    targets.agree(context, dilan, "timeliness.high.in_time", "at_least", 90)
    targets.agree(context, rana, "timeliness.high.in_time", "at_least", 95)
    (target,) = targets.every(context, dilan).values()
    assert (target.direction, target.number, target.owner) == ("at_least", 95, rana.name)
    assert target.since.date() == context.now().date()
    targets.agree(context, dilan, "timeliness.high.in_time", "none", 0)
    assert targets.every(context, dilan) == {}
    assert sum(line.action == "target.set" for line in audit.entries(context, ADMIN, limit=20)) == 3


@pytest.mark.parametrize(
    ("indicator", "direction", "number"),
    [
        ("agency.A01", "at_least", 1),
        ("total", "exactly", 1),
        ("total", "at_most", -1),
        ("stream.tf_csea", "at_most", 101),
    ],
)
def test_what_is_no_target_is_refused(context, coordinator, indicator, direction, number) -> None:
    with pytest.raises(ReleaseError):
        targets.agree(context, coordinator("dilan"), indicator, direction, number)


def test_each_indicator_has_a_name_of_its_own() -> None:
    from dashboard.release.indicators import ANSWERS

    assert len(INDICATORS) == len(ANSWERS)


def test_a_session_of_another_role_sets_nothing(context, person) -> None:
    for who in (person("supervisor", "A01"), person("administrator")):
        with pytest.raises(NotAllowed):
            targets.agree(context, replace(who, session="x"), "total", "at_most", 5)
