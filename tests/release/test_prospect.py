"""What a menu would tell is known before the first build: near what invented cases then show, and without reading one."""

import pytest

from dashboard.release import Releases, menu
from dashboard.release.prospect import prospect
from dashboard.release.shapes import Shape
from tests.release.conftest import FULL, OFFERS

MEDIUM = menu(OFFERS, Shape(size="medium"))


def test_it_is_near_what_a_release_of_so_many_cases_shows(cases, store, publish, path):
    publish(store(cases("2026-Q3", 823)), "2026-Q3", policy=MEDIUM)
    releases = Releases(path)
    columns = [
        table.name for table in MEDIUM.tables if table.origin is None
    ]  # the invented cases have no needs or forms
    numbers = [shown for name in columns for shown in releases.table("2026-Q3", name).cells.values()]
    shown = sum(number is not None for number in numbers) / len(numbers)
    told = prospect(MEDIUM, 823)
    assert told.cells == 167 and abs(told.numbers / told.cells - shown) < 0.15


def test_a_short_menu_shows_more_than_twice_what_the_whole_one_shows():
    short, whole = prospect(MEDIUM, 823), prospect(FULL, 823)
    assert short.numbers / short.cells > 0.8 > 2 * 0.39 >= 2 * whole.numbers / whole.cells


@pytest.mark.parametrize(("cases", "waits"), [(60, 1.0), (100, 0.5), (823, 0.0)])
def test_it_says_how_likely_a_period_waits(cases, waits):
    assert prospect(MEDIUM, cases).waits == pytest.approx(waits, abs=0.01)
