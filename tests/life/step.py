"""One step of a life in a process of its own: `python step.py WORKSPACE {"do": [...]}` prints what it saw as JSON."""

import json
import sys
from pathlib import Path

from dashboard.access import Principal
from dashboard.desk import cases, drafting, people
from dashboard.desk.areas import overview
from dashboard.desk.figures import agency_figures
from dashboard.desk.forms import as_sent, label
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.workspace import Workspace
from tests.conftest import ADMIN, INTAKE


def main(path: str, order: str) -> None:
    house = House.open(Workspace.open(Path(path)))
    try:
        found = {name: STEPS[name](house, given) for name, given in json.loads(order).items()}
    finally:
        house.close()
    print(json.dumps(found, default=str))


def who(house, role):
    person = next(each for each in people.list_people(house, ADMIN) if each.role == role)
    return Principal(
        person_id=person.id, username=person.username, name=person.name, role=role, agency="A01", language="en"
    )


def begin(house, _given):
    people.add_agency(house, ADMIN, code="A01", name="Agency one")
    for role in ("case_manager", "supervisor"):
        people.add_person(house, ADMIN, username=role.replace("_", ""), name=role, role=role, agency="A01")
    draft = drafting.open_draft(house, who(house, "case_manager"), "core", "intake")
    return drafting.submit(house, who(house, "case_manager"), draft.id, INTAKE).case_key


def send(house, given):
    amal = who(house, "case_manager")
    key = cases.list_cases(house, amal).cases[0].key
    try:
        draft = drafting.open_draft(house, amal, "stay", "night", key, given.pop("entry", ""))
        return drafting.submit(house, amal, draft.id, {**drafting_answers(house, draft), **given}).problems
    except DashboardError as error:
        return str(error)


def drafting_answers(house, draft):
    from dashboard.forms import from_json

    return from_json(house.form("stay", "night"), draft.answers)


def look(house, _given):
    amal = who(house, "case_manager")
    key = cases.list_cases(house, amal).cases[0].key
    file = cases.read_case(house, amal, key)
    sent = [each for each in file.work.submissions if each.area == "stay"]
    house.settle()
    areas = [each.area.name for each in house.registry.active]
    figures = {each.area.name: each for each in agency_figures(house, who(house, "supervisor"))}
    stay = figures.get("stay")
    return {
        "areas": areas,
        "read": [{q.name: each.answers.get(q.name) for q in as_sent(house, each).questions} for each in sent],
        "label": label(house, "stay", "night"),
        "ids": [each.id for each in sent],
        "columns": house.projection.columns("stay", "night"),
        "rows": house.projection.rows(ROWS) if house.projection.columns("stay", "night") else [],
        "figure": [list(each.rows) for _view, each in stay.figures] if stay else None,
        "problems": stay.problems if stay else None,
        "status": {each.name: [each.state, each.kept, list(each.moved)] for each in overview(house, ADMIN)},
    }


def rebuild(house, _given):
    house.projection.rebuild(house.records)
    return True


ROWS = 'SELECT * EXCLUDE (submission_id, case_key, agency, "at") FROM stay.night ORDER BY "at"'
STEPS = {"begin": begin, "send": send, "look": look, "rebuild": rebuild}
if __name__ == "__main__":
    main(*sys.argv[1:3])
