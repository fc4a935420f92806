"""A record with a projection, filled with a random history."""

from collections import namedtuple

import pytest

from dashboard.analysis.core import core_datasets, core_indicators, core_views
from dashboard.casework.core_forms import core_relations
from dashboard.projection import Projection
from dashboard.records import Records
from dashboard.registry import Registry
from tests.analysis.histories import NOW, Inventor
from tests.analysis.oracle import World

Declared = namedtuple("Declared", "area figure dataset")
REGISTRY = Registry.load()
FORMS = [*core_relations(), *REGISTRY.forms()]


def declared():
    """Every figure with its area and its dataset."""
    areas = [("core", core_datasets(), (*core_views(), *core_indicators()))]
    areas += [(each.name, each.datasets, (*each.views, *each.indicators)) for each in REGISTRY.active]
    for area, datasets, figures in areas:
        sets = {each.name: each for each in datasets}
        yield from (Declared(area, each, sets.get(each.dataset)) for each in figures)


FIGURES = {f"{each.area}.{each.figure.name}": each for each in declared()}


class Made:
    """An invented record and its projection."""

    def __init__(self, folder, seed, cases):
        self.records = Records.open(f"sqlite:///{folder / 'records.db'}")
        Inventor(seed, FORMS).fill(self.records, cases)
        self.projection = Projection.open(None, FORMS)
        self.projection.follow(self.records)
        self.world = World.read(self.records, NOW)

    def close(self):
        self.projection.close()
        self.records.close()


@pytest.fixture(scope="session")
def made(tmp_path_factory):
    found = Made(tmp_path_factory.mktemp("made"), seed=5, cases=400)
    yield found
    found.close()
