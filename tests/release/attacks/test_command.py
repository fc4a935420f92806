"""`ovtf release attack`: finds nothing in a good release, and something where noise is missing."""

import duckdb

from dashboard.release import Correction
from dashboard.release.attacker import attack


def test_nothing_is_proved_of_a_good_release_and_of_its_correction(cases, store, publish, path):
    source = store(cases("2026-Q3", 900))
    publish(source, "2026-Q3")
    publish(source, "2026-Q3", correction=Correction("dilan", "late_import"))
    tried, broken = attack(path, "2026-Q3", count=60)
    assert tried > 40 and broken == []


def test_exact_numbers_in_the_file_are_proved(cases, store, publish, path):
    source = store(cases("2026-Q3", 900))
    publish(source, "2026-Q3")
    small = source.rows(
        "SELECT governorate, risk_level, count(*) FROM core.cases WHERE reportable GROUP BY ALL "
        "HAVING count(*) BETWEEN 1 AND 9"
    )
    assert len(small) > 10
    with duckdb.connect(str(path)) as file:
        for place, level, count in small:
            where = "WHERE tab = 'governorate_by_risk_level' AND d1 = ? AND d2 = ?"
            file.execute(f"UPDATE cube SET shown = ? {where}", [count, place, level])
    _tried, broken = attack(path, "2026-Q3", count=250)
    assert broken and all(each.high < 10 for each in broken)
