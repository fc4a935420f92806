"""A small workspace with two agencies and one person of each role, for every test that needs a context."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboard.access import Principal, passwords
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.work import drafting
from dashboard.casework.intake import intake_form, new_case
from dashboard.contract import Case
from dashboard.contract.elements import EXAMPLE
from dashboard.forms import to_json
from dashboard.records import Records
from dashboard.records import people as people_table
from dashboard.registry import Plugin, Registry
from dashboard.settings import Settings
from dashboard.workspace import Workspace
from tests.tries import PROFILE

pytest_plugins = ["tests.browser", "tests.guide", "tests.installs", "tests.server"]

SLOW = ("template", "life", "crash", "example", "attacks", "release/attacks", "cli", "kit/test_doors", "demo")
"""Tests that build wheels, start processes, make the demo, or ask every area about everything: `make fast` leaves them out."""
NIGHTLY = (
    "analysis/test_oracle.py::test_every_figure_agrees_on_any_history",
    *(
        f"crash/test_killed.py::test_what_was_acknowledged_is_on_disk_after_a_kill_at_any_moment[{n}]"
        for n in range(2, 6)
    ),
    "crash/test_release_killed.py::test_a_killed_release_leaves_the_file_whole",
    *(
        f"actions/test_round_trip.py::test_an_entry_is_known_again_in_every_kind_of_file[{kind}]"
        for kind in ("briefcase", "odk_files", "odata")
    ),
    *(
        f"crash/test_release_spent.py::test_{name}"
        for name in (
            "a_killed_build_leaves_nothing_and_with_an_older_file_gives_no_second_draw[begun]",
            "a_killed_build_leaves_nothing_and_with_an_older_file_gives_no_second_draw[written]",
            "the_older_file_at_the_moment_of_the_kill_gives_no_second_draw_either[digest]",
            "a_lost_or_older_file_is_said_to_readers_too_and_mended_by_the_backup[older]",
        )
    ),
    *(
        f"attacks/test_scripting.py::test_no_text_of_somebody_else_comes_alive[{role}]"
        for role in ("case_manager-amal-en", "supervisor-sara-ar", "coordinator-dilan-en", "administrator-admin-ar")
    ),
    "release/attacks/test_membership.py::test_all_night",
    "release/attacks/test_likelihood.py::test_all_night",
)
"""Tests that take minutes however the code is: `make test-long` only.

CI compares each figure on two fixed histories, kills a writer six times, a release while it counts, and one after three of
its five steps, and looks for living text as each role in one language.
"""
FIRST = ("life", "journeys", "cli", "template", "kit", "attacks", "crash", "example", "release")
"""Folders of tests that take long; `make test` begins with them, so that its workers end at about the same time."""

MEASURED = ("access", "casework", "privacy", "records")
"""Tests during which coverage is counted, that of the rooms with these names (pyproject.toml)."""


def pytest_report_header() -> str:
    """Say how hard the property tests try in this run."""
    return f"hypothesis: {PROFILE}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark by where it is what is slow and what is not measured; put the long tests first, each file in its own order."""
    for item in items:
        if not any(f"tests/{place}/" in item.nodeid for place in MEASURED):
            item.add_marker("no_cover")
        if any(f"tests/{place}" in item.nodeid for place in SLOW):
            item.add_marker("slow")
        if any(f"tests/{place}" in item.nodeid for place in NIGHTLY):
            item.add_marker("long")
    items.sort(key=lambda item: next((at for at, name in enumerate(FIRST) if f"/{name}/" in item.nodeid), len(FIRST)))


ADMIN = Principal(
    person_id="operator", username="operator", name="Operator", role="administrator", agency=None, language="en"
)

NOT_ASKED = ("stream", "age_band", "primary_violence_type", "primary_platform")
"""What the intake form calculates of these answers, or asks only when there are several to choose from."""
INTAKE = {name: answer for name, answer in EXAMPLE.items() if name not in NOT_ASKED} | {
    "violence_types": ("sexual_extortion",)
}
"""Answers with which an adult's case is opened."""


