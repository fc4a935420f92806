"""Every page of the task force: in each language, before the first release, for any address, with words for everything."""

import re

import pytest

from dashboard.i18n import use
from dashboard.release import Releases
from dashboard.ui.chart_parts import Look
from dashboard.ui.every_page import titles
from dashboard.ui.taskforce import panels, tables
from dashboard.ui.taskforce.timeliness import WITHOUT
from dashboard.ui.taskforce.topics import every_table
from tests.ui.taskforce.conftest import EVERY, PAGES, address, texts


@pytest.mark.parametrize("page", EVERY)
@pytest.mark.parametrize("language", ["en", "ar", "ckb"])
def test_each_page_draws_in_each_language_without_a_code_in_sight(draw, page, language) -> None:
    said = texts(draw(page, language))
    assert len(said) > 80
    assert not re.search(r"\bIQ-[A-Z]{2}\b|\b[a-z]+_[a-z_]+\b(?!\.duckdb)", re.sub(r"<[^>]*>", " ", said))


@pytest.mark.parametrize("page", EVERY)
def test_before_the_first_release_each_page_says_what_will_be_here(draw, page, tmp_path) -> None:
    app = draw(page, path=tmp_path / "none.duckdb")
    assert len(app.info) == 1 and "release" in app.info[0].value
    assert not app.get("plotly_chart") and not app.metric


def test_every_table_of_the_release_is_on_a_page(draw, published) -> None:
    named = {table.name for table in every_table(Releases(published), "2026-Q3")}
    shown = {
        each.proto.id.rsplit(".", 2)[-2]
        for page in ("overview", "timeliness", "gaps", *(page for page in EVERY if page.startswith("area-")))
        for each in draw(page).get("plotly_chart")
    }
    assert named - shown == {"total", "stream", "risk_level", "governorate_by_violence_group"}
    # Total and risk levels are lines over time, stream is a card, the last is on the page "Look closer".
    assert {"total_trend", "risk_level_trend"} <= shown


def test_the_address_names_release_and_views_and_nothing_else(draw) -> None:
    for page in PAGES:
        for name, value in address(draw(page)).items():
            assert re.fullmatch(r"20\d\d-Q\d|[a-z_.]+", value), (page, name, value)


@pytest.mark.parametrize("page", PAGES)
def test_an_address_opens_the_period_that_it_names(draw, page) -> None:
    app = draw(page, period="2026-Q2")
    assert app.selectbox(key="taskforce.period").value == "2026-Q2"
    assert "2026 Q2" in app.caption[0].value


def test_an_address_that_names_nothing_shows_the_newest_and_says_so(draw) -> None:
    app = draw("closer", period="2031-Q9", by="<script>")
    assert app.selectbox(key="taskforce.period").value == "2026-Q3"
    assert len(app.toast) == 2 and "2031-Q9" in app.toast[0].value
    assert {"period": "2026-Q3", "by": "governorate"}.items() <= address(app).items()


def test_another_choice_is_in_the_address(draw) -> None:
    app = draw("closer")
    app.selectbox(key="taskforce.by").set_value("risk_level").run()
    assert address(app)["by"] == "risk_level" and not app.exception


def test_who_is_silent_and_where_nobody_reported_stands_beside_what_changed(draw) -> None:
    said = texts(draw("overview"))
    assert (
        "**Reported for the period before and not for this one; what it recorded here is counted** · Agency A03" in said
    )
    assert "Nobody reported for" in said and "Halabja" in said and "Erbil," not in said
    assert "Agency A03" in texts(draw("reported")) and "not by the release" in texts(draw("reported"))


def test_a_key_begins_at_the_least_number_that_is_shown(published) -> None:
    panel = panels.places(Releases(published), "2026-Q3")
    look = Look(theme="light", direction="ltr")
    floor = Releases(published).table("2026-Q3", "governorate").floor
    assert f"{floor} to 20" in str(panel.draw(look).layout.annotations) and f"below {floor} is not shown" in panel.units


def test_action_in_time_has_the_rows_that_have_a_deadline(published) -> None:
    releases = Releases(published)
    (panel,) = tables.panels(releases, "2026-Q3", ["timeliness"], without={"timeliness": WITHOUT})
    assert [row[0] for row in panel.rows] == ["High", "Medium"] and len(panel.cells()) > 8


def test_the_pages_have_the_words_of_the_areas(draw) -> None:
    use("en")
    assert "Gravest kind of danger" in texts(draw("timeliness")) and "Gravest kind of danger" in texts(
        draw("area-safety")
    )
    assert "Care that survivors need" in texts(draw("gaps"))


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_called_as_in_the_menu(draw, page) -> None:
    assert draw(page).title[0].value == titles()[page]


def test_a_first_screen_names_no_method_and_no_reference(draw) -> None:
    first = draw("overview")
    told = [each.value for kind in ("title", "subheader", "caption", "metric") for each in getattr(first, kind)]
    assert not any("Benjamini" in text or "indicators.md" in text for text in map(str, told))
    assert sum("rounded to 5" in str(text).lower() for text in told) == 1
