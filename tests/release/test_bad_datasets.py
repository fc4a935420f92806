"""A dataset of an area that is empty, broken, slow or has a case twice: a sentence, and the file as it was."""

import pytest

from dashboard import Dataset, Released
from dashboard.errors import ReleaseError
from dashboard.release import Offer, Releases, menu

CODES = {"far": "Far away", "none": "Not known"}
FAR = "SELECT case_key, 'far' AS way FROM core.cases"
SLOW = (
    "SELECT a.case_key, 'far' AS way FROM core.cases a, core.cases b, core.cases c, core.cases d WHERE a.agency < 'A'"
)
BAD = {
    "broken": ("SELECT case_key, way FROM core.casses", "'shelter_distance' cannot be counted.*--without shelter"),
    "slow": (SLOW + " AND b.case_key <> c.case_key AND c.case_key <> d.case_key", "too slow.*--without shelter"),
    "twice": (f"{FAR} UNION ALL {FAR} WHERE governorate = 'IQ-AR'", "'shelter_distance': its dataset has a case twice"),
    "off the list": ("SELECT case_key, agency AS way FROM core.cases", "table 'shelter_distance' cannot be counted"),
}


def shelter(sql: str):
    tables = [
        Released(name=name, label="How far", dataset="far", by=(*more, "way"), own={"way": CODES})
        for name, more in (("distance", ("governorate",)), ("risk", ("risk_level",)))
    ]
    return menu([Offer("shelter", tuple(tables), (Dataset(name="far", sql=sql),))])


@pytest.mark.parametrize("kind", BAD)
def test_a_bad_dataset_ends_in_a_sentence_and_what_was_published_stays(cases, store, publish, path, kind) -> None:
    sql, says = BAD[kind]
    source = store([*cases("2026-Q2", 400), *cases("2026-Q3", 400)], seconds=0.5)
    publish(source, "2026-Q2")
    before = path.read_bytes()
    with pytest.raises(ReleaseError, match=says) as caught:
        publish(source, "2026-Q3", policy=shelter(sql))
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
    ask = source.plugin_rows
    source.plugin_rows = lambda area, sql, **more: asked.append(area) or ask(area, sql, **more)
    publish(source, "2026-Q3", policy=shelter(FAR))
    assert asked.count("shelter") == 1
    assert {"shelter_distance", "shelter_risk"} <= {table.name for table in Releases(path).about("2026-Q3").policy}
