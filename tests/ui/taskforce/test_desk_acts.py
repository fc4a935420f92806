"""What a coordinator sets and decides on her pages: a target, and whether a release may leave the task force."""

from datetime import UTC, datetime

from streamlit.testing.v1 import AppTest

from dashboard.release.outside import Clearance
from dashboard.release.targets import Target
from tests.ui.taskforce.conftest import texts

DAY = datetime(2026, 11, 2, tzinfo=UTC)


def script(path: str, page: str, targets: dict, clearances: dict) -> None:
    from importlib import import_module
    from pathlib import Path

    import streamlit as st

    from dashboard.i18n import use
    from dashboard.release import Releases
    from dashboard.ui.taskforce.given import Given

    use("en")
    done = st.session_state.setdefault("done", [])
    given = Given(
        Releases(Path(path)),
        targets=lambda: targets,
        set_target=lambda *words: done.append(words),
        clearances=lambda: clearances,
        clear=lambda *words: done.append(words),
    )
    import_module(f"dashboard.ui.taskforce.{page}").render(given)


def draw(published, page: str, targets: dict | None = None, clearances: dict | None = None) -> AppTest:
    args = (str(published), page, targets or {}, clearances or {})
    app = AppTest.from_function(script, args=args, default_timeout=60).run()
    assert not app.exception
    return app


def target(direction: str, number: int) -> dict[str, Target]:
    return {"total": Target(indicator="total", direction=direction, number=number, owner="Rana", since=DAY)}


def clearance(state: str, is_mine: bool = False) -> dict[str, Clearance]:
    agreed = "Rana" if state == "cleared" else ""
    return {
        "2026-Q3": Clearance(period="2026-Q3", state=state, asked_by="Dilan", agreed_by=agreed, at=DAY, is_mine=is_mine)
    }


def test_a_target_stands_beside_its_indicator_and_is_said_quietly_where_it_is_clearly_missed(published) -> None:
    app = draw(published, "indicators", target("at_most", 500))
    assert "Target: at most 500, set by Rana on" in texts(app)
    assert [warning.value for warning in app.warning if "Beyond its target" in warning.value]
    assert not draw(published, "indicators", target("at_most", 900)).warning


def test_a_coordinator_sets_a_target_on_the_page(published) -> None:
    app = draw(published, "indicators")
    app.selectbox(key="targets.indicator").set_value("stream.tf_csea").run()
    app.number_input(key="targets.number.share").set_value(30).run()
    app.button(key="targets.save").click().run()
    assert app.session_state["done"] == [("stream.tf_csea", "at_least", 30)]


def test_a_release_is_cleared_by_two(published) -> None:
    app = draw(published, "releases")
    assert "Not cleared for outside the task force" in texts(app)
    app.button(key="releases.ask").click().run()
    assert app.session_state["done"] == [("ask", "2026-Q3")]
    mine = draw(published, "releases", clearances=clearance("asked", True))
    assert "releases.confirm" not in [each.key for each in mine.button]
    app = draw(published, "releases", clearances=clearance("asked"))
    app.button(key="releases.confirm").click().run()
    assert app.session_state["done"] == [("confirm", "2026-Q3")]
    assert "asked by Dilan, confirmed by Rana" in texts(draw(published, "releases", clearances=clearance("cleared")))


def test_paper_and_pictures_say_whether_the_release_is_cleared(published) -> None:
    def said(clearances: dict) -> str:
        return "".join(each.proto.body for each in draw(published, "places", clearances=clearances).get("html"))

    assert "confirmed by Rana" in said(clearance("cleared")) and "Not cleared for outside" in said(clearance("asked"))
