"""A release is built once, whole or not at all, and holds nothing but its full grid of shown numbers."""

import logging
from itertools import product

import duckdb
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from dashboard.errors import ReleaseError
from dashboard.release import Period, Policy, Releases, Table, Unrecorded, build, menu, verify
from dashboard.release.adjusting import accuracy
from dashboard.release.tabulate import tabulate
from dashboard.release.turns import only_builder
from tests.release.conftest import FULL, OFFERS
from tests.tries import tries

QUARTER = Period.parse("2026-Q3")
GRID = sum(len(list(product(*(FULL.domains[dim] for dim in table.dims)))) for table in FULL.tables)
FLOORS = {name: exact.floor for name, exact in accuracy(FULL).items()}


def test_a_build_publishes_every_table_of_the_menu(cases, store, publish, path) -> None:
    summary = publish(store(cases("2026-Q3", 1500)), "2026-Q3")
    releases = Releases(path)
    assert (summary.outcome, summary.tables, summary.cells) == ("published", len(FULL.tables), GRID)
    assert releases.newest() == "2026-Q3" and releases.about("2026-Q3").digest == summary.digest
    assert abs(releases.cell("2026-Q3", "total") - 1425) < 60


def test_large_cells_come_out_close_to_the_truth(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 2000))
    publish(source, "2026-Q3")
    truth = dict(source.rows("SELECT governorate, count(*) FROM core.cases WHERE reportable GROUP BY ALL"))
    table = Releases(path).table("2026-Q3", "governorate")
    for place, count in truth.items():
        if count >= 40:
            assert abs(table[(place,)] - count) <= 21 + 2


def test_only_reportable_cases_of_the_period_count(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 600))
    source.change("UPDATE core.cases SET reportable = quarter = '2026-Q3' AND risk_level = 'high'")
    source.add([case | {"reportable": True} for case in cases("2026-Q2", 900)])
    high = source.rows("SELECT count(*) FROM core.cases WHERE reportable AND quarter = '2026-Q3'")[0][0]
    publish(source, "2026-Q3")
    assert abs(Releases(path).cell("2026-Q3", "total") - high) <= 15 + 2
    assert Releases(path).cell("2026-Q3", "risk_level", "normal") in (None, 10, 15, 20, 25)


def test_a_second_publication_is_refused_and_changes_nothing(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 800))
    publish(source, "2026-Q3")
    before = path.read_bytes()
    source.add(cases("2026-Q3", 50, seed=1))
    with pytest.raises(ReleaseError, match="already published"):
        publish(source, "2026-Q3")
    assert path.read_bytes() == before


def test_an_open_period_is_refused(cases, store, publish, path) -> None:
    with pytest.raises(ReleaseError, match="15 Oct 2026"):
        publish(store(cases("2026-Q3", 800)), "2026-Q3", now=QUARTER.end)
    assert not path.exists()


def test_a_menu_over_the_budget_publishes_nothing(cases, store, publish, path) -> None:
    added = (Table(name=f"t{n}", dims=("stream",)) for n in range(20))
    dear = Policy(tables=(*FULL.tables, *added), domains=FULL.domains)
    with pytest.raises(ReleaseError, match="t19"):
        publish(store(cases("2026-Q3", 800)), "2026-Q3", policy=dear)
    assert not path.exists()


def test_the_same_key_makes_the_same_rows_and_another_key_others(cases, store) -> None:
    source = store(cases("2026-Q3", 800))
    keys = (b"a" * 32, b"a" * 32, b"b" * 32)
    first, again, other = (tabulate(source, QUARTER, ["2026-Q3"], FULL, key) for key in keys)
    assert first == again
    assert first != other


def test_two_builds_of_the_same_cases_differ_because_no_key_is_kept(cases, store, tmp_path) -> None:
    source = store(cases("2026-Q3", 800))
    how = {"journal": Unrecorded(), "now": QUARTER.end, "delay_days": 0}
    digests = {build(source, tmp_path / f"{n}.duckdb", "2026-Q3", **how).digest for n in range(2)}
    assert len(digests) == 2


codes = {dim: st.sampled_from(FULL.domains[dim]) for table in FULL.tables for dim in table.dims}
some_cases = st.lists(
    st.fixed_dictionaries(
        {
            **codes,
            "agency": st.sampled_from(["A01", "A02"]),
            "quarter": st.sampled_from(["2026-Q2", "2026-Q3"]),
            "reportable": st.booleans(),
        }
    ),
    max_size=60,
)


@tries(40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(some_cases, st.binary(min_size=32, max_size=32))
def test_whatever_the_cases_the_grid_is_full_and_every_number_on_it(store, some, key) -> None:
    source = store([case | {"case_key": str(n)} for n, case in enumerate(some)])
    rows = tabulate(source, QUARTER, ["2026-Q3"], FULL, key)
    assert len(rows) == len({row[:3] for row in rows}) == GRID
    assert rows == sorted(rows, key=lambda row: tuple(code or "" for code in row[:3]))
    for table, _first, _second, number, *_accuracy in rows:
        assert number is None or (number >= FLOORS[table] and number % 5 == 0)


def test_a_code_outside_the_list_stops_the_build_and_is_not_repeated(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 800))
    source.change("UPDATE core.cases SET governorate = 'secret place' WHERE case_key = 'OV-2026-Q3-0-7'")
    source.change("UPDATE core.cases SET reportable = true")
    with pytest.raises(ReleaseError) as caught:
        publish(source, "2026-Q3")
    assert "secret" not in str(caught.value) and caught.value.__cause__ is None and not path.exists()