@pytest.fixture(autouse=True)
def named_workspace() -> Iterator[None]:
    """Take back the workspace that a test's page has named: commands of the next test would read it."""
    yield
    os.environ.pop("OVTF_WORKSPACE", None)


@pytest.fixture(autouse=True, scope="session")
def quick_passwords() -> Iterator[None]:
    """Hash passwords at bcrypt's lowest cost in this process; commands in processes of their own keep the real one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "COST", 4)
        yield


@pytest.fixture(scope="session")
def new_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record with its tables and nothing in it, made once by the migrations."""
    path = tmp_path_factory.mktemp("record") / "records.db"
    Records.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def workspace(tmp_path: Path, new_record: Path) -> Workspace:
    made = Workspace.create(tmp_path / "ws")
    shutil.copy(new_record, made.path)
    return made


@pytest.fixture(scope="session")
def plugins() -> list[Plugin]:
    """The installed plugins, loaded once; each context gets a registry of its own with them."""
    return Registry.load().plugins


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory, new_record: Path, plugins: list[Plugin]) -> Path:
    """A workspace with two agencies and their projection, made once and copied for each test."""
    made = Workspace.create(tmp_path_factory.mktemp("small") / "ws")
    shutil.copy(new_record, made.path)
    opened = Context.open(made, registry=Registry(plugins))
    add_agencies(opened)
    opened.close()
    return made.path


@pytest.fixture
def context(workspace: Workspace, small: Path, plugins: list[Plugin]) -> Iterator[Context]:
    shutil.copytree(small, workspace.path, dirs_exist_ok=True)
    opened = Context.open(workspace, registry=Registry(plugins))
    yield opened
    opened.close()


def add_agencies(context: Context) -> None:
    """Add the two agencies of every small workspace."""
    people.add_agency(context, ADMIN, code="A01", name="Agency one")
    people.add_agency(context, ADMIN, code="A02", name="Agency two")


@pytest.fixture
def person(context: Context) -> Callable[..., Principal]:
    """Return a maker of signed-in people: person("case_manager", "A01")."""

    def make(role: str, agency: str | None = None, username: str = "") -> Principal:
        return add_person(context, role, agency, username)

    return make


def add_person(context: Context, role: str, agency: str | None = None, username: str = "") -> Principal:
    """Add somebody with this role, and return them signed in."""
    username = username or f"{role}{(agency or '').lower()}"
    added, _ = people.add_person(context, ADMIN, username=username, name=username.title(), role=role, agency=agency)
    with context.records.write() as tx:  # as when she has chosen a password of her own
        people_table.change(tx, added.id, must_change=False)
    return Principal(person_id=added.id, username=username, name=added.name, role=role, agency=agency, language="en")


@pytest.fixture
def open_case(context: Context) -> Callable[..., str]:
    """Return a maker of cases through the intake form; it returns the new case's key."""

    def make(who: Principal, **answers: Any) -> str:
        return add_case(context, who, **answers)

    return make


def with_settings(context: Context, **sections: Any) -> None:
    """Give the workspace of a context other settings, as config.toml would say them."""
    context.workspace = replace(context.workspace, settings=Settings.model_validate(sections))


def add_case(context: Context, who: Principal, **answers: Any) -> str:
    """Open a case through the intake form and return its key."""
    draft = drafting.open_draft(context, who, "core", "intake")
    outcome = drafting.submit(context, who, draft.id, INTAKE | answers)
    assert not outcome.problems, outcome.problems
    return outcome.case_key


__all__ = ["ADMIN", "INTAKE", "to_json"]


@pytest.fixture
def a_case() -> Case:
    """An invented case, in no store."""
    state = intake_form().examine(INTAKE, now=datetime(2026, 11, 24, tzinfo=UTC))
    return new_case(
        state.answers, key="OV-TEST-CASE", agency="A01", case_manager="p", at=datetime(2026, 11, 24, tzinfo=UTC)
    )
