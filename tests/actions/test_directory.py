"""The service directory: plugins' entries below, the task force's above; who may write, and what."""

import dataclasses
from datetime import UTC, datetime

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.directory import editing as directory
from dashboard.errors import NotAllowed, RecordError
from dashboard.records import services

POLICE, DCVAW = "safety.police_104", "safety.dcvaw_119"
NEW = {"label": "Helpline of the city", "summary": "Listens, day and night.", "kind": "hotline", "region": "kri"}
NEW |= {"service_types": ["mhpss_basic"]}


@pytest.fixture
def dilan(person):
    return person("coordinator")


def keys(found):
    return {each.key for each in found}


def entry(context, key):
    return next(each for each in directory.directory(context) if each.key == key)


def at(context, monkeypatch, year, month, day, hour=9):
    monkeypatch.setattr(context, "now", lambda: datetime(year, month, day, hour, tzinfo=UTC))


def test_without_versions_it_is_what_plugins_ship(context):
    shipped = {f"{plugin.name}.{each.name}" for plugin in context.registry.active for each in plugin.services}
    found = directory.directory(context)
    assert keys(found) == shipped and {each.origin for each in found} == {"plugin"}
    assert entry(context, POLICE).area == "safety" and entry(context, POLICE).module == "ovtf_safety"


def test_a_correction_wins_and_leaves_the_other_fields(context, dilan):
    before = entry(context, POLICE).service
    directory.correct(context, dilan, POLICE, {"channels": [["phone", "105"]]})
    after = entry(context, POLICE)
    assert after.service == dataclasses.replace(before, channels=(("phone", "105"),))
    assert after.origin == "corrected" and after.module == "ovtf_safety"


def test_the_last_of_two_corrections_counts_and_none_is_written_when_nothing_changed(context, dilan):
    for number in ("105", "106", "106"):
        directory.correct(context, dilan, POLICE, {"channels": [["phone", number]]})
    assert entry(context, POLICE).service.channels == (("phone", "106"),)
    with context.records.read() as tx:
        assert len(services.history(tx, POLICE)) == 2


def test_an_upgrade_of_the_plugin_keeps_the_correction_and_brings_its_other_entries(context, dilan, monkeypatch):
    directory.correct(context, dilan, POLICE, {"hours": "8 to 14"})
    changed = [_upgraded(each) for each in context.registry.active]
    monkeypatch.setattr(context.registry, "active", changed)
    assert entry(context, POLICE).service.hours == "8 to 14" and entry(context, POLICE).service.cost == ""
    assert entry(context, DCVAW).service.cost == "free"


def _upgraded(plugin):
    return dataclasses.replace(plugin, services=tuple(dataclasses.replace(s, cost="free") for s in plugin.services))


def test_a_plugin_that_is_gone_takes_its_corrected_entries_along(context, dilan, monkeypatch):
    directory.correct(context, dilan, POLICE, {"hours": "8 to 14"})
    monkeypatch.setattr(context.registry, "active", [p for p in context.registry.active if p.name != "safety"])
    assert POLICE not in keys(directory.directory(context))


def test_retiring_hides_everywhere_and_bringing_back_shows_it_as_it_was(context, dilan):
    directory.correct(context, dilan, POLICE, {"hours": "8 to 14"})
    directory.retire(context, dilan, POLICE)
    assert POLICE not in keys(directory.find(context)) and keys(directory.retired(context)) == {POLICE}
    with pytest.raises(RecordError, match="not in the directory any more"):
        directory.correct(context, dilan, POLICE, {"hours": "9"})
    directory.restore(context, dilan, POLICE)
    assert entry(context, POLICE).service.hours == "8 to 14" and not directory.retired(context)


def test_an_entry_of_the_task_forces_own(context, dilan):
    key = directory.add(context, dilan, NEW | {"service_types": ["legal_aid"], "channels": [["phone", "١١٩"]]})
    assert key == "ovtf.helpline_of_the_city"
    added = entry(context, key)
    assert (added.origin, added.area, added.service.channels) == ("added", "ovtf", (("phone", "119"),))
    assert "ovtf__helpline_of_the_city" in {choice.name for choice in directory.as_choices(context)}


def test_keys_are_never_used_twice_also_after_retiring_and_for_names_in_arabic(context, dilan):
    first = directory.add(context, dilan, NEW)
    directory.retire(context, dilan, first)
    made = [directory.add(context, dilan, NEW), directory.add(context, dilan, NEW | {"label": "خط المساعدة"})]
    made.append(directory.add(context, dilan, NEW | {"label": "خط آخر"}))
    made.append(directory.add(context, dilan, NEW | {"label": "24 hours"}))
    assert made == ["ovtf.helpline_of_the_city_2", "ovtf.service", "ovtf.service_2", "ovtf.service_24_hours"]


