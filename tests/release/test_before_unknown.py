"""Releases of before a place, an age or a type could be unknown: unchanged, compared with new ones, corrected, attacked."""

from dataclasses import replace

import pytest

from dashboard.codes import UNKNOWN
from dashboard.release import Correction, Period, Releases, menu, verify
from dashboard.release.attacker import Attacker
from dashboard.release.compared import compare
from dashboard.release.declared import policy_for
from dashboard.release.shapes import Shape
from dashboard.release.signals import comparable
from dashboard.release.trends import trend
from dashboard.ui.taskforce import pairs
from tests.release.conftest import OFFERS

NEW = {"governorate", "violence_group", "age_sex", "stream", "region"}
"""The lists that have learnt to say that something is not known."""
ALONE = Shape(size="medium", yearly=False)
NAMES = ("governorate", "violence_group", "age_sex", "stream", "region_by_risk_level")


def is_known(case):
    return UNKNOWN not in (case["governorate"], case["violence_group"]) and case["age_sex"] != "age_unknown"


def before(policy):
    """Return a menu as it was before."""
    domains = {
        dim: tuple(code for code in codes if dim not in NEW or code not in (UNKNOWN, "age_unknown"))
        for dim, codes in policy.domains.items()
    }
    coarser = policy.coarser | {
        "region": {place: region for place, region in policy.coarser["region"].items() if place != UNKNOWN}
    }
    tables = tuple(
        replace(
            table,
            labels={
                dim: {code: words for code, words in labels.items() if dim != "region" or code != UNKNOWN}
                for dim, labels in table.labels.items()
            },
        )
        for table in policy.tables
    )
    return replace(policy, domains=domains, coarser=coarser, tables=tables)


@pytest.fixture
def source(cases, store):
    return store([*filter(is_known, cases("2026-Q1", 1200)), *cases("2026-Q2", 1200)])


@pytest.fixture
def released(source, publish, path):
    publish(source, "2026-Q1", policy=before(menu(OFFERS, ALONE)))
    publish(source, "2026-Q2", policy=menu(OFFERS, ALONE))
    return Releases(path)


def test_the_file_of_before_has_no_such_cell_and_is_whole(released) -> None:
    for name in NAMES:
        old, new = released.table("2026-Q1", name), released.table("2026-Q2", name)
        assert not any({UNKNOWN, "age_unknown"} & set(cell) for cell in old.cells) and len(old.cells) < len(new.cells)
    assert verify(released) == []


def test_lines_and_comparisons_go_on_over_the_day_on_which_a_list_learnt_it(released) -> None:
    for name in NAMES:
        old, new = released.table("2026-Q1", name), released.table("2026-Q2", name)
        assert comparable(old, new) and pairs.same_grid(released, "2026-Q1", "2026-Q2", name)
        panel = pairs.periods(released, name, "2026-Q1", "2026-Q2")
        assert len(panel.rows) == len(old.cells)  # what the older one cannot say is laid beside nothing
    assert [point.period for point in trend(released, "2026-Q2", "governorate", ("IQ-BG",))] == ["2026-Q1", "2026-Q2"]
    assert [point.period for point in trend(released, "2026-Q2", "governorate", (UNKNOWN,))] == ["2026-Q2"]
    assert compare(released, "2026-Q2", NAMES).comparisons > 25


def test_a_correction_counts_a_case_whose_place_turned_out_to_be_unknown_and_leaves_the_first_version(
    source, released, publish, path
) -> None:
    digest, told = released.entries[0].digest, released.table("2026-Q1", "governorate").cells
    source.change(
        f"UPDATE core.cases SET governorate = '{UNKNOWN}' WHERE quarter = '2026-Q1' AND hash(case_key) % 9 = 0"
    )
    again = policy_for(OFFERS, ALONE, Period.parse("2026-Q1"), released.entries, correcting=True)
    publish(source, "2026-Q1", policy=again, correction=Correction("dilan", "late_import"))
    after = Releases(path)
    first, _second, corrected = after.entries
    assert first.digest == digest and after.version(first).tables["governorate"].cells == told
    assert after.table("2026-Q1", "governorate")[UNKNOWN,] > 50 and verify(after) == []
    assert corrected.mu == pytest.approx(first.mu)


@pytest.mark.usefixtures("released")
def test_an_attacker_knows_that_an_older_file_counts_nobody_as_unknown(path) -> None:
    older, newer = Attacker(), Attacker()
    older.read(path, "2026-Q1")
    newer.read(path, "2026-Q2")
    for cell in ({"governorate": UNKNOWN}, {"violence_group": UNKNOWN}, {"age": UNKNOWN}):
        assert older.bounds(cell) == (0, 0) and newer.bounds(cell)[1] > 0


def test_a_region_of_an_older_file_is_read_as_the_governorates_in_it(released, path) -> None:
    """Without these numbers the attack would be weaker than an attacker."""
    attacker = Attacker()
    attacker.read(path, "2026-Q1")
    low, high = attacker.bounds({"governorate": ("IQ-AR", "IQ-SU", "IQ-DA", "IQ-HA"), "risk_level": "high"})
    shown = released.table("2026-Q1", "region_by_risk_level")["kri", "high"]
    assert shown - 40 <= low <= shown <= high <= shown + 40
