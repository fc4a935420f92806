"""An agency's cases for its GBVIMS Incident Recorder: its 42 columns in their order, its words, nothing that leads to her."""

import json
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO

import openpyxl
import pytest

from dashboard import codes
from dashboard.actions.administration import audit
from dashboard.actions.supervisor import gbvims_export, imports
from dashboard.actions.work import consents, knowing
from dashboard.casework.core_forms import core_form
from dashboard.i18n import local
from dashboard.interchange import gbvims_words as words
from dashboard.interchange.gbvims import COLUMNS, SHEET
from dashboard.interchange.mapping import Online, recognise, shipped
from dashboard.interchange.reading import read
from dashboard.records import cases as store
from dashboard.records import submissions
from tests.actions.filled import CHILD, NEED, agree, send
from tests.actions.planned import planned, row
from tests.actions.test_proof import INCIDENT
from tests.conftest import ADMIN

KEY, KEY_HERE = "INCIDENT ID", "Case here"


def taken(context, who):
    """The rows of a workbook, and those that wait for a person, by the key of their case."""
    book = openpyxl.load_workbook(BytesIO(gbvims_export.export(context, who)))
    (header, *lines), (_head, *waiting) = book[SHEET].values, book["To confirm"].values
    assert header == COLUMNS and len(COLUMNS) == 42
    of_number = {number: key for number, key, _type in waiting}
    return {of_number.get(line[0], line[0]): dict(zip(COLUMNS, line, strict=True)) for line in lines}, waiting


@pytest.fixture
def two(amal, open_case):
    """The keys of two cases, of an adult and of a child."""
    return open_case(amal, age=24), open_case(amal, **CHILD)


def test_what_is_known_stands_in_the_words_of_gbvims(context, amal, sara, two):
    send(context, amal, two[0], "core", "need", NEED)
    rows, _waiting = taken(context, sara)
    of_adult, of_child = (rows[key] for key in two)
    assert (of_adult["SEX"], of_adult["INCIDENT COUNTY"], of_adult["CONSENT GIVEN"]) == ("F", "Erbil", "Yes")
    assert of_adult["DISPLACEMENT STATUS AT REPORT"] == "Resident" and of_adult["INCIDENT LOCATION"] == "Online"
    assert of_adult["LEGAL ASSISTANCE SERVICES"] == "Referred" and of_child["LEGAL ASSISTANCE SERVICES"] is None
    interview, born = of_child["DATE OF INTERVIEW"], of_child["DATE OF BIRTH"]
    assert isinstance(interview, datetime) and (interview.year - born.year, born.month, born.day) == (14, 1, 1)


def test_what_leads_to_her_stays_here(context, sara, two):
    """The first sheet is pasted into a file that others get: in it is no key of ours and no code of a person."""
    rows, waiting = taken(context, sara)
    for told in rows.values():
        assert told["SURVIVOR CODE"] is None and told["CASE MANAGER CODE"] is None
        assert not set(two) & set(told.values())
    assert set(rows) == {key for _number, key, _type in waiting} == set(two), "it is found again on the other sheet"
    again, _waiting = taken(context, sara)
    assert {key: told[KEY] for key, told in again.items()} == {key: told[KEY] for key, told in rows.items()}
    assert len({told[KEY] for told in rows.values()}) == 2


def test_a_restricted_case_is_only_in_the_file_of_who_may_open_it(context, amal, sara, person, two):
    knowing.restrict(context, amal, two[1], "staff_family", "")
    assert set(taken(context, sara)[0]) == {two[0]} and not taken(context, person("supervisor", "A02"))[0]


def test_what_nobody_asked_about_is_no_refusal(context, amal, sara, two):
    """Consent that another system did not tell of is left empty; what was taken back is a no."""
    batch = planned(context, sara, [row(2, consent_reporting="not_recorded")])
    imports.commit(context, sara, batch)
    agree(context, amal, two[0], law_enforcement="yes")
    consents.withdraw(context, amal, two[0], "reporting")
    consents.withdraw(context, amal, two[0], "law_enforcement")
    rows, _waiting = taken(context, sara)
    (brought,) = set(rows) - set(two)
    given = {key: (told["CONSENT GIVEN"], told["WANTS LEGAL ACTION?"]) for key, told in rows.items()}
    assert given == {two[0]: ("No", "No"), two[1]: ("Yes", None), brought: (None, None)}


