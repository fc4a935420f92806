"""Test workspace: invented cases on which a plugin is tried, and an empty one. Nobody in it exists."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from typing import Any, Self

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
from dashboard.release.shapes import Part, Shape
from dashboard.workspace import Workspace
from ovtf_demo import fill

CASES = 300
AGENCIES = 3
MANAGER = "amal"
CELLS = 20
"""How many small cells of a release the attacker tries to work out; takes about a second."""
FEWER = 5
"""As many of each menu that may be declared instead: all three together take about three seconds."""
PARTS: tuple[Part, ...] = ("short", "year")
"""Of a menu that was declared by size: the tables of each quarter, and those of the year."""


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
        return self._menu()

    @property
    def period(self) -> str:
        """The last whole year: a year is never held back for too few cases."""
        return f"{self.now.year - 1}-Y"

    def _menu(self, *shape: Any) -> Policy:
        offers = (Offer(area.name, area.released, area.datasets, area.module) for area in self.registry.active)
        return menu(offers, *shape)

    @cached_property
    def release(self) -> Path:
        """A release file of the invented cases, with the tables of every area."""
        return self._released("releases", self.policy)

    @cached_property
    def declared(self) -> list[Path]:
        """Releases by the menus that may be declared instead, of a quarter and of a year: they take optional tables, too."""
        menus = {part: self._menu(Shape(size="medium"), part) for part in PARTS}
        return [self._released(part, replace(policy, place="alone")) for part, policy in menus.items()]

    def _released(self, name: str, policy: Policy) -> Path:
        path = self.path / f"{name}.duckdb"
        build(self.cases, path, self.period, journal=Unrecorded(), now=self.now, delay_days=0, policy=policy)
        return path

    @cached_property
    def proved(self) -> list[Broken]:
        """The counts that an attacker with a whole release can prove; raises ReleaseError when none can be tried."""
        counts = {self.release: CELLS} | dict.fromkeys(self.declared, FEWER)
        return [broken for path, count in counts.items() for broken in attack(path, self.period, count=count)[1]]
