"""Nobody who reads the whole file can bound a small cell, not even the largest agency."""

from dataclasses import replace
from datetime import UTC, datetime

import duckdb
import pytest

from dashboard.errors import ReleaseError
from dashboard.release import Policy, Table, menu
from dashboard.release.shapes import Shape
from tests.release.conftest import OFFERS

SAMPLE = 40


def reportable(cases):
    return [case for case in cases if case["reportable"]]


def test_whoever_reads_the_whole_file_bounds_no_small_cell(cases, store, publish, path, attack) -> None:
    some = cases("2026-Q3", 2000)
    publish(store(some), "2026-Q3")
    attacker, truth = attack.Attacker(), attack.joint(reportable(some))
    attacker.read(path, "2026-Q3")
    verdicts = attacker.judge(attack.small_cells(truth, SAMPLE), truth)
    assert len(verdicts) == SAMPLE
    assert not [v for v in verdicts if v.failed or v.exact]
    assert all(v.low <= v.true <= v.high for v in verdicts)


def test_the_largest_agency_bounds_no_small_cell_of_the_others(cases, store, publish, path, attack) -> None:
    some = reportable(cases("2026-Q3", 2000))
    publish(store(some), "2026-Q3")
    own = [case for case in some if case["agency"] == "A01"]
    assert len(own) > 350
    attacker, truth = attack.Attacker(known=attack.joint(own)), attack.joint(some)
    attacker.read(path, "2026-Q3")
    others = attack.small_cells(truth - attack.joint(own), SAMPLE)
    assert not [v for v in attacker.judge(others, truth) if v.failed or v.exact]


def test_late_withdrawn_and_corrected_cases_give_nothing_away(cases, store, publish, path, attack) -> None:
    source = store([*cases("2026-Q1", 1500), *cases("2026-Q2", 1500)])
    publish(source, "2026-Q1")
    before = _cube(path, "2026-Q1")
    source.change("UPDATE core.cases SET reportable = false WHERE hash(case_key) % 20 = 0")
    source.change("UPDATE core.cases SET governorate = 'IQ-HA' WHERE hash(case_key) % 20 = 1")
    source.add([case | {"quarter": "2026-Q1"} for case in cases("2026-Q1", 60, seed=9)])
    with pytest.raises(ReleaseError):
        publish(source, "2026-Q1", now=datetime(2029, 1, 1, tzinfo=UTC))
    publish(source, "2026-Q2")
    assert _cube(path, "2026-Q1") == before
    truth = attack.joint(_second_quarter(source))
    attacker = attack.Attacker()
    attacker.read(path, "2026-Q2")
    assert not [v for v in attacker.judge(attack.small_cells(truth, 15), truth) if v.failed or v.exact]


def _cube(path, period):
    with duckdb.connect(str(path), read_only=True) as file:
        return file.execute("SELECT * FROM cube WHERE period = ? ORDER BY ALL", [period]).fetchall()


def _second_quarter(source):
    columns = ("governorate", "violence_group", "risk_level", "stream")
    sql = f"SELECT {', '.join(columns)} FROM core.cases WHERE reportable AND quarter = '2026-Q2'"
    return [dict(zip(columns, row, strict=True)) for row in source.rows(sql)]


def test_whoever_reads_a_table_that_crosses_an_age_with_a_place_or_a_risk_learns_true_bounds(
    cases, store, publish, path, attack
) -> None:
    some = cases("2026-Q3", 2000)
    crossed = [("governorate", "stream"), ("age_sex", "risk_level"), ("stream", "age_sex")]
    policy = Policy(tables=(Table(name="total"), *(Table(name="_by_".join(dims), dims=dims) for dims in crossed)))
    publish(store(some), "2026-Q3", policy=policy)
    attacker, truth = attack.Attacker(), attack.joint(reportable(some))
    attacker.read(path, "2026-Q3")
    cells = [
        {"governorate": "IQ-BG", "age": "child"},
        {"governorate": "IQ-BG", "age": "adult"},
        {"risk_level": "high", "age": "child"},
        {"age": "adult"},
        {"age": "unknown"},
    ]
    verdicts = attacker.judge(cells, truth)
    assert all(v.low <= v.true <= v.high for v in verdicts)
    assert verdicts[0].high < 1000 and all(v.low > 0 for v in verdicts)


@pytest.mark.parametrize("part", ["short", "year"])
def test_whoever_reads_a_menu_by_size_bounds_no_small_cell(cases, store, publish, path, attack, part) -> None:
    some = cases("2026-Q3", 2000)
    policy = replace(menu(OFFERS, Shape(size="medium"), part), place="alone")
    publish(store(some), "2026-Q3", policy=policy)
    attacker, truth = attack.Attacker(), attack.joint(reportable(some))
    attacker.read(path, "2026-Q3")
    verdicts = attacker.judge(attack.small_cells(truth, 12), truth)
    assert not [v for v in verdicts if v.failed or v.exact] and all(v.low <= v.true <= v.high for v in verdicts)
    if part == "short":  # she reads a region as the governorates that are in it
        (north,) = attacker.judge([{"governorate": ("IQ-AR", "IQ-DA", "IQ-SU"), "risk_level": "high"}], truth)
        assert north.low <= north.true <= north.high < 2000
