"""Every number that a workspace shows and releases, as plain values: what two versions of the code must agree on."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from dashboard.access import Principal, operator
from dashboard.actions.context import Context
from dashboard.actions.supervisor import figures
from dashboard.actions.taskforce import releases
from dashboard.actions.work import cases
from dashboard.actions.work import tasks as work
from dashboard.projection import Projection
from dashboard.records import people
from dashboard.release import Releases
from dashboard.release.counting import check_once, counts, together
from dashboard.release.library import at

AT = datetime(2026, 11, 28, 8, tzinfo=UTC)
"""The moment at which the numbers of stored workspaces are read."""
SOME = ("A01", "A02")
"""Agencies whose figures are compared: about 130 figures each, and those of more would take minutes."""


def everything(context: Context) -> dict[str, Any]:
    """Return live figures of each agency, the cases and tasks of one, exact counts of a release, published cells."""
    staff = [_signed_in(person) for person in _people(context)]
    found = {
        "figures": {
            who.agency: _figures(context, who) for who in staff if who.role == "supervisor" and who.agency in SOME
        },
        "cases": {who.username: list(_cases(context, who)) for who in staff if who.username == "amal"},
        "tasks": {who.username: list(_tasks(context, who)) for who in staff if who.role == "case_manager"},
        "counts": _counts(context),
        "published": _published(context),
    }
    return json.loads(json.dumps(found, default=str, sort_keys=True))


def _people(context: Context) -> list[Any]:
    with context.records.read() as tx:
        return sorted(people.every(tx), key=lambda person: person.username)


def _signed_in(person: Any) -> Principal:
    return Principal(
        person_id=person.id, username=person.username, name=person.name, role=person.role, agency=person.agency
    )


def _figures(context: Context, who: Principal) -> dict[str, Any]:
    numbers: dict[str, Any] = {"base": asdict(figures.agency_base(context, who))}
    for area in figures.agency_figures(context, who):
        assert not area.problems, area.problems
        for declared, number in (*area.figures, *area.shares, *area.times):
            values = asdict(number)
            assert values.pop("failed") == 0, "no case is left out of a figure (the old files do not know of it)"
            numbers[f"{area.area.name}.{declared.name}"] = values
    return numbers


def _cases(context: Context, who: Principal) -> Iterator[dict[str, Any]]:
    for case in cases.list_cases(context, who, size=500, order="oldest").cases:
        file = cases.read_case(context, who, case.key)
        yield {
            "case": asdict(file.case),
            "next_due": file.next_due,
            "consents": dict(file.work.consents),
            "steps": {".".join(key): event.state for key, event in sorted(file.work.items.items())},
            "forms": sorted(f"{sent.area}.{sent.form}" for sent in file.work.standing),
            "decisions": [(decision.level, decision.reasons) for decision in file.decisions],
            "tasks": [(task.name, task.area, task.due) for task in file.tasks],
        }


def _tasks(context: Context, who: Principal) -> Iterator[tuple[Any, ...]]:
    for task in work.my_work(context, who):
        yield task.case_key, task.name, task.area, task.due


def _counts(context: Context) -> dict[str, Any]:
    """The counts of the newest released quarter before any noise: what a release is made from."""
    source = Projection.open(None, context.relations())
    source.follow(context.records)
    policy, quarters = releases.plan(context, operator()), [str(Releases(context.workspace.releases).newest())]
    check_once(source, quarters)
    exact = {
        name: cells for group in together(policy) for name, cells in counts(source, group, quarters, policy).items()
    }
    source.close()
    return {name: {"|".join(codes): n for codes, n in sorted(cells.items()) if n} for name, cells in exact.items()}


def _published(context: Context) -> dict[str, Any]:
    """Every cell of every table of every release, in the order of the file."""
    library = at(context.workspace.releases)
    assert library.tables
    return {
        f"{period} {name}": {"floor": table.floor, "sigma": table.sigma, "cells": list(table.cells.values())}
        for (period, name), table in sorted(library.tables.items())
    }
