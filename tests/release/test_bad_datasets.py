"""A dataset of an area that is broken whatever the cases are, or empty: a sentence, and the file as it was."""

import pytest

from dashboard import Dataset, Released
from dashboard.errors import ReleaseError
from dashboard.release import Offer, Releases, menu

CODES = {"far": "Far away", "none": "Not known"}
FAR = "SELECT case_key, 'far' AS way FROM core.cases"
BAD = {
    "broken": "SELECT case_key, way FROM core.casses",
    "without a key": "SELECT governorate AS way FROM core.cases",
    "of agencies": "SELECT case_key, agency AS way FROM core.cases",
    "no sql": "SELECT case_key, 'far' AS way FROM core.cases LIMIT",
}


def shelter(sql: str):
    tables = [
        Released(name=name, label="How far", dataset="far", by=(*more, "way"), own={"way": CODES})
        for name, more in (("distance", ("governorate",)), ("risk", ("risk_level",)))
    ]
    return menu([Offer("shelter", tuple(tables), (Dataset(name="far", sql=sql),))])


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_dataset_ends_in_a_sentence_and_what_was_published_stays(cases, store, publish, path, kind) -> None:
    source = store([*cases("2026-Q2", 400), *cases("2026-Q3", 400)])
    publish(source, "2026-Q2")
    before = path.read_bytes()
    with pytest.raises(ReleaseError, match=r"shelter_distance.*--without shelter") as caught:
        publish(source, "2026-Q3", policy=shelter(BAD[kind]))
    assert "OV-" not in str(caught.value) and caught.value.__cause__ is None
    assert path.read_bytes() == before
    assert publish(source, "2026-Q3").outcome == "published", "the next build without it works"


def test_an_empty_dataset_counts_every_case_as_not_known(cases, store, publish, path) -> None:
    publish(store(cases("2026-Q3", 900)), "2026-Q3", policy=shelter(f"{FAR} WHERE false"))
    table = Releases(path).table("2026-Q3", "shelter_risk")
    assert table["high", "far"] is None and table["high", "none"] > 100


def test_two_tables_of_one_dataset_are_counted_by_one_statement(cases, store, publish, path) -> None:
    source = store(cases("2026-Q3", 900))
    asked = []
    ask = source.case_rows
    source.case_rows = lambda area, *more, **named: asked.append(area) or ask(area, *more, **named)
    publish(source, "2026-Q3", policy=shelter(FAR))
    assert asked.count("shelter") == 1
    assert {"shelter_distance", "shelter_risk"} <= {table.name for table in Releases(path).about("2026-Q3").policy}
