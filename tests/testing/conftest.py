"""A good plugin in a folder of its own, to be broken in one place, and one ground for all of them."""

import json
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from importlib import invalidate_caches
from importlib.metadata import distributions
from pathlib import Path

import pytest

from dashboard.registry import Registry
from dashboard.testing.ground import Ground
from dashboard.testing.opening import opened
from dashboard.testing.subject import Subject

GOOD = Path(__file__).parent / "good"


@dataclass(frozen=True)
class Copy:
    """A copy of the good plugin, installed as if in place: its folder is on the path."""

    path: Path

    @classmethod
    def make(cls, path: Path) -> "Copy":
        shutil.copytree(GOOD, path)
        info = path / "ovtf_shelter-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ovtf-shelter\nVersion: 1.0\n")
        (info / "entry_points.txt").write_text("[ovtf_dashboard.plugins]\nshelter = ovtf_shelter\n")
        (info / "direct_url.json").write_text(json.dumps({"url": path.as_uri(), "dir_info": {"editable": True}}))
        return cls(path)

    def change(self, name: str, old: str, new: str) -> None:
        """Replace a piece of a file of the package (or of the folder, after "../")."""
        file = self.path / "ovtf_shelter" / name
        text = file.read_text("utf-8")
        assert text.count(old) >= 1, f"{old!r} is not in {name}"
        file.write_text(text.replace(old, new), "utf-8")

    def write(self, name: str, text: str) -> None:
        (self.path / "ovtf_shelter" / name).write_text(text, "utf-8")

    @contextmanager
    def opened(self) -> Iterator[Subject]:
        forget()
        sys.path.insert(0, str(self.path))
        invalidate_caches()
        points = [point for each in distributions(path=[str(self.path)]) for point in each.entry_points]
        try:
            with opened((), points) as (subject,):
                yield subject
        finally:
            sys.path.remove(str(self.path))
            forget()


def forget() -> None:
    for name in [each for each in sys.modules if each.partition(".")[0] == "ovtf_shelter"]:
        del sys.modules[name]


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy.make(tmp_path / "shelter")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    with Copy.make(tmp_path_factory.mktemp("good") / "shelter").opened() as subject:
        yield subject


@pytest.fixture
def on_its_ground(good: Subject):
    """Return a function that sets a broken plugin on the good one's cases, which are slow to invent."""

    def moved(subject: Subject) -> Subject:
        registry = Registry([subject.plugin])
        ground, house = Ground(registry, ()), replace(good.ground.house, registry=registry)
        vars(house).update(projection=good.ground.cases)
        vars(ground).update(house=house, bare=good.ground.bare)
        return replace(subject, make_ground=lambda: ground)

    return moved
