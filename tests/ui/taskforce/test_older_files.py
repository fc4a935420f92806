"""Pages of an older release with fewer tables, without any area, over a longer period: what is not there is left out."""

import shutil
from pathlib import Path

import duckdb
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


def test_a_backlog_that_was_declared_stands_beside_who_reported_and_nothing_where_none_was(
    draw, published, tmp_path
) -> None:
    path = shutil.copy(published, tmp_path / "backlog.duckdb")
    assert "Cases of earlier months" not in texts(draw("reported", path=path))
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE reported SET backlog = true WHERE period = '2026-Q3' AND code = 'A02'")
    said = texts(draw("reported", path=path))
    assert "Cases of earlier months were entered in this period by: Agency A02" in said
    assert said.count("late, with cases of earlier months") == 1


def test_the_sentence_that_an_older_correction_has_is_not_repeated(draw, published, tmp_path) -> None:
    path = shutil.copy(published, tmp_path / "old.duckdb")
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE cube SET revision = 1 WHERE period = '2026-Q3'")
        file.execute("UPDATE reported SET revision = 1 WHERE period = '2026-Q3'")
        file.execute(
            "UPDATE release SET outcome = 'corrected', revision = 1, approver = 'dilan', reason = 'Amal of Halabja' "
            "WHERE period = '2026-Q3'"
        )
    said = texts(draw("releases", path=path))
    assert "Halabja" not in said and "Another error" in said
    assert "A case that is in both versions has spent" in said and "with its first version" in said
