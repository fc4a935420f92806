"""Pages of an older release with fewer tables, without any area, over a longer period: what is not there is left out."""

from pathlib import Path

import pytest

from dashboard.records import Records
from dashboard.release import CORE, Policy, Unrecorded, build
from tests.release.conftest import NOW, CaseStore, invent
from tests.ui.taskforce.conftest import EVERY, texts

BARE = Policy(
    tables=tuple(
        table for table in CORE.tables if table.name not in ("disability", "displacement", "governorate_by_risk_level")
    )
)


@pytest.fixture(scope="module")
def old(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("old")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"), [])
    source.add([*invent("2025-Q1", 40), *invent("2025-Q2", 40), *invent("2025-Q3", 300)])
    assert (
        build(source, folder / "r.duckdb", "2025-Q1", journal=Unrecorded(), now=NOW, delay_days=14, policy=BARE).outcome
        == "held"
    )
    assert (
        build(source, folder / "r.duckdb", "2025-H1", journal=Unrecorded(), now=NOW, delay_days=14, policy=BARE).outcome
        == "held"
    )
    build(source, folder / "r.duckdb", "2025-Y", journal=Unrecorded(), now=NOW, delay_days=14, policy=BARE)
    return folder / "r.duckdb"


@pytest.mark.parametrize("page", EVERY)
def test_each_page_draws_what_there_is(draw, old, page) -> None:
    said = texts(draw(page, path=old))
    assert "2025" in said and "has no table '" not in said


def test_a_release_from_before_reporting_names_no_agencies(draw, old) -> None:
    said = texts(draw("overview", path=old))
    assert "agencies" not in said and "Nobody reported for" not in said
