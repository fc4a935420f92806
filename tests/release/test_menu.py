"""The menu: what an area adds is counted once a case, over public codes, within the budget."""

import pytest

from dashboard import Dataset, Released
from dashboard.errors import ContractError, ReleaseError
from dashboard.release import Offer, Releases, menu
from tests.release.conftest import FULL

CODES = {"far": "Far away", "near": "Near", "none": "Not known"}
FAR = "SELECT case_key, CASE WHEN governorate = 'IQ-AR' THEN 'near' ELSE 'far' END AS way FROM core.cases"


def shelter(sql=FAR, **changes) -> Offer:
    values = {
        "name": "distance",
        "label": "How far",
        "dataset": "far",
        "by": ("governorate", "way"),
        "own": {"way": CODES},
    }
    return Offer("shelter", (Released(**values | changes),), (Dataset(name="far", sql=sql),))


def test_the_shipped_menu_fits_the_budget_with_a_decision_to_wait() -> None:
    FULL.check(holds=1)
    assert {table.origin.area for table in FULL.tables if table.origin} == {
        "core",
        "safety",
        "mhpss",
        "digital",
        "legal",
    }


def test_a_table_of_an_area_is_published_with_its_words(cases, store, publish, path) -> None:
    publish(store(cases("2026-Q3", 900)), "2026-Q3", policy=menu([shelter()]))
    table = Releases(path).table("2026-Q3", "shelter_distance")
    assert (table.area, table.label) == ("shelter", "How far")
    assert table.labels["shelter.distance.way"]["far"] == "Far away"
    assert len(table.cells) == (19 + 1) * 3 and table["IQ-AR", "near"] > 50
    assert table["IQ-AR", "far"] is None and table["IQ-BG", "far"] > 50


def test_a_case_without_a_row_is_counted_too(cases, store, publish, path) -> None:
    few = f"{FAR} WHERE governorate = 'IQ-AR'"
    publish(store(cases("2026-Q3", 900)), "2026-Q3", policy=menu([shelter(few)]))
    assert Releases(path).table("2026-Q3", "shelter_distance")["IQ-BG", "none"] > 50


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT case_key, nothing AS way FROM core.cases",
        "SELECT case_key, agency AS way FROM core.cases",
        "DROP TABLE core.cases",
        "SELECT case_key, way FROM read_csv('x.csv')",
    ],
)
def test_a_dataset_that_is_wrong_whatever_the_cases_are_publishes_nothing(cases, store, publish, path, sql) -> None:
    with pytest.raises(ReleaseError, match="is broken or refused"):
        publish(store(cases("2026-Q3", 300)), "2026-Q3", policy=menu([shelter(sql)]))
    assert not path.exists()


def test_what_is_not_there_is_named() -> None:
    with pytest.raises(ReleaseError, match="a dataset that is not there: 'fra'"):
        menu([shelter(dataset="fra")])
    with pytest.raises(ReleaseError, match="no public code list"):
        menu([shelter(by=("governorat", "way"))]).check()


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"by": ("governorate", "risk_level", "way")}, "one or two"),
        ({"own": {"way": {"far": "Far"}}}, "is not among the codes"),
        ({"own": {"way": CODES, "other": CODES}}, "not in `by`"),
        ({"by": ("governorate",), "own": {}}, "no column of its own"),
    ],
)
def test_a_declaration_that_cannot_work_is_refused_when_the_plugin_loads(changes, says) -> None:
    with pytest.raises(ContractError, match=says):
        shelter(**changes)


def test_an_area_cannot_count_by_agency_or_with_less_noise() -> None:
    with pytest.raises(ReleaseError, match="counts by agency"):
        menu([shelter(by=("agency", "way"))]).check()
    with pytest.raises(ReleaseError, match=r"The least for its shape is 4\.5"):
        menu([shelter(sigma=1.0)]).check()


def test_too_many_tables_are_refused_with_what_each_costs() -> None:
    offers = [Offer("a", tuple(_table(n) for n in range(9)), (Dataset(name="far", sql=FAR),))]
    with pytest.raises(ReleaseError, match=r"a_t8 3\.4 %"):
        menu(offers).check()


def _table(number: int) -> Released:
    return Released(name=f"t{number}", label="L", dataset="far", by=("governorate", "way"), own={"way": CODES})