def test_a_type_that_nobody_confirmed_waits_for_a_person(context, amal, sara, two):
    adult, child = two
    rows, waiting = taken(context, sara)
    assert {told["GBV TYPE"] for told in rows.values()} == {"Psychological / Emotional Abuse"} and len(waiting) == 2
    today = local(context.now()).date()
    told = INCIDENT | {"incident_month": today, "demands": ("silence",), "offline_harm": ("physical_assault",)}
    assert send(context, amal, adult, "core", "incident", told).submission_id
    _rows, waiting = taken(context, sara)
    types = {key: suggested for _number, key, suggested in waiting}
    assert types == {adult: "Physical Assault", child: "Psychological / Emotional Abuse"}, "what the form suggests"
    assert send(context, amal, adult, "core", "incident", told | {"gbvims_type": "sexual_assault"}).submission_id
    rows, waiting = taken(context, sara)
    assert [key for _number, key, _type in waiting] == [child]
    (of_adult,) = (told for key, told in rows.items() if key != child)
    assert of_adult["GBV TYPE"] == "Sexual Assault" and of_adult["DATE OF INCIDENT"].date() == today.replace(day=1)


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
    assert set(words.AGREED) <= set(codes.names("consent_value"))
    assert set(words.SERVICE) <= set(codes.names("service_type")) and set(words.SERVICE.values()) <= set(COLUMNS)


VARIED = [
    {"age": 24, "disability": "both", "displacement": "idp", "reported_elsewhere": "other"},
    {"age": 61, "gender": "male", "disability": "mental", "displacement": "stateless_person"},
    {"age": 18, "governorate": "IQ-NI", "disability": "physical", "displacement": "asylum_seeker"},
    {"age": 33, "governorate": "IQ-BG", "displacement": "refugee", "reported_elsewhere": "ovtf_member"},
    {"age": 45, "displacement": "returnee"},
    CHILD | {"displacement": "foreign_national", "report_date": date(2026, 1, 2)},
]
TOLD = ("report_date", "governorate", "age", "age_band", "stream", "gender", "disability", "displacement")
"""What a row of the Incident Recorder can say of a case; and whether it was reported elsewhere, and may be counted."""
SAME = {"mhpss_specialised": "mhpss_basic", "physical_protection": "police_security", "cash": "livelihoods"} | {
    "education": "child_protection"
}
"""Services that share a column: which of the two it was, the Incident Recorder does not know."""
WHY = {
    "service_unavailable": {"unavailable_reason": "capacity"},
    "referral_declined_by_survivor": {"decline_reason": "not_said"},
}


def of_agency(context, agency):
    """What is on record of an agency's cases: elements, and what came of each service."""
    with context.records.read() as tx:
        found = [case for case in store.every(tx) if case.agency == agency]
        sent = [entry for _seq, entry in submissions.every(tx) if entry.form == "need"]
    needs = {case.key: set() for case in found}
    for entry in sent:
        if entry.case_key in needs and entry.answers["outcome"] != "service_not_applicable":
            service = entry.answers["service_type"]
            needs[entry.case_key].add((SAME.get(service, service), entry.answers["outcome"]))
    elements = (*TOLD, "reported_elsewhere", "consent_reporting")
    return sorted((tuple(str(getattr(case, name)) for name in elements), sorted(needs[case.key])) for case in found)


def test_it_comes_in_again_by_the_mapping_for_gbvims(context, amal, sara, person, open_case):
    """Another agency takes the workbook as it is: every case and need that the format can hold is the same there."""
    outcomes = list(words.OUTCOME)
    for case, answers in enumerate(VARIED):
        key, not_now = open_case(amal, **answers), set(SAME if case % 2 else SAME.values())
        for number, service in enumerate(sorted(set(words.SERVICE) - not_now)):
            came_of_it = outcomes[(case + number) % len(outcomes)]
            need = NEED | {"service_type": service, "outcome": came_of_it, **WHY.get(came_of_it, {})}
            assert send(context, amal, key, "core", "need", need).submission_id
    content = gbvims_export.export(context, sara)
    assert recognise(read(content, "incident-recorder.xlsx")) == "gbvims_ir"
    online = Online(column="INCIDENT LOCATION", values=("Online",))
    other = person("supervisor", "A02")
    mapping = replace(shipped()["gbvims_ir"], online=online).to_toml()
    plan = imports.plan(context, other, "incident-recorder.xlsx", content, mapping)
    assert not plan.report.faults and plan.report.counts["new"] == len(VARIED)
    assert imports.commit(context, other, plan.id).new == len(VARIED)
    assert of_agency(context, "A02") == of_agency(context, "A01")


def test_the_audit_says_what_was_taken_away(context, sara, two):
    taken(context, sara)
    (line,) = audit.entries(context, ADMIN, action="agency.gbvims")
    assert line.object == "A01" and json.loads(line.detail) == {"cases": len(two), "to_confirm": len(two)}
