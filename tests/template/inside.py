"""Run with the Python of a fresh environment: one case through a new area's form, view, step and page, as JSON."""

import importlib
import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.access import Principal, operator
from dashboard.actions.administration import people
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import agency_figures
from dashboard.actions.work import drafting, steps
from dashboard.workspace import Workspace


def page(path: str, who: dict, key: str, tab: str) -> None:
    """The case page with the tab of an area open, drawn for a person (it runs in a namespace of its own)."""
    import importlib
    import os

    import streamlit as st

    from dashboard.access import Principal
    from dashboard.ui.context import the_context
    from ovtf_kit.pages import register

    os.environ["OVTF_WORKSPACE"] = path
    st.query_params["key"] = key
    st.session_state.setdefault(f"case.{key}.tab", tab)
    register()
    importlib.import_module("dashboard.ui.pages.case").render(the_context(), Principal(**who))


def main(path: str, area: str, form: str, intake: str, answers: str) -> dict:
    """Open a case, send in the form, and return what came of it."""
    context = Context.open(Workspace.create(Path(path)))
    people.add_agency(context, operator(), code="A01", name="Agency one")
    amal, samira = (someone(context, role) for role in ("case_manager", "supervisor"))
    sent = drafting.submit(context, amal, drafting.open_draft(context, amal, "core", "intake").id, json.loads(intake))
    key = sent.case_key
    outcome = drafting.submit(
        context, amal, drafting.open_draft(context, amal, area, form, key).id, json.loads(answers)
    )
    found = next(each for each in agency_figures(context, samira) if each.area.name == area)
    marked = {
        ".".join(name): event.state for name, event in steps.events(context, amal, key).items() if name[0] == area
    }
    label = context.registry.plugin(area).area.label
    context.close()
    return {
        "package": str(Path(importlib.import_module("dashboard").__file__ or "").parent),
        "problems": [sent.problems, outcome.problems, found.problems],
        "figures": {view.name: [list(row) for row in figure.rows] for view, figure in found.figures},
        "shares": {each.name: [share.numerator, share.denominator] for each, share in found.shares},
        "steps": marked,
        "page": drawn(path, amal, key, label),
    }


def someone(context: Context, role: str) -> Principal:
    added, _password = people.add_person(context, operator(), username=role, name=role, role=role, agency="A01")
    return Principal(person_id=added.id, username=role, name=role, role=role, agency="A01", language="en")


def drawn(path: str, who: Principal, key: str, tab: str) -> list[str]:
    """Return every text of the case page."""
    test = AppTest.from_function(page, args=(path, asdict(who), key, tab), default_timeout=60).run()
    assert not test.exception, test.exception
    kinds = (test.markdown, test.subheader, test.caption, test.tabs)
    return [str(getattr(each, "value", None) or getattr(each, "label", "")) for kind in kinds for each in kind]


if __name__ == "__main__":
    os.environ["OVTF_WORKSPACE"] = sys.argv[1]
    print(json.dumps(main(*sys.argv[1:])))
