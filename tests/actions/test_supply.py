"""What the directory offers where, for the page of service gaps."""

from datetime import timedelta

import pytest

from dashboard.actions.directory import editing as directory
from dashboard.actions.directory.supply import supply
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


def test_a_verified_entry_counts_once_for_its_group_where_it_works(context, dilan) -> None:
    before = supply(context, dilan)
    key = directory.add(context, dilan, shelter())
    assert "Shelter one" in supply(context, dilan).stale
    directory.verify(context, dilan, key)
    after = supply(context, dilan)
    assert after.entries == before.entries + 1 and "Shelter one" not in after.stale
    cell = ("IQ-AR", "protection")
    assert after.verified[cell] == before.verified.get(cell, 0) + 1
    assert after.verified.get(("IQ-BG", "protection"), 0) == before.verified.get(("IQ-BG", "protection"), 0)


def test_an_entry_that_was_not_verified_for_90_days_is_stale_and_counts_nowhere(context, dilan, monkeypatch) -> None:
    directory.verify(context, dilan, directory.add(context, dilan, shelter()))
    assert supply(context, dilan).verified["IQ-AR", "protection"] >= 1
    later = context.now() + timedelta(days=91)
    monkeypatch.setattr(context, "now", lambda: later)
    after = supply(context, dilan)
    assert "Shelter one" in after.stale and ("IQ-AR", "protection") not in after.verified


def test_only_who_sees_releases_may_ask(context, person) -> None:
    with pytest.raises(NotAllowed):
        supply(context, person("case_manager", "A01"))


def test_services_are_grouped_as_the_release_groups_them() -> None:
    from dashboard.release.core_menu import SERVICES, datasets

    sql = next(each.sql for each in datasets() if each.name == "needs")
    for kind, group in GROUPS.items():
        line = next(line for line in sql.splitlines() if f"'{kind}'" in line)
        assert line.rstrip().endswith(f"THEN '{group}'") and group in SERVICES
