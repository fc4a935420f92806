"""Tables that are counted together come out as each by itself, and nothing is counted twice."""

from dataclasses import replace

import pytest

from dashboard import Dataset, Released
from dashboard.codes import names
from dashboard.errors import ReleaseError
from dashboard.release import CORE, Offer, Policy, Table, menu
from dashboard.release.counting import MOST, check_once, counts, together
from dashboard.release.sums import grid
from tests.release.conftest import FULL

QUARTERS = ["2026-Q3"]


def test_every_table_is_in_one_group_of_its_own_dataset_and_groups_stay_small() -> None:
    groups = together(FULL)
    assert sorted(table.name for group in groups for table in group) == sorted(table.name for table in FULL.tables)
    for group in groups:
        assert len({(t.origin.area, t.origin.sql) if t.origin else None for t in group}) == 1
        cells = 1
        for dim in {dim for table in group for dim in table.dims}:
            cells *= len(FULL.domains[dim])
        assert cells <= MOST
    assert len(together(CORE)) < len(CORE.tables) / 3, "the columns of a case are looked at a few times only"


def test_tables_that_share_a_dimension_and_count_other_columns_are_not_mixed_up(cases, store) -> None:
    rows = Dataset(name="d", sql="SELECT case_key, 'yes' AS told, 'no' AS safe FROM core.cases")
    codes = {"yes": "Yes", "no": "No", "none": "Not known"}
    asked = [
        Released(name=column, label=column, dataset="d", by=("region", column), own={column: codes}, sigma=9)
        for column in ("told", "safe")
    ]
    policy = menu([Offer("probe", tuple(asked), (rows,))])
    (group,) = [group for group in together(policy) if group[0].name.startswith("probe")]
    found = counts(store(cases("2026-Q3", 40)), group, ["2026-Q3"], policy)
    assert {codes[1] for codes in found["probe_told"]} == {"yes"} and {codes[1] for codes in found["probe_safe"]} == {
        "no"
    }


def test_a_table_too_large_to_share_is_counted_alone() -> None:
    wide = tuple(f"code{n}" for n in range(MOST))
    policy = Policy(
        tables=(*CORE.tables, Table(name="wide", dims=("stream", "wide"))), domains=CORE.domains | {"wide": wide}
    )
    assert [policy.tables[-1]] in together(policy)


def test_counted_together_is_counted_alone(cases, store) -> None:
    source = store([*cases("2026-Q3", 700), *cases("2026-Q2", 100)])
    every = check_once(source, QUARTERS)
    for group in together(FULL):
        found = counts(source, group, QUARTERS, FULL)
        for table in group:
            assert found[table.name] == counts(source, [table], QUARTERS, FULL)[table.name]
            assert sum(found[table.name].values()) == every
    assert every == source.rows("SELECT count(*) FROM core.cases WHERE reportable AND quarter = '2026-Q3'")[0][0]


@pytest.mark.parametrize("order", ["case_key", "case_key DESC", "hash(case_key)"])
def test_a_case_that_is_there_twice_is_found_in_any_order(cases, store, order) -> None:
    source = store(cases("2026-Q3", 300))
    source.change(f"CREATE TABLE core.kept AS SELECT * FROM core.cases WHERE reportable ORDER BY {order}")
    source.change("DELETE FROM core.cases")
    source.change("INSERT INTO core.cases SELECT * FROM core.kept")
    assert check_once(source, QUARTERS) == source.rows("SELECT count(*) FROM core.cases")[0][0]
    source.change("INSERT INTO core.cases SELECT * FROM core.kept LIMIT 1")
    with pytest.raises(ReleaseError, match="twice"):
        check_once(source, QUARTERS)


def test_a_case_without_a_key_is_refused(cases, store) -> None:
    source = store(cases("2026-Q3", 30))
    source.change("UPDATE core.cases SET reportable = true")
    source.change("UPDATE core.cases SET case_key = NULL WHERE case_key = 'OV-2026-Q3-0-7'")
    with pytest.raises(ReleaseError, match="twice"):
        check_once(source, QUARTERS)


def test_a_code_off_the_list_is_named_with_its_table_only(cases, store, publish) -> None:
    source = store(cases("2026-Q3", 300))
    source.change("UPDATE core.cases SET reportable = true")
    source.change("UPDATE core.cases SET platform_group = 'secret' WHERE case_key = 'OV-2026-Q3-0-7'")
    with pytest.raises(ReleaseError, match="table 'platform_group' cannot be counted") as caught:
        publish(source, "2026-Q3", policy=replace(CORE))
    assert "secret" not in str(caught.value)


def test_no_case_is_in_a_cell_in_which_the_core_says_that_none_can_be(cases, store) -> None:
    """Its number would be left out of every release, and those of the other cells would be bent."""
    source = store(cases("2026-Q3", 600))
    at = "TIMESTAMP '2026-08-01' + to_hours(CAST(hash(case_key, 1) % 90 AS INTEGER))"
    source.change("UPDATE core.cases SET reportable = true, risk_decided_at = TIMESTAMP '2026-08-01'")
    source.change(f"UPDATE core.cases SET first_action_at = {at} WHERE hash(case_key) % 3 > 0")
    source.change(
        "UPDATE core.cases SET risk_decided_at = NULL, first_action_at = NULL WHERE hash(case_key, 2) % 5 = 0"
    )
    source.change("UPDATE core.cases SET in_time = first_action_at < risk_decided_at + INTERVAL 24 HOUR")
    outcomes, services = (", ".join(f"'{code}'" for code in names(of)) for of in ("need_outcome", "service_type"))
    source.change(
        "INSERT INTO core.need (submission_id, case_key, superseded, service_type, outcome, urgency) "
        f"SELECT case_key || outcome || service_type, case_key, false, service_type, outcome, '1_day' FROM core.cases, "
        f"unnest([{outcomes}]) AS o(outcome), unnest([{services}]) AS s(service_type) "
        "WHERE hash(case_key, outcome, service_type) % 40 = 0"
    )
    never = {table.name: table for table in FULL.tables if table.never}
    found = {name: counts(source, [table], QUARTERS, FULL)[name] for name, table in never.items()}
    assert set(found) == {"timeliness", "need_outcome"}
    for name, table in never.items():
        assert not found[name].keys() & table.never and sum(found[name].values()) == 600
        assert len(found[name]) > 0.8 * len(set(grid(table, FULL)) - table.never), "it declares all that are possible"
