"""One step of a life in a process of its own: `python step.py WORKSPACE {"do": [...]}` prints what it saw as JSON."""

import json
import sys
from pathlib import Path

from dashboard.access import Principal
from dashboard.actions.administration import people
from dashboard.actions.administration.areas import overview
from dashboard.actions.context import Context
from dashboard.actions.supervisor.figures import agency_figures
from dashboard.actions.work import cases, drafting
from dashboard.actions.work.forms import as_sent, label
from dashboard.errors import DashboardError
from dashboard.workspace import Workspace
from tests.conftest import ADMIN, INTAKE


def main(path: str, order: str) -> None:
    context = Context.open(Workspace.open(Path(path)))
    try:
        found = {name: STEPS[name](context, given) for name, given in json.loads(order).items()}
    finally:
        context.close()
    print(json.dumps(found, default=str))


def who(context, role):
    person = next(each for each in people.list_people(context, ADMIN) if each.role == role)
    return Principal(
        person_id=person.id, username=person.username, name=person.name, role=role, agency="A01", language="en"
    )


def begin(context, _given):
    people.add_agency(context, ADMIN, code="A01", name="Agency one")
    for role in ("case_manager", "supervisor"):
        people.add_person(context, ADMIN, username=role.replace("_", ""), name=role, role=role, agency="A01")
    draft = drafting.open_draft(context, who(context, "case_manager"), "core", "intake")
    return drafting.submit(context, who(context, "case_manager"), draft.id, INTAKE).case_key


def send(context, given):
    amal = who(context, "case_manager")
    key = cases.list_cases(context, amal).cases[0].key
    try:
        draft = drafting.open_draft(context, amal, "stay", "night", key, given.pop("entry", ""))
        return drafting.submit(context, amal, draft.id, {**drafting_answers(context, draft), **given}).problems
    except DashboardError as error:
        return str(error)


def drafting_answers(context, draft):
    from dashboard.forms import from_json

    return from_json(context.form("stay", "night"), draft.answers)


def look(context, _given):
    amal = who(context, "case_manager")
    key = cases.list_cases(context, amal).cases[0].key
    file = cases.read_case(context, amal, key)
    sent = [each for each in file.work.submissions if each.area == "stay"]
    context.refresh()
    areas = [each.area.name for each in context.registry.active]
    figures = {each.area.name: each for each in agency_figures(context, who(context, "supervisor"))}
    stay = figures.get("stay")
    return {
        "areas": areas,
        "read": [{q.name: each.answers.get(q.name) for q in as_sent(context, each).questions} for each in sent],
        "label": label(context, "stay", "night"),
        "ids": [each.id for each in sent],
        "columns": context.projection.columns("stay", "night"),
        "rows": context.projection.rows(ROWS) if context.projection.columns("stay", "night") else [],
        "figure": [list(each.rows) for _view, each in stay.figures] if stay else None,
        "problems": stay.problems if stay else None,
        "status": {each.name: [each.state, each.kept, list(each.moved)] for each in overview(context, ADMIN)},
    }


def rebuild(context, _given):
    context.projection.rebuild(context.records)
    return True


ROWS = 'SELECT * EXCLUDE (submission_id, case_key, agency, "at") FROM stay.night ORDER BY "at"'
STEPS = {"begin": begin, "send": send, "look": look, "rebuild": rebuild}
if __name__ == "__main__":
    main(*sys.argv[1:3])
