"""Test workspace: invented cases on which a plugin is tried, and an empty one. Nobody in it exists."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Self

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.case_file import CaseFile, case_files
from dashboard.contract import Case
from dashboard.projection import Projection
from dashboard.records import Records, cases, people
from dashboard.records.sealing import Key
from dashboard.registry import Plugin, Registry
from dashboard.release import Offer, Policy, Unrecorded, build, menu
from dashboard.release.attacker import Broken, attack
from dashboard.workspace import Workspace
from ovtf_demo import fill

CASES = 300
AGENCIES = 3
MANAGER = "amal"
CELLS = 20
"""How many small cells of a release the attacker tries to work out; takes about a second."""


@dataclass
class _Place:
    """The records to fill, and the plugins whose forms are filled in."""

    records: Records
    registry: Registry
    key: Key


class TestWorkspace:
    """Invented cases with filled-in forms of some plugins, beside all others that are installed and work."""

    __test__ = False  # the name makes pytest take it for tests

    def __init__(self, registry: Registry, filled: Sequence[Plugin]) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="ovtf-check-")
        self.path = Path(self._folder.name)
        self.registry = registry
        self.now = datetime.now(UTC)
        self._filled = filled

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        for cached in ("context", "bare"):
            if cached in vars(self):  # each is opened only when somebody first asks for it
                getattr(self, cached).close()
        self._folder.cleanup()

    @cached_property
    def context(self) -> Context:
        """The workspace with invented cases; their answers are random choices that each form accepts."""
        space = Workspace.create(self.path / "invented", demo=True)
        context = Context(space, Records.open(space.database_url), self.registry)
        place = _Place(context.records, Registry(self._filled), context.key)
        fill(place, cases=CASES, now=self.now, progress=lambda _done, _text: None, agencies=AGENCIES)
        context.refresh()
        return context

    @cached_property
    def bare(self) -> Context:
        """A workspace without a case."""
        space = Workspace.create(self.path / "bare")
        context = Context(space, Records.open(space.database_url), self.registry)
        context.refresh()
        return context

    @property
    def cases(self) -> Projection:
        """The typed relations of the invented cases."""
        return self.context.projection

    @property
    def empty(self) -> Projection:
        """The typed relations without a row."""
        return self.bare.projection

    @cached_property
    def manager(self) -> Principal:
        """The invented case manager, as signed in."""
        with self.context.records.read() as tx:
            person = people.by_username(tx, MANAGER)
        assert person is not None, "filling hires her"
        return Principal(
            person_id=person.id,
            username=person.username,
            name=person.name,
            role="case_manager",
            agency=person.agency,
            language="en",
        )

    @cached_property
    def case_files(self) -> list[tuple[Case, CaseFile]]:
        """Every invented case with what is on its record."""
        with self.context.records.read() as tx:
            every_case = cases.every(tx)
            files = case_files(tx, [case.key for case in every_case])
        return [(case, files[case.key]) for case in every_case]

    @property
    def policy(self) -> Policy:
        """The menu of a release with the tables of every area; raises ReleaseError when it cannot be put together."""
        return menu(
            Offer(plugin.name, plugin.released, plugin.datasets, plugin.module) for plugin in self.registry.active
        )

    @property
    def period(self) -> str:
        """The last whole year: a year is never held back for too few cases."""
        return f"{self.now.year - 1}-Y"

    @cached_property
    def release(self) -> Path:
        """A release file of the invented cases, with the tables of every area."""
        path = self.path / "releases.duckdb"
        build(self.cases, path, self.period, journal=Unrecorded(), now=self.now, delay_days=0, policy=self.policy)
        return path

    @cached_property
    def proved(self) -> list[Broken]:
        """The counts that an attacker with the whole release can prove; raises ReleaseError when none can be tried."""
        return attack(self.release, self.period, count=CELLS)[1]
