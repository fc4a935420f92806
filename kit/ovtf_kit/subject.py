"""Subject: the plugin that is checked, with what the rules need to know of it."""

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
    """A plugin as far as it could be loaded, the problems on the way, and the workspace in which the rules try it."""

    plugin: Plugin
    point: EntryPoint
    problems: tuple[Problem, ...]
    make_workspace: Callable[[], TestWorkspace] = field(repr=False)
    module: ModuleType | None = None

    @property
    def name(self) -> str:
        """The name of the plugin's area, such as "safety"."""
        return self.plugin.name

    @property
    def works(self) -> bool:
        """Whether the plugin loaded without a problem, so that it can be tried on invented cases."""
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
        """The author's folder that the plugin was installed from, None when that folder is not on this machine."""
        written = self.point.dist.read_text("direct_url.json") if self.point.dist else None
        address = urlsplit(json.loads(written)["url"]) if written else urlsplit("")
        path = Path(unquote(address.path))
        return path if address.scheme == "file" and (path / "pyproject.toml").exists() else None

    def dataset(self, name: str) -> Dataset:
        """Return what a figure means by a dataset's name: a dataset of the plugin, "cases", or one of its forms."""
        for dataset in self.plugin.datasets:
            if dataset.name == name:
                return dataset
        if name == "cases":
            return Dataset(name=name, sql="SELECT * FROM core.cases")
        return Dataset(name=name, sql=f'SELECT * FROM "{self.name}"."{name}" WHERE NOT superseded')
