"""Fake installed distributions: a folder with a module and its dist-info, on the path for one test."""

import sys
from importlib.metadata import distributions
from pathlib import Path

import pytest

from dashboard.registry import Registry


@pytest.fixture
def install(tmp_path: Path, monkeypatch):
    """Return a function that installs a fake distribution, and one that loads all of them."""
    monkeypatch.syspath_prepend(str(tmp_path))
    made: list[str] = []

    def one(name: str, code: str, dist: str = "") -> None:
        module = f"fake_{dist or name}".replace("-", "_")
        (tmp_path / f"{module}.py").write_text(code, "utf-8")
        info = tmp_path / f"{dist or 'ovtf-x-' + name}-1.2.dist-info".replace("ovtf-x-", "ovtf_x_")
        info.mkdir()
        (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {dist or 'ovtf-x-' + name}\nVersion: 1.2\n")
        (info / "entry_points.txt").write_text(f"[ovtf_dashboard.plugins]\n{name} = {module}\n")
        made.append(module)

    def load() -> Registry:
        points = [
            p
            for d in distributions(path=[str(tmp_path)])
            for p in d.entry_points
            if p.group == "ovtf_dashboard.plugins"
        ]
        return Registry.load(points)

    one.load = load
    yield one
    for module in made:
        sys.modules.pop(module, None)
