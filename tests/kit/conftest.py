"""A good plugin in a folder of its own, to be broken in one place, and one test workspace for all of them."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from dashboard.registry import Registry
from ovtf_kit.opening import opened_from_folder
from ovtf_kit.subject import Subject
from ovtf_kit.workspace import TestWorkspace

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

    def opened(self):
        return opened_from_folder(self.path, "ovtf_shelter")


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    return Copy.make(tmp_path / "shelter")


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Subject]:
    with Copy.make(tmp_path_factory.mktemp("good") / "shelter").opened() as subject:
        yield subject


@pytest.fixture
def in_its_workspace(good: Subject):
    """Return a function that sets a broken plugin on the good one's cases, which are slow to invent."""

    def moved(subject: Subject) -> Subject:
        registry = Registry([subject.plugin])
        workspace, context = TestWorkspace(registry, ()), replace(good.workspace.context, registry=registry)
        vars(context).update(projection=good.workspace.cases)
        vars(workspace).update(context=context, bare=good.workspace.bare)
        return replace(subject, make_workspace=lambda: workspace)

    return moved
