"""Every view and indicator gives the same on other engines as on DuckDB (make test-engines)."""

import pytest

from dashboard.analysis import Cut
from dashboard.analysis.compile import compile_indicator, compile_view, render, source
from dashboard.contract import View
from tests.analysis.conftest import FIGURES, Made
from tests.analysis.histories import NOW
from tests.conformance.engines import ENGINES

pytestmark = pytest.mark.engines
CUT = Cut(agency="A01", now=NOW)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    found = Made(tmp_path_factory.mktemp("made"), seed=11, cases=80)
    yield found
    found.close()


@pytest.fixture(scope="module", params=ENGINES)
def engine(request, made, tmp_path_factory):
    folder = tmp_path_factory.mktemp(request.param)
    for parent in (folder, folder.parent, folder.parent.parent):
        parent.chmod(0o755)  # another user runs the engine where this one is root
    found = ENGINES[request.param](folder)
    found.load(made.projection)
    yield found
    found.close()


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_is_the_same_on_every_engine(engine, made, name):
    statement = compiled(made.projection, name)
    here = made.projection.ask(render(statement)).rows
    assert plain(engine.rows(render(statement, engine.dialect))) == plain(here)


def compiled(projection, name):
    area, declared, dataset = FIGURES[name]
    sql = dataset.sql if dataset else f"SELECT * FROM {area}.{declared.dataset} WHERE NOT superseded"
    sql = "SELECT * FROM core.cases" if declared.dataset == "cases" else sql
    tree = source(projection.gated(area, sql), CUT.now)
    if not isinstance(declared, View):
        return compile_indicator(declared, tree, CUT)
    kinds = dict(row[:2] for row in projection.ask(f"DESCRIBE {render(tree)}").rows)
    return compile_view(declared, tree, {by for by in declared.by if kinds[by].endswith("[]")}, CUT)


def plain(rows):
    """Return rows in no order, numbers as numbers."""
    return sorted([tuple(_plain(value) for value in row) for row in rows], key=str)


def _plain(value):
    try:
        return None if value is None else round(float(value), 6)
    except ValueError:
        return str(value)
