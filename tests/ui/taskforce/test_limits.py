"""The page Releases says what a release does not hide; its figures are those of the menu."""

from dashboard.release import Releases
from dashboard.release.limits import FALSE_ALARMS, at_most, limits, power, registered
from tests.ui.taskforce.conftest import texts


def percent(share: float) -> str:
    return f"{at_most(100 * share)} %"


def test_the_page_shows_the_figures_that_follow_from_the_menu_of_its_release(draw, published):
    about = Releases(published).about("2026-Q3")
    shown, figures = texts(draw("releases")), limits(about.policy, about.mu)
    assert f"in at most {percent(figures.found)} of the tries, and wrong about somebody else in 5 %" in shown
    assert f"Epsilon {at_most(figures.epsilon, 2)} at delta 0.00001" in shown and "page Releases" not in shown
    assert f"{percent(power(registered(about.mu, 2)))} in place of {percent(figures.found)}" in shown
    least, most = figures.guesses
    assert f"in {percent(least)} to {percent(most)} of the tries, in place of {percent(FALSE_ALARMS)}" in shown


def test_the_places_where_one_agency_alone_works_are_named(draw):
    assert "In this release: Al-Sulaymaniyah, Baghdad, Erbil, Ninewa." in texts(draw("releases"))


def test_it_is_said_in_arabic_with_the_same_figures(draw, published):
    about = Releases(published).about("2026-Q3")
    shown = texts(draw("releases", "ar"))
    assert "ما لا تخفيه هذه الأرقام" in shown and at_most(100 * power(about.mu)) in shown


def test_every_page_sends_the_reader_there_and_none_promises_more(draw):
    shown = texts(draw("overview"))
    assert "hard to find" in shown and "What it does not hide is said on the page Releases." in shown
