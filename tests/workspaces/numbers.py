"""Every number that a workspace shows and releases, as plain values: what two versions of the code must agree on."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from dashboard.access import Principal, operator
from dashboard.desk import cases, figures, releases, work
from dashboard.desk.house import House
from dashboard.projection import Projection
from dashboard.records import people
from dashboard.release import Releases
from dashboard.release.counting import check_once, counts, together
from dashboard.release.library import at

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
"""The moment at which the numbers of stored workspaces are read."""


def everything(house: House) -> dict[str, Any]:
    """Return live figures of each agency, the cases and tasks of one, exact counts of a release, published cells."""
    staff = [_signed_in(person) for person in _people(house)]
    found = {
        "figures": {who.agency: _figures(house, who) for who in staff if who.role == "supervisor"},
        "cases": {who.username: list(_cases(house, who)) for who in staff if who.username == "amal"},
        "tasks": {who.username: list(_tasks(house, who)) for who in staff if who.role == "case_manager"},
        "counts": _counts(house),
        "published": _published(house),
    }
    return json.loads(json.dumps(found, default=str, sort_keys=True))


def _people(house: House) -> list[Any]:
    with house.records.read() as tx:
        return sorted(people.every(tx), key=lambda person: person.username)


def _signed_in(person: Any) -> Principal:
    return Principal(
        person_id=person.id, username=person.username, name=person.name, role=person.role, agency=person.agency
    )


def _figures(house: House, who: Principal) -> dict[str, Any]:
    numbers: dict[str, Any] = {"base": asdict(figures.agency_base(house, who))}
    for area in figures.agency_figures(house, who):
        assert not area.problems, area.problems
        for declared, number in (*area.figures, *area.shares, *area.times):
            numbers[f"{area.area.name}.{declared.name}"] = asdict(number)
    return numbers


def _cases(house: House, who: Principal) -> Iterator[dict[str, Any]]:
    for case in cases.list_cases(house, who, size=500, order="oldest").cases:
        file = cases.read_case(house, who, case.key)
        yield {
            "case": asdict(file.case),
            "next_due": file.next_due,
            "consents": dict(file.work.consents),
            "steps": {".".join(key): event.state for key, event in sorted(file.work.items.items())},
            "forms": sorted(f"{sent.area}.{sent.form}" for sent in file.work.standing),
            "decisions": [(decision.level, decision.reasons) for decision in file.decisions],
            "tasks": [(task.name, task.area, task.due) for task in file.tasks],
        }


def _tasks(house: House, who: Principal) -> Iterator[tuple[Any, ...]]:
    for task in work.my_work(house, who):
        yield task.case_key, task.name, task.area, task.due


def _counts(house: House) -> dict[str, Any]:
    """The counts of the newest released quarter before any noise: what a release is made from."""
    source = Projection.open(None, house.relations())
    source.follow(house.records)
    policy, quarters = releases.plan(house, operator()), [str(Releases(house.workspace.releases).newest())]
    cases = check_once(source, quarters)
    exact = {name: cells for group in together(policy) for name, cells in counts(source, group, quarters, cases).items()}
    source.close()
    return {name: {"|".join(codes): n for codes, n in sorted(cells.items()) if n} for name, cells in exact.items()}


def _published(house: House) -> dict[str, Any]:
    """Every cell of every table of every release, in the order of the file."""
    library = at(house.workspace.releases)
    assert library.tables
    return {
        f"{period} {name}": {"floor": table.floor, "sigma": table.sigma, "cells": list(table.cells.values())}
        for (period, name), table in sorted(library.tables.items())
    }
