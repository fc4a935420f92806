"""Pages of a small demo workspace, as scripts that a benchmark can rerun."""

import os
from importlib import import_module
from pathlib import Path

import streamlit as st

from dashboard.access import Principal, operator
from dashboard.access.sessions import principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce.releases import open_releases
from dashboard.actions.work.cases import list_cases
from dashboard.records import people
from dashboard.ui.context import the_context
from dashboard.ui.taskforce import overview
from dashboard.ui.taskforce.given import Given
from dashboard.workspace import Workspace
from ovtf_demo import fill
from ovtf_demo.making import create as create_demo
from ovtf_demo.making import make as make_demo
from ovtf_kit.pages import register


def make(folder: Path, cases: int = 2000) -> str:
    """Make a demo workspace and return its path."""
    workspace = create_demo(folder / "demo", cases)
    context = Context.open(workspace)
    make_demo(context, operator(), cases=cases, progress=lambda _done, _text: None)
    context.close()
    return str(workspace.path)


def _person(context: Context, username: str) -> Principal:
    with context.records.read() as tx:
        person = people.by_username(tx, username)
    assert person is not None
    return principal(person)


def make_agency(folder: Path, cases: int) -> str:
    """Make a workspace of one agency with `cases` cases, and return its path."""
    workspace = Workspace.create(folder / f"agency-{cases}", demo=True)
    context = Context.open(workspace)
    fill(context, cases=cases, now=context.now(), progress=lambda _done, _text: None, agencies=1)
    context.close()
    return str(workspace.path)


def show(page: str, workspace: str, username: str = "amal") -> None:
    """Draw one page for one person of the demo; the case page shows her newest case."""
    os.environ["OVTF_WORKSPACE"] = workspace
    context = the_context()
    who = _person(context, username)
    register()
    if page == "case" and "key" not in st.query_params:
        st.query_params["key"] = list_cases(context, who, mine=True, size=1).cases[0].key
    import_module(f"dashboard.ui.pages.{page}").render(context, who)


def show_overview(workspace: str) -> None:
    """Draw the coordinator's overview."""
    os.environ["OVTF_WORKSPACE"] = workspace
    context = the_context()
    who = _person(context, "dilan")
    overview.render(Given(open_releases(context, who)))
