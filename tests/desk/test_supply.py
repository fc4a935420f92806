"""What the directory offers where, for the page of service gaps."""

from datetime import timedelta

import pytest

from dashboard.desk import directory
from dashboard.desk.supply import supply
from dashboard.errors import NotAllowed
from dashboard.release.supply import GROUPS


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
    } | more


def test_a_verified_entry_counts_once_for_its_group_where_it_works(house, dilan) -> None:
    before = supply(house, dilan)
    key = directory.add(house, dilan, shelter())
    assert "Shelter one" in supply(house, dilan).stale
    directory.verify(house, dilan, key)
    after = supply(house, dilan)
    assert after.entries == before.entries + 1 and "Shelter one" not in after.stale
    cell = ("IQ-AR", "protection")
    assert after.verified[cell] == before.verified.get(cell, 0) + 1
    assert after.verified.get(("IQ-BG", "protection"), 0) == before.verified.get(("IQ-BG", "protection"), 0)


def test_an_entry_that_was_not_verified_for_90_days_is_stale_and_counts_nowhere(house, dilan, monkeypatch) -> None:
    directory.verify(house, dilan, directory.add(house, dilan, shelter()))
    assert supply(house, dilan).verified["IQ-AR", "protection"] >= 1
    later = house.now() + timedelta(days=91)
    monkeypatch.setattr(house, "now", lambda: later)
    after = supply(house, dilan)
    assert "Shelter one" in after.stale and ("IQ-AR", "protection") not in after.verified


def test_only_who_sees_releases_may_ask(house, person) -> None:
    with pytest.raises(NotAllowed):
        supply(house, person("case_manager", "A01"))


def test_services_are_grouped_as_the_release_groups_them() -> None:
    from dashboard.release.core_menu import SERVICES, datasets

    sql = next(each.sql for each in datasets() if each.name == "needs")
    for kind, group in GROUPS.items():
        line = next(line for line in sql.splitlines() if f"'{kind}'" in line)
        assert line.rstrip().endswith(f"THEN '{group}'") and group in SERVICES
