"""A new area, installed beside the dashboard in a fresh environment: listed, filled in, counted, shown."""

import json
import zipfile

import pytest

from dashboard.casework.intake import intake_form
from dashboard.forms import to_json
from tests.conftest import INTAKE
from tests.fresh import ROOT, Fresh

INTAKE_JSON = json.dumps(to_json(intake_form(), INTAKE))
ANSWERS = {"topic": "appointment", "result": "arranged", "days": 3}


@pytest.fixture(scope="module", autouse=True)
def health(fresh: Fresh) -> None:
    fresh.run("ovtf", "plugin", "new", "health", "--owner", "Example Agency")
    fresh.run("python", "-m", "pip", "install", "--quiet", "--no-build-isolation", "./ovtf-health")


@pytest.fixture(scope="module")
def went(fresh) -> dict:
    words = (str(fresh.home / "health-desk"), "health", "support", INTAKE_JSON, json.dumps(ANSWERS))
    return json.loads(fresh.run("python", str(ROOT / "tests" / "template" / "inside.py"), *words).stdout)


def test_the_dashboards_wheel_holds_every_file_of_the_template(fresh):
    names = set(zipfile.ZipFile(fresh.wheel).namelist())
    template = ROOT / "kit" / "ovtf_kit" / "template"
    wanted = {f"ovtf_kit/template/{each.relative_to(template)}" for each in template.rglob("*.tmpl")}
    assert len(wanted) > 10 and wanted <= names


def test_it_is_listed_as_active_beside_the_four_areas(fresh):
    found = {row["name"]: row for row in json.loads(fresh.run("ovtf", "plugin", "list", "--json").stdout)}
    statuses = {name: row["status"] for name, row in found.items()}
    assert statuses.items() >= dict.fromkeys(("health", "safety", "mhpss", "digital", "legal"), "active").items()
    assert found["health"]["source"] == "partner" and found["health"]["contributes"]["guidance"] == 5


def test_its_form_is_sent_in_through_the_desk(fresh, went):
    assert went["package"].startswith(str(fresh.bin.parent)), "the dashboard of the wheel did the work"
    assert went["problems"] == [{}, {}, []]


def test_its_view_and_its_indicator_count(went):
    assert went["figures"] == {"results": [["arranged", 1]]}
    assert went["shares"] == {"given": [1, 1]}


def test_its_checklist_shows_and_the_form_settled_a_step(went):
    assert went["steps"] == {"health.steps.agree": "done"}
    shown = "\n".join(went["page"])
    assert "Ask her what would help" in shown
    assert "Health" in shown and "Agree on the support" in shown


def test_its_own_tests_pass(fresh):
    assert "2 passed" in fresh.run("python", "-m", "pytest", "-q", "-p", "no:cacheprovider", "ovtf-health").stdout


def test_its_name_is_taken_now(fresh):
    assert "already" in fresh.run("ovtf", "plugin", "new", "health", "--into", str(fresh.home.parent), code=1).stderr