def test_a_case_that_is_there_twice_stops_the_build(cases, store, publish) -> None:
    source = store(cases("2026-Q3", 800))
    source.change("INSERT INTO core.cases SELECT * FROM core.cases WHERE reportable LIMIT 1")
    with pytest.raises(ReleaseError, match="twice"):
        publish(source, "2026-Q3")


def test_the_file_holds_no_key_agency_or_other_trace_of_a_case(cases, store, publish, path, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        publish(store(cases("2026-Q3", 800)), "2026-Q3")
    raw = path.read_bytes()
    assert b"OV-2026" not in raw and b"A01" not in raw
    with duckdb.connect(str(path), read_only=True) as file:
        found = {row[0] for row in file.execute("SELECT table_name FROM duckdb_tables()").fetchall()}
        columns = {
            row[0]
            for row in file.execute("SELECT column_name FROM duckdb_columns() WHERE table_name = 'cube'").fetchall()
        }
    assert found == {"cube", "release", "reported"} and columns == {
        "period",
        "tab",
        "d1",
        "d2",
        "shown",
        "revision",
        "low",
        "high",
        "deviation",
    }
    assert [record.getMessage() for record in caplog.records] == ["release 2026-Q3: published"]


def test_a_failed_build_leaves_no_draft_behind(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 800))
    source.change("DROP TABLE core.cases")
    with pytest.raises(ReleaseError, match="Rebuild"):
        publish(source, "2026-Q3")
    assert {each.suffix for each in path.parent.iterdir()} == {".lock"}


def test_two_builders_do_not_meet(cases, store, publish, path) -> None:
    with only_builder(path), pytest.raises(ReleaseError, match="being built"):
        publish(store(cases("2026-Q3", 800)), "2026-Q3")
    publish(store(cases("2026-Q3", 800)), "2026-Q3")


class TestTooLittleData:
    """A quarter with too few cases waits for a longer period; that it waits is final too."""

    def test_a_small_quarter_is_held_back_and_says_what_comes_next(self, cases, store, publish, path) -> None:
        summary = publish(store(cases("2026-Q3", 40)), "2026-Q3")
        assert summary.outcome == "held" and "2026-H2" in summary.message
        assert Releases(path).periods() == () and Releases(path).newest() is None
        with duckdb.connect(str(path), read_only=True) as file:
            assert file.execute("SELECT count(*) FROM cube").fetchone() == (0,)

    def test_trying_a_held_quarter_again_is_refused(self, cases, store, publish) -> None:
        source = store(cases("2026-Q3", 40))
        publish(source, "2026-Q3")
        source.add(cases("2026-Q3", 900, seed=1))
        with pytest.raises(ReleaseError, match="2026-H2"):
            publish(source, "2026-Q3")

    def test_the_half_year_gathers_held_quarters_and_pays_for_that(self, cases, store, publish, path) -> None:
        source = store([*cases("2026-Q3", 40), *cases("2026-Q4", 200)])
        publish(source, "2026-Q3")
        assert publish(source, "2026-H2").mu == pytest.approx(FULL.mu(1))
        assert Releases(path).about("2026-H2").quarters == ("2026-Q3", "2026-Q4")
        with pytest.raises(ReleaseError, match="already in another release"):
            publish(source, "2026-Q4")

    def test_a_published_quarter_is_left_out_of_the_year(self, cases, store, publish, path) -> None:
        source = store([*cases("2026-Q1", 300), *cases("2026-Q2", 20), *cases("2026-Q3", 20)])
        assert [publish(source, f"2026-Q{n}").outcome for n in (1, 2, 3)] == ["published", "held", "held"]
        with pytest.raises(ReleaseError, match="already in another release"):
            publish(source, "2026-H1")
        assert publish(source, "2026-Y").outcome == "published"
        assert Releases(path).about("2026-Y").quarters == ("2026-Q2", "2026-Q3", "2026-Q4")
        assert Releases(path).cell("2026-Y", "total") in (None, *range(10, 60, 5))

    def test_a_year_is_published_however_small(self, store, publish, path) -> None:
        assert publish(store(), "2026-Y").outcome == "published"
        numbers = Releases(path).table("2026-Y", "governorate").cells.values()
        assert all(number is None or number <= 25 for number in numbers)

    def test_what_is_held_names_only_a_longer_period_that_can_still_be_released(self, cases, store, publish) -> None:
        source = store([*cases("2026-Q1", 300), *cases("2026-Q2", 20), *cases("2026-Q3", 300), *cases("2026-Q4", 300)])
        publish(source, "2026-Q1")
        assert "2026-Y" in publish(source, "2026-Q2").message
        for quarter in ("2026-Q3", "2026-Q4"):
            publish(source, quarter)
        with pytest.raises(ReleaseError, match="stay unpublished"):
            publish(source, "2026-Q2")
        for longer in ("2026-H1", "2026-Y"):
            with pytest.raises(ReleaseError, match="only those of 2026-Q2 are not"):
                publish(source, longer)

    def test_after_two_decisions_to_wait_the_message_says_what_to_leave_out(self, cases, store, publish, path) -> None:
        source = store([*cases("2026-Q3", 20), *cases("2026-Q4", 20), *cases("2026-Q1", 200)])
        assert [publish(source, period).outcome for period in ("2026-Q3", "2026-H2")] == ["held", "held"]
        with pytest.raises(ReleaseError, match=r"2 decisions to wait .* --without AREA .*safety"):
            publish(source, "2026-Y")
        rest = menu(each for each in OFFERS if each.area not in ("safety", "digital"))
        assert publish(source, "2026-Y", policy=rest).outcome == "published"
        assert verify(Releases(path)) == []
