"""The service directory: plugins' entries below, the task force's above; who may write, and what."""

import dataclasses
from datetime import UTC, datetime

import pytest

from dashboard.desk import audit, directory
from dashboard.errors import NotAllowed, RecordError
from dashboard.records import services

POLICE, DCVAW = "safety.police_104", "safety.dcvaw_119"
NEW = {"label": "Helpline of the city", "summary": "Listens, day and night.", "kind": "hotline", "region": "kri"}


@pytest.fixture
def dilan(person):
    return person("coordinator")


def keys(found):
    return {each.key for each in found}


def entry(house, key):
    return next(each for each in directory.directory(house) if each.key == key)


def at(house, monkeypatch, year, month, day, hour=9):
    monkeypatch.setattr(house, "now", lambda: datetime(year, month, day, hour, tzinfo=UTC))


def test_without_versions_it_is_what_plugins_ship(house):
    shipped = {f"{plugin.name}.{each.name}" for plugin in house.registry.active for each in plugin.services}
    found = directory.directory(house)
    assert keys(found) == shipped and {each.origin for each in found} == {"plugin"}
    assert entry(house, POLICE).area == "safety" and entry(house, POLICE).module == "ovtf_safety"


def test_a_correction_wins_and_leaves_the_other_fields(house, dilan):
    before = entry(house, POLICE).service
    directory.correct(house, dilan, POLICE, {"channels": [["phone", "105"]]})
    after = entry(house, POLICE)
    assert after.service == dataclasses.replace(before, channels=(("phone", "105"),))
    assert after.origin == "corrected" and after.module == "ovtf_safety"


def test_the_last_of_two_corrections_counts_and_none_is_written_when_nothing_changed(house, dilan):
    for number in ("105", "106", "106"):
        directory.correct(house, dilan, POLICE, {"channels": [["phone", number]]})
    assert entry(house, POLICE).service.channels == (("phone", "106"),)
    with house.records.read() as tx:
        assert len(services.history(tx, POLICE)) == 2


def test_an_upgrade_of_the_plugin_keeps_the_correction_and_brings_its_other_entries(house, dilan, monkeypatch):
    directory.correct(house, dilan, POLICE, {"hours": "8 to 14"})
    changed = [_upgraded(each) for each in house.registry.active]
    monkeypatch.setattr(house.registry, "active", changed)
    assert entry(house, POLICE).service.hours == "8 to 14" and entry(house, POLICE).service.cost == ""
    assert entry(house, DCVAW).service.cost == "free"


def _upgraded(plugin):
    return dataclasses.replace(plugin, services=tuple(dataclasses.replace(s, cost="free") for s in plugin.services))


def test_a_plugin_that_is_gone_takes_its_corrected_entries_along(house, dilan, monkeypatch):
    directory.correct(house, dilan, POLICE, {"hours": "8 to 14"})
    monkeypatch.setattr(house.registry, "active", [p for p in house.registry.active if p.name != "safety"])
    assert POLICE not in keys(directory.directory(house))


def test_retiring_hides_everywhere_and_bringing_back_shows_it_as_it_was(house, dilan):
    directory.correct(house, dilan, POLICE, {"hours": "8 to 14"})
    directory.retire(house, dilan, POLICE)
    assert POLICE not in keys(directory.find(house)) and keys(directory.retired(house)) == {POLICE}
    with pytest.raises(RecordError, match="not in the directory any more"):
        directory.correct(house, dilan, POLICE, {"hours": "9"})
    directory.restore(house, dilan, POLICE)
    assert entry(house, POLICE).service.hours == "8 to 14" and not directory.retired(house)


def test_an_entry_of_the_task_forces_own(house, dilan):
    key = directory.add(house, dilan, NEW | {"service_types": ["legal_aid"], "channels": [["phone", "١١٩"]]})
    assert key == "ovtf.helpline_of_the_city"
    added = entry(house, key)
    assert (added.origin, added.area, added.service.channels) == ("added", "ovtf", (("phone", "119"),))
    assert "ovtf__helpline_of_the_city" in {choice.name for choice in directory.as_choices(house)}


def test_keys_are_never_used_twice_also_after_retiring_and_for_names_in_arabic(house, dilan):
    first = directory.add(house, dilan, NEW)
    directory.retire(house, dilan, first)
    made = [directory.add(house, dilan, NEW), directory.add(house, dilan, NEW | {"label": "خط المساعدة"})]
    made.append(directory.add(house, dilan, NEW | {"label": "خط آخر"}))
    made.append(directory.add(house, dilan, NEW | {"label": "24 hours"}))
    assert made == ["ovtf.helpline_of_the_city_2", "ovtf.service", "ovtf.service_2", "ovtf.service_24_hours"]


