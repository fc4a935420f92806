"""What the directory offers where, for the page of service gaps."""

from dataclasses import astuple
from datetime import timedelta
from operator import sub

import pytest

from dashboard.actions.directory import editing as directory
from dashboard.actions.directory.supply import supply
from dashboard.errors import NotAllowed
from dashboard.i18n import use
from dashboard.release import Supply
from dashboard.release.supply import GROUPS, Listed, Offered
from dashboard.ui.taskforce.offered import needed, offers


@pytest.fixture
def dilan(person):
    return person("coordinator")


def shelter(**more) -> dict:
    return {
        "label": "Shelter one",
        "kind": "provider",
        "region": "kri",
        "governorates": ["IQ-AR"],
        "service_types": ["safe_house_shelter", "physical_protection"],
        "summary": "A safe place.",
        "source": "task force",
        "audience": "both",
    } | more


def listed(context, dilan, place: str, service: str = "protection") -> Listed:
    return supply(context, dilan).listed(service, [place])


def test_a_verified_entry_counts_once_for_its_group_where_it_works(context, dilan) -> None:
    before, erbil, baghdad = supply(context, dilan), listed(context, dilan, "IQ-AR"), listed(context, dilan, "IQ-BG")
    key = directory.add(context, dilan, shelter())
    assert "Shelter one" in supply(context, dilan).stale
    directory.verify(context, dilan, key)
    after = supply(context, dilan)
    assert after.entries == before.entries + 1 and "Shelter one" not in after.stale
    assert listed(context, dilan, "IQ-AR").entries == erbil.entries + 1
    assert listed(context, dilan, "IQ-BG") == baghdad


def test_police_numbers_are_no_shelter(context, dilan) -> None:
    place = ["IQ-AR"]
    before = supply(context, dilan)
    directory.verify(context, dilan, directory.add(context, dilan, shelter(service_types=["physical_protection"])))
    after = supply(context, dilan)
    assert after.listed("physical_protection", place).entries == before.listed("physical_protection", place).entries + 1
    assert after.listed("safe_house_shelter", place) == before.listed("safe_house_shelter", place)
    police = Supply(1, (Offered(frozenset(place), frozenset({"physical_protection", "protection"})),))
    use("en")
    assert not needed(police, "protection", place).entries and police.listed("protection", place).entries == 1
    assert offers(police, "protection", place) == "Safe house or shelter: none; Physical protection: 1"


def test_an_entry_counts_once_in_a_region_however_many_of_its_places_it_serves(context, dilan) -> None:
    both = ["IQ-AR", "IQ-DA"]
    before = supply(context, dilan).listed("protection", both).entries
    directory.verify(context, dilan, directory.add(context, dilan, shelter(governorates=both)))
    assert supply(context, dilan).listed("protection", both).entries == before + 1


@pytest.mark.parametrize(("audience", "more"), [("child", (1, 1, 0)), ("adult", (1, 0, 1)), ("both", (1, 1, 1))])
def test_entries_for_children_and_for_adults_are_told_apart(context, dilan, audience, more) -> None:
    before = listed(context, dilan, "IQ-AR")
    directory.verify(context, dilan, directory.add(context, dilan, shelter(audience=audience)))
    assert tuple(map(sub, astuple(listed(context, dilan, "IQ-AR")), astuple(before))) == more


def test_an_entry_that_was_not_verified_for_90_days_is_stale_and_counts_nowhere(context, dilan, monkeypatch) -> None:
    directory.verify(context, dilan, directory.add(context, dilan, shelter()))
    assert listed(context, dilan, "IQ-AR").entries >= 1
    later = context.now() + timedelta(days=91)
    monkeypatch.setattr(context, "now", lambda: later)
    assert "Shelter one" in supply(context, dilan).stale and not listed(context, dilan, "IQ-AR").entries


def test_only_who_sees_releases_may_ask(context, person) -> None:
    with pytest.raises(NotAllowed):
        supply(context, person("case_manager", "A01"))


def test_services_are_grouped_as_the_release_groups_them() -> None:
    from dashboard.release.core_menu import SERVICES, datasets

    sql = next(each.sql for each in datasets() if each.name == "needs")
    for kind, group in GROUPS.items():
        line = next(line for line in sql.splitlines() if f"'{kind}'" in line)
        assert line.rstrip().endswith(f"THEN '{group}'") and group in SERVICES
