"""Pages of a small demo workspace, as scripts that a benchmark can rerun."""

import os
from importlib import import_module
from pathlib import Path

import streamlit as st

from dashboard.access import Principal, operator
from dashboard.access.sessions import principal
from dashboard.desk.cases import list_cases
from dashboard.desk.demo import make as make_demo
from dashboard.desk.house import House
from dashboard.desk.releases import open_releases
from dashboard.interchange.demo import fill
from dashboard.records import people
from dashboard.testing.pages import register
from dashboard.ui.house import the_house
from dashboard.ui.taskforce import overview
from dashboard.ui.taskforce.given import Given
from dashboard.workspace import Workspace


def make(folder: Path, cases: int = 2000) -> str:
    """Make a demo workspace and return its path."""
    workspace = Workspace.create(folder / "demo", demo=True)
    house = House.open(workspace)
    make_demo(house, operator(), cases=cases, progress=lambda _done, _text: None)
    house.close()
    return str(workspace.path)


def _person(house: House, username: str) -> Principal:
    with house.records.read() as tx:
        found = people.by_username(tx, username)
    assert found is not None
    return principal(found)


def make_agency(folder: Path, cases: int) -> str:
    """Make a workspace of one agency with so many cases, and return its path."""
    workspace = Workspace.create(folder / f"agency-{cases}", demo=True)
    house = House.open(workspace)
    fill(house, cases=cases, now=house.now(), progress=lambda _done, _text: None, agencies=1)
    house.close()
    return str(workspace.path)


def show(page: str, workspace: str, username: str = "amal") -> None:
    """Draw one page for one person of the demo; the case page shows the newest case."""
    os.environ["OVTF_WORKSPACE"] = workspace
    house = the_house()
    who = _person(house, username)
    register()
    if page == "case" and "key" not in st.query_params:
        st.query_params["key"] = list_cases(house, who, mine=True, size=1).cases[0].key
    import_module(f"dashboard.ui.pages.{page}").render(house, who)


def show_overview(workspace: str) -> None:
    """Draw the coordinator's overview."""
    os.environ["OVTF_WORKSPACE"] = workspace
    house = the_house()
    who = _person(house, "dilan")
    overview.render(Given(open_releases(house, who)))
