"""An agency's cases for its GBVIMS Incident Recorder: its 42 columns in their order, its words, nothing that leads to her."""

import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from dashboard import codes
from dashboard.actions.administration import audit
from dashboard.actions.supervisor import gbvims_export
from dashboard.casework.core_forms import core_form
from dashboard.i18n import local
from dashboard.interchange import gbvims_words as words
from dashboard.interchange.gbvims import COLUMNS, SHEET
from tests.actions.filled import CHILD, NEED, send
from tests.actions.test_proof import INCIDENT
from tests.conftest import ADMIN


@pytest.fixture
def rows(context, amal, sara, open_case):
    """The rows of a workbook of two cases by key, and the workbook."""
    key, child = open_case(amal, age=24), open_case(amal, **CHILD)
    send(context, amal, key, "core", "need", NEED)
    book = openpyxl.load_workbook(BytesIO(gbvims_export.export(context, sara)))
    header, *lines = book[SHEET].values
    assert header == COLUMNS and len(COLUMNS) == 42
    by_key = {line[0]: dict(zip(COLUMNS, line, strict=True)) for line in lines}
    assert set(by_key) == {key, child}
    return by_key[key], by_key[child], book


def test_what_is_known_stands_in_the_words_of_gbvims(rows):
    of_adult, of_child, _book = rows
    assert (of_adult["SEX"], of_adult["INCIDENT COUNTY"], of_adult["CONSENT GIVEN"]) == ("F", "Erbil", "Yes")
    assert of_adult["DISPLACEMENT STATUS AT REPORT"] == "Resident" and of_adult["INCIDENT LOCATION"] == "Online"
    assert of_adult["LEGAL ASSISTANCE SERVICES"] == "Referred" and of_child["LEGAL ASSISTANCE SERVICES"] is None
    interview, born = of_child["DATE OF INTERVIEW"], of_child["DATE OF BIRTH"]
    assert isinstance(interview, datetime) and (interview.year - born.year, born.month, born.day) == (14, 1, 1)


def test_codes_that_lead_to_her_stay_empty(rows):
    for row in rows[:2]:
        assert row["SURVIVOR CODE"] is None and row["CASE MANAGER CODE"] is None


def test_a_type_that_nobody_confirmed_waits_for_a_person(context, amal, sara, rows):
    of_adult, of_child, book = rows
    assert {of_adult["GBV TYPE"], of_child["GBV TYPE"]} == {"Psychological / Emotional Abuse"}
    waiting = {key for key, _type in list(book["To confirm"].values)[1:]}
    assert waiting == {of_adult["INCIDENT ID"], of_child["INCIDENT ID"]}
    month = local(context.now()).date().replace(day=1)
    told = INCIDENT | {
        "incident_month": month,
        "offline_harm": ("physical_assault",),
        "gbvims_type": "physical_assault",
        "demands": ("silence",),
    }
    assert send(context, amal, of_adult["INCIDENT ID"], "core", "incident", told).submission_id
    again = openpyxl.load_workbook(BytesIO(gbvims_export.export(context, sara)))
    types = {line[0]: line[COLUMNS.index("GBV TYPE")] for line in list(again[SHEET].values)[1:]}
    assert types[of_adult["INCIDENT ID"]] == "Physical Assault"
    assert [key for key, _type in list(again["To confirm"].values)[1:]] == [of_child["INCIDENT ID"]]


def test_every_word_is_one_of_a_code_that_there_is():
    """A code that is renamed would silently leave its column empty."""
    incident, need = core_form("incident"), core_form("need")
    asked = {
        "gender": words.SEX,
        "displacement": words.DISPLACEMENT,
        "disability": words.DISABILITY,
        "reported_elsewhere": words.REPORTED,
    }
    for name, known in asked.items():
        assert set(known) <= set(codes.names(name)) and len(codes.names(name)) - len(known) <= 2, name
    of_incident = {
        "time_of_day": words.TIME,
        "gbvims_type": words.TYPE,
        "perpetrators": words.NUMBER,
        "perpetrator_sex": words.PERPETRATOR_SEX,
        "perpetrator_age": words.PERPETRATOR_AGE,
        "relationship": words.RELATIONSHIP,
        "referred_from": words.REFERRED_FROM,
    }
    for name, known in of_incident.items():
        assert {choice.name for choice in incident.question(name).choices} == set(known), name
    assert {choice.name for choice in need.question("outcome").choices} == set(words.OUTCOME)
    assert set(words.SERVICE) <= set(codes.names("service_type")) and set(words.SERVICE.values()) <= set(COLUMNS)


def test_it_comes_in_again_by_the_mapping_for_gbvims(context, sara, rows):
    """The shipped mapping reads the workbook: nothing in it is unknown, and each case is as it was."""
    mapping = pytest.importorskip("dashboard.interchange.mapping")
    reading = pytest.importorskip("dashboard.interchange.reading")
    content = gbvims_export.export(context, sara)
    source = reading.read(content, "incident-recorder.xlsx")
    assert mapping.recognise(source) == "gbvims_ir"
    online = mapping.Online(column="INCIDENT LOCATION", values=("Online",))
    taken = mapping.apply(replace(mapping.shipped()["gbvims_ir"], online=online), source, today=date.today())
    assert not taken.faults and {row.reference for row in taken.rows} == {told["INCIDENT ID"] for told in rows[:2]}
    for row in taken.rows:
        age, adult = row.values["age"], row.reference == rows[0]["INCIDENT ID"]
        assert (row.values["governorate"], row.values["gender"], age) == ("IQ-AR", "female", 24 if adult else 14)
        needs = [(need["service_type"], need["outcome"]) for need in row.entries.get("need", ())]
        assert needs == ([("legal_aid", "referred")] if adult else [])


def test_the_audit_says_what_was_taken_away(context, rows):
    (line,) = audit.entries(context, ADMIN, action="agency.gbvims")
    assert line.object == "A01" and json.loads(line.detail) == {"cases": len(rows[:2]), "to_confirm": 2}
