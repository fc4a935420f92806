"""Releases of two quarters and every page of the task force, drawn from them."""

from collections.abc import Callable
from functools import reduce
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.records import Records
from dashboard.release import AgencyReport, Unrecorded, build
from dashboard.ui.frame import THEME
from tests.release.conftest import FULL, NOW, CaseStore, invent

REPORTS = {
    "2026-Q2": [("A01", ("IQ-BG",), "on_time"), ("A02", ("IQ-AR", "IQ-SU"), "on_time"), ("A03", ("IQ-NI",), "late")],
    "2026-Q3": [("A01", ("IQ-BG",), "on_time"), ("A02", ("IQ-AR", "IQ-SU"), "late"), ("A03", ("IQ-NI",), "missing")],
}
AREAS = ("safety", "mhpss", "digital", "legal")
PAGES = ("overview", "places", "timeliness", "gaps", "compare", "closer", "reported", "indicators", "releases")
EVERY = (*PAGES, *(f"area-{name}" for name in AREAS))


def reports(quarter: str) -> list[AgencyReport]:
    return [AgencyReport(code, f"Agency {code}", places, state) for code, places, state in REPORTS[quarter]]


@pytest.fixture(scope="session")
def published(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("releases")
    source = CaseStore(Records.open(f"sqlite:///{folder / 'records.db'}"), [])
    for quarter, count in (("2026-Q2", 500), ("2026-Q3", 900)):
        source.add(invent(quarter, count))
        path = folder / "releases.duckdb"
        build(
            source, path, quarter, journal=Unrecorded(), now=NOW, delay_days=14, policy=FULL, reports=reports(quarter)
        )
    return folder / "releases.duckdb"


def script(path: str, page: str, language: str, query: dict[str, str]) -> None:
    """The script of a test: one page of the task force (it runs in a namespace of its own)."""
    from importlib import import_module
    from pathlib import Path

    import streamlit as st

    from dashboard.i18n import use
    from dashboard.release import Releases, Supply
    from dashboard.release.supply import Offered
    from dashboard.ui.taskforce.given import Given

    for key, value in query.items() if "drawn" not in st.session_state else ():
        st.query_params[key] = value
    st.session_state["drawn"] = True
    use(language)
    baghdad = frozenset({"IQ-BG"})
    entries = (Offered(baghdad, frozenset({"mhpss"})), Offered(baghdad, frozenset({"mhpss", "law"}), "adult"))
    supply = Supply(9, entries, ("An old entry",))
    given = Given(Releases(Path(path)), lambda: supply)
    from tests.ui.taskforce.areas import declared

    name, _, area = page.partition("-")
    args = (declared(area),) if area else ()
    import_module(f"dashboard.ui.taskforce.{name}").render(given, *args)


@pytest.fixture
def draw(published) -> Callable[..., AppTest]:
    """Return a function that draws a page: draw("compare", table="age_sex")."""

    def one(page: str, language: str = "en", path: Path = published, **query: str) -> AppTest:
        app = AppTest.from_function(script, args=(str(path), page, language, query), default_timeout=60).run()
        assert not app.exception, app.exception
        return app

    return one


def address(app: AppTest) -> dict[str, str]:
    """Return what the page's address names."""
    return {key: value if isinstance(value, str) else value[-1] for key, value in app.query_params.items()}


def texts(app: AppTest) -> str:
    """Return everything that is said in words; the product's own scripts, the same for everybody, are left out."""
    kinds = ("markdown", "caption", "subheader", "title", "info", "warning")
    said = [str(each.value) for kind in kinds for each in getattr(app, kind)]
    whole = "\n".join([*said, *(each.proto.body for each in app.get("html"))])
    return reduce(lambda text, path: text.replace(path.read_text("utf-8").strip(), " "), THEME.glob("*.js"), whole)
