"""`ovtf release attack`: finds nothing in a good release, and something where noise is missing."""

import duckdb

from dashboard.release import Correction
from dashboard.release.attacker import attack


def test_nothing_is_proved_of_a_good_release_and_of_its_correction(cases, store, publish, path):
    source = store(cases("2026-Q3", 900))
    publish(source, "2026-Q3")
    publish(source, "2026-Q3", correction=Correction("dilan", "Late cases."))
    tried, broken = attack(path, "2026-Q3", count=60)
    assert tried > 40 and broken == []


def test_exact_numbers_in_the_file_are_proved(cases, store, publish, path):
    publish(store(cases("2026-Q3", 900)), "2026-Q3")
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE cube SET shown = 3 WHERE tab = 'governorate_by_risk_level'")
    _tried, broken = attack(path, "2026-Q3", count=200)
    assert broken and all(each.high < 10 or each.high - each.low < 4 for each in broken)