def test_adding_the_same_twice_is_refused(house, dilan):
    directory.add(house, dilan, NEW)
    with pytest.raises(RecordError, match="already an entry"):
        directory.add(house, dilan, NEW | {"label": " helpline  of the City"})
    directory.add(house, dilan, NEW | {"governorates": ["IQ-AR"]})


def test_stale_is_older_than_ninety_days_a_month_counts_from_its_first_day(house, monkeypatch):
    at(house, monkeypatch, 2027, 1, 30)
    assert entry(house, POLICE).service.last_verified == "2026-11" and not entry(house, POLICE).is_stale
    at(house, monkeypatch, 2027, 1, 30, hour=22)  # past midnight in Baghdad: day 91
    assert entry(house, POLICE).is_stale


def test_what_nobody_ever_verified_is_stale_until_somebody_does(house, dilan, monkeypatch):
    at(house, monkeypatch, 2026, 11, 24, hour=22)
    key = directory.add(house, dilan, NEW)
    assert entry(house, key).is_stale and entry(house, key).verified is None
    directory.verify(house, dilan, key)
    found = entry(house, key)
    assert not found.is_stale
    assert (found.service.last_verified, found.service.verified_by) == ("2026-11-25", dilan.name)


def test_verifying_is_no_correction(house, dilan):
    directory.verify(house, dilan, POLICE)
    assert entry(house, POLICE).origin == "plugin" and entry(house, POLICE).service.verified_by == dilan.name


def test_a_correction_is_no_verification_and_cannot_pretend_to_be(house, dilan):
    directory.correct(house, dilan, POLICE, {"hours": "8 to 14"})
    assert entry(house, POLICE).service.last_verified == "2026-11"
    for forged in ({"last_verified": "2030-01-01"}, {"verified_by": "UN"}, {"name": "x"}, {"colour": "red"}):
        with pytest.raises(RecordError, match="not a field of the directory"):
            directory.correct(house, dilan, POLICE, forged)


@pytest.mark.parametrize(("role", "agency"), [("case_manager", "A01"), ("supervisor", "A01")])
def test_everyone_reads_and_only_the_task_force_writes(house, person, role, agency):
    who = person(role, agency)
    for attempt in (
        lambda: directory.correct(house, who, POLICE, {"hours": "9"}),
        lambda: directory.add(house, who, NEW),
        lambda: directory.retire(house, who, POLICE),
        lambda: directory.restore(house, who, POLICE),
        lambda: directory.verify(house, who, POLICE),
        lambda: directory.history(house, who, POLICE),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert POLICE in keys(directory.find(house, search="104"))


def test_an_administrator_writes_too(house, person):
    directory.verify(house, person("administrator"), POLICE)
    assert not entry(house, POLICE).is_stale


def test_every_write_is_in_the_audit_with_names_of_fields_and_no_values(house, person, dilan):
    directory.correct(house, dilan, POLICE, {"channels": [["phone", "105"]], "hours": "8 to 14"})
    directory.verify(house, dilan, POLICE)
    directory.retire(house, dilan, POLICE)
    directory.restore(house, dilan, POLICE)
    directory.add(house, dilan, NEW)
    noted = [each for each in audit.entries(house, person("administrator")) if each.action.startswith("service.")]
    wanted = {f"service.{verb}" for verb in ("correct", "verify", "retire", "restore", "add")}
    assert {each.action for each in noted} == wanted and {each.actor for each in noted} == {dilan.username}
    correction = next(each for each in noted if each.action == "service.correct")
    assert "channels" in correction.detail and "105" not in correction.detail


def test_history_says_who_changed_which_fields(house, dilan):
    assert directory.history(house, dilan, POLICE) == []
    directory.correct(house, dilan, POLICE, {"channels": [["phone", "105"]], "hours": "8 to 14"})
    directory.verify(house, dilan, POLICE)
    directory.retire(house, dilan, POLICE)
    last, checking, first = directory.history(house, dilan, POLICE)
    assert first.fields == ("channels", "hours") and first.by == dilan.name
    assert checking.fields == ("last_verified", "verified_by") and not checking.retired
    assert last.retired and last.fields == ()


def test_a_second_process_is_heard_at_once(house, dilan):
    assert entry(house, POLICE).service.hours == ""
    other = type(house).open(house.workspace, live=False)
    try:
        directory.correct(other, dilan, POLICE, {"hours": "8 to 14"})
    finally:
        other.close()
    assert entry(house, POLICE).service.hours == "8 to 14"


def test_the_layers_are_merged_once_while_nothing_changes(house, dilan, monkeypatch):
    asked = []
    newest = services.newest
    monkeypatch.setattr(services, "newest", lambda tx: asked.append(1) or newest(tx))
    for _turn in range(3):
        directory.find(house, search="police")
    assert len(asked) == 1
    directory.verify(house, dilan, POLICE)
    directory.directory(house)
    assert len(asked) == 2
