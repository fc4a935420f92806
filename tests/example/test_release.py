"""A release with the area's table: close to the truth, proved by nobody, and the forms on their way out."""

import json
import re
import sqlite3
from collections import Counter, defaultdict

from dashboard.forms import Form
from dashboard.release import Releases, verify
from tests.example.conftest import PACKAGE

OUT = ("stays_away", "withdrawn", "excluded")
FLOOR, NOISE = 20, 6 * 6 + 5
"""Six times the sigma of the table, and the rounding: beyond it the noise is wrong."""


def truth(path) -> Counter[str]:
    """Count the table again from the record, in plain Python: the newest standing of a case, and what schools said."""
    with sqlite3.connect(f"file:{path / 'records.db'}?mode=ro", uri=True) as file:
        cases = file.execute(
            "SELECT key FROM cases WHERE consent_reporting AND status <> 'duplicate' AND reported_elsewhere <> 'ovtf_member'"
        ).fetchall()
        sent = file.execute("SELECT case_key, form, answers FROM submissions WHERE area = 'education'").fetchall()
    said = defaultdict(dict)
    for key, form, answers in sent:
        said[key][form] = json.loads(answers)
    return Counter(_code(**said.get(key, {})) for (key,) in cases)


def _code(standing=None, contacts=None) -> str:
    contacts = contacts or {}
    if standing is None:
        return "none"
    if standing["standing"] not in OUT or contacts.get("back") == "yes":
        return "learning"
    return "way_agreed" if any(row["answer"] == "agreed" for row in contacts.get("talks", ())) else "out"


def test_the_table_is_close_to_the_truth_and_holds_only_what_may_be_shown(released):
    table = Releases(released.path / "releases.duckdb").table(released.quarter, "education_learning")
    counted = truth(released.path)
    assert sum(counted.values()) > 300 and set(counted) == {code for (code,) in table.cells}
    assert any(shown is not None for shown in table.cells.values())
    for (code,), shown in table.cells.items():
        if shown is None:
            assert counted[code] < FLOOR + NOISE
        else:
            assert shown % 5 == 0 and shown >= FLOOR and abs(shown - counted[code]) < NOISE


def test_every_number_is_on_its_grid_and_the_whole_within_the_budget(released):
    assert verify(Releases(released.path / "releases.duckdb")) == []


def test_the_attacker_finds_nothing(site, released):
    said = site.ovtf("release", "attack", "--period", released.quarter, "--cells", "30", "-w", str(released.path))
    assert re.match(r"\d\d cells attacked, none proved", said)


def test_its_forms_go_out_as_workbooks_and_come_back_the_same(site):
    said = site.ovtf("plugin", "form", "export", "education", "--into", "out")
    assert said.startswith("2 forms written")
    for name, file in (("standing", "standing.xlsx"), ("contacts", "contacts.md")):
        mine = Form.from_file((PACKAGE / "ovtf_education" / "forms" / file).read_bytes(), name=name)
        (gone,) = (site.folder / "out").glob(f"*{name}.xlsx")
        back = Form.from_file(gone.read_bytes(), name=name)
        assert [(each.name, each.kind) for each in back.all_questions] == [
            (each.name, each.kind) for each in mine.all_questions
        ]
        assert {each.name for each in back.questions if each.row} == {each.name for each in mine.questions if each.row}
