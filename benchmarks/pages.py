"""Pages of a small demo workspace, as scripts that a benchmark can rerun."""

import os
from pathlib import Path

from dashboard.access import Principal
from dashboard.access.sessions import principal
from dashboard.desk.cases import list_cases
from dashboard.desk.demo import make as make_demo
from dashboard.desk.house import House
from dashboard.desk.releases import open_releases
from dashboard.records import people
from dashboard.ui.house import the_house
from dashboard.workspace import Workspace

OPERATOR = Principal(person_id="operator", username="operator", name="Operator", role="administrator", agency=None)


def make(folder: Path, cases: int = 2000) -> str:
    """Make a demo workspace and return its path."""
    workspace = Workspace.create(folder / "demo", demo=True)
    house = House.open(workspace)
    make_demo(house, OPERATOR, cases=cases, progress=lambda _done, _text: None)
    house.close()
    return str(workspace.path)


def _person(house: House, username: str) -> Principal:
    with house.records.read() as tx:
        found = people.by_username(tx, username)
    assert found is not None
    return principal(found)


def show_case(workspace: str) -> None:
    """Draw the case page of the demo's case manager."""
    import streamlit as st

    from dashboard.ui import navigation
    from dashboard.ui.pages import case

    os.environ["OVTF_WORKSPACE"] = workspace
    house = the_house()
    who = _person(house, "amal")
    st.session_state[navigation.KNOWN] = {}
    if "key" not in st.query_params:
        st.query_params["key"] = list_cases(house, who, mine=True, size=1).cases[0].key
    case.render(house, who)


def show_overview(workspace: str) -> None:
    """Draw the coordinator's overview."""
    from dashboard.ui.taskforce import overview

    os.environ["OVTF_WORKSPACE"] = workspace
    house = the_house()
    who = _person(house, "dilan")
    overview.render(open_releases(house, who), who)
