"""The policy refuses shapes that single people out and menus that tell too much."""

import pytest

from dashboard.codes import names
from dashboard.errors import ContractError, ReleaseError
from dashboard.i18n import area_text
from dashboard.release import CORE, Policy, Table, menu
from dashboard.release.dimensions import DIMENSIONS
from dashboard.release.regions import FIVE
from dashboard.release.shapes import Shape

TOTAL = Table(name="total")


def refusal(*tables: Table) -> str:
    with pytest.raises(ReleaseError) as caught:
        Policy(tables=(TOTAL, *tables)).check()
    return str(caught.value)


def test_the_core_menu_is_within_its_budget_and_leaves_room() -> None:
    CORE.check()
    assert 0.91 < CORE.mu() < 0.93


def test_the_core_menu_counts_over_the_public_code_lists() -> None:
    assert CORE.domains["governorate"] == names("governorate")
    assert {len(table.dims) for table in CORE.tables} == {0, 1, 2}


def test_each_table_of_the_core_brings_its_words_and_arabic_has_them() -> None:
    own = {
        table.name: table for shape in (None, Shape(size="small")) for table in menu((), shape, "both").tables
    }.values()
    words = [word for table in own for word in (table.label, table.definition) if word]
    words += [word for dimension in DIMENSIONS.values() for word in (dimension.label, dimension.definition)]
    assert all(table.label and table.source for table in own)
    # The others are on the public list, which has them in every language.
    words += [region.label for code, region in FIVE.items() if code not in names("region")]
    assert not [word for word in words if area_text("dashboard", word, "ar") == area_text("dashboard", word, "en")]
    assert {dim for table in own for dim in table.dims if "." not in dim} == DIMENSIONS.keys()


def test_too_many_tables_are_refused_with_what_each_costs() -> None:
    two_way = [Table(name=f"t{n}", dims=("age_sex", "stream")) for n in range(30)]
    Policy(tables=(*CORE.tables, *two_way[:12])).check()
    message = refusal(*CORE.tables[1:], *two_way[:13])
    assert "1.2 is the most" in message and "governorate 5.7 %" in message and "t12 3.4 %" in message


def test_a_larger_sigma_leaves_room_for_other_tables() -> None:
    wide = [Table(name=f"t{n}", dims=("age_sex", "stream"), sigma=6.4) for n in range(24)]
    Policy(tables=(*CORE.tables, *wide)).check()


def test_three_crossed_dimensions_are_refused() -> None:
    assert "at most two" in refusal(Table(name="t", dims=("stream", "age_sex", "governorate"), sigma=9))


def test_agencies_are_never_counted() -> None:
    assert "agency" in refusal(Table(name="t", dims=("agency",)))
    assert "agency" in refusal(Table(name="t", dims=("governorate", "agency")))


def test_a_table_in_which_a_case_could_land_twice_is_refused() -> None:
    assert "'violence_group'" in refusal(Table(name="t", dims=("violence_types",)))
    assert "'platform_group'" in refusal(Table(name="t", dims=("governorate", "platforms")))


def test_a_dimension_without_a_public_code_list_is_refused() -> None:
    assert "Did you mean 'governorate'" in refusal(Table(name="t", dims=("governorat",)))
    assert "itself" in refusal(Table(name="t", dims=("stream", "stream")))


def test_a_smaller_sigma_is_refused() -> None:
    assert "The least is 2.5" in refusal(Table(name="t", dims=("stream", "age_sex"), sigma=2.4))
    assert "The least is 2.5" in refusal(Table(name="t", dims=("stream",), sigma=float("nan")))
    Policy(tables=(TOTAL, Table(name="t", dims=("stream", "age_sex"), sigma=2.5))).check()


def test_names_are_distinct_and_plain() -> None:
    assert "another name" in refusal(TOTAL)
    with pytest.raises(ReleaseError, match="total"):
        Policy(tables=CORE.tables[1:]).check()
    with pytest.raises(ContractError):
        Policy(tables=(TOTAL, Table(name="a b"))).check()
