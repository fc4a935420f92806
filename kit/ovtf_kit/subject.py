"""Subject: the plugin that is looked at, with what the rules need to know of it."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from importlib.metadata import EntryPoint
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

from dashboard.contract import Dataset
from dashboard.registry import Plugin
from ovtf_kit.salvage import Problem
from ovtf_kit.workspace import TestWorkspace


@dataclass(frozen=True)
class Subject:
    """A plugin as far as it could be loaded, the problems on the way, and the workspace that it is tried in."""

    plugin: Plugin
    point: EntryPoint
    problems: tuple[Problem, ...]
    make_workspace: Callable[[], TestWorkspace] = field(repr=False)
    module: ModuleType | None = None

    @property
    def name(self) -> str:
        """The area."""
        return self.plugin.name

    @property
    def works(self) -> bool:
        """Whether it loaded whole, so that it can be tried on invented cases."""
        return self.plugin.status == "active" and not self.problems

    @property
    def workspace(self) -> TestWorkspace:
        """A workspace with invented cases, made when the first rule asks for it."""
        return self.make_workspace()

    @cached_property
    def folder(self) -> Traversable | None:
        """The plugin's package, None when it is one module or cannot be imported."""
        return files(self.module) if self.module is not None and hasattr(self.module, "__path__") else None

    @cached_property
    def source(self) -> Path | None:
        """The folder that it was installed from, None when that is not on this machine."""
        written = self.point.dist.read_text("direct_url.json") if self.point.dist else None
        address = urlsplit(json.loads(written)["url"]) if written else urlsplit("")
        path = Path(unquote(address.path))
        return path if address.scheme == "file" and (path / "pyproject.toml").exists() else None

    def dataset(self, name: str) -> Dataset:
        """Return a dataset as figures see it: one of the plugin's, a form of its own, or "cases"."""
        if own := next((dataset for dataset in self.plugin.datasets if dataset.name == name), None):
            return own
        if name == "cases":
            return Dataset(name=name, sql="SELECT * FROM core.cases")
        return Dataset(name=name, sql=f'SELECT * FROM "{self.name}"."{name}" WHERE NOT superseded')