def test_adding_the_same_twice_is_refused(context, dilan):
    directory.add(context, dilan, NEW)
    with pytest.raises(RecordError, match="already an entry"):
        directory.add(context, dilan, NEW | {"label": " helpline  of the City"})
    directory.add(context, dilan, NEW | {"governorates": ["IQ-AR"]})


def test_stale_is_older_than_ninety_days_a_month_counts_from_its_first_day(context, monkeypatch):
    at(context, monkeypatch, 2027, 1, 30)
    assert entry(context, POLICE).service.last_verified == "2026-11" and not entry(context, POLICE).is_stale
    at(context, monkeypatch, 2027, 1, 30, hour=22)  # past midnight in Baghdad: day 91
    assert entry(context, POLICE).is_stale


def test_what_nobody_ever_verified_is_stale_until_somebody_does(context, dilan, monkeypatch):
    at(context, monkeypatch, 2026, 11, 24, hour=22)
    key = directory.add(context, dilan, NEW)
    assert entry(context, key).is_stale and entry(context, key).verified is None
    directory.verify(context, dilan, key)
    found = entry(context, key)
    assert not found.is_stale
    assert (found.service.last_verified, found.service.verified_by) == ("2026-11-25", dilan.name)


def test_verifying_is_no_correction(context, dilan):
    directory.verify(context, dilan, POLICE)
    assert entry(context, POLICE).origin == "plugin" and entry(context, POLICE).service.verified_by == dilan.name


def test_a_correction_is_no_verification_and_cannot_pretend_to_be(context, dilan):
    directory.correct(context, dilan, POLICE, {"hours": "8 to 14"})
    assert entry(context, POLICE).service.last_verified == "2026-11"
    for forged in ({"last_verified": "2030-01-01"}, {"verified_by": "UN"}, {"name": "x"}, {"colour": "red"}):
        with pytest.raises(RecordError, match="not a field of the directory"):
            directory.correct(context, dilan, POLICE, forged)


@pytest.mark.parametrize(("role", "agency"), [("case_manager", "A01"), ("supervisor", "A01")])
def test_everyone_reads_and_only_the_task_force_writes(context, person, role, agency):
    who = person(role, agency)
    for attempt in (
        lambda: directory.correct(context, who, POLICE, {"hours": "9"}),
        lambda: directory.add(context, who, NEW),
        lambda: directory.retire(context, who, POLICE),
        lambda: directory.restore(context, who, POLICE),
        lambda: directory.verify(context, who, POLICE),
        lambda: directory.history(context, who, POLICE),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert POLICE in keys(directory.find(context, search="104"))


def test_an_administrator_writes_too(context, person):
    directory.verify(context, person("administrator"), POLICE)
    assert not entry(context, POLICE).is_stale


def test_every_write_is_in_the_audit_with_names_of_fields_and_no_values(context, person, dilan):
    directory.correct(context, dilan, POLICE, {"channels": [["phone", "105"]], "hours": "8 to 14"})
    directory.verify(context, dilan, POLICE)
    directory.retire(context, dilan, POLICE)
    directory.restore(context, dilan, POLICE)
    directory.add(context, dilan, NEW)
    noted = [each for each in audit.entries(context, person("administrator")) if each.action.startswith("service.")]
    wanted = {f"service.{verb}" for verb in ("correct", "verify", "retire", "restore", "add")}
    assert {each.action for each in noted} == wanted and {each.actor for each in noted} == {dilan.username}
    correction = next(each for each in noted if each.action == "service.correct")
    assert "channels" in correction.detail and "105" not in correction.detail


def test_history_says_who_changed_which_fields(context, dilan):
    assert directory.history(context, dilan, POLICE) == []
    directory.correct(context, dilan, POLICE, {"channels": [["phone", "105"]], "hours": "8 to 14"})
    directory.verify(context, dilan, POLICE)
    directory.retire(context, dilan, POLICE)
    last, checking, first = directory.history(context, dilan, POLICE)
    assert first.fields == ("channels", "hours") and first.by == dilan.name
    assert checking.fields == ("last_verified", "verified_by") and not checking.retired
    assert last.retired and last.fields == ()


def test_a_second_process_is_heard_at_once(context, dilan):
    assert entry(context, POLICE).service.hours == ""
    other = type(context).open(context.workspace, live=False)
    try:
        directory.correct(other, dilan, POLICE, {"hours": "8 to 14"})
    finally:
        other.close()
    assert entry(context, POLICE).service.hours == "8 to 14"


def test_the_layers_are_merged_once_while_nothing_changes(context, dilan, monkeypatch):
    asked = []
    newest = services.newest
    monkeypatch.setattr(services, "newest", lambda tx: asked.append(1) or newest(tx))
    for _turn in range(3):
        directory.find(context, search="police")
    assert len(asked) == 1
    directory.verify(context, dilan, POLICE)
    directory.directory(context)
    assert len(asked) == 2
