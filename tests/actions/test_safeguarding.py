"""Content has reached a member of staff: the form can be sent in, the supervisor hears of it, the case says nothing."""

import pytest

from dashboard.actions.supervisor import safeguarding as staff
from dashboard.actions.work import safeguarding
from dashboard.errors import RecordError
from dashboard.registry import Registry
from tests.actions.filled import send
from tests.actions.test_proof import RISK

FORM = Registry.load().form("digital", "digital_risk")


def test_whoever_received_something_can_send_the_form_in_and_it_keeps_no_word_of_it(context, amal, open_case):
    """The rule that she confirms is about what she does from now on, so it is true for her as well."""
    assert [question.name for question in FORM.questions if question.kind == "acknowledge"] == ["knows_rule"]
    said = FORM.question("knows_rule").label
    assert "received" not in said and "I have" not in said
    key = open_case(amal)
    assert send(context, amal, key, "digital", "digital_risk", RISK, override="done_elsewhere").submission_id


def test_no_form_asks_staff_to_declare_that_they_have_seen_or_received_nothing():
    for area, form in Registry.load().forms():
        for question in form.all_questions:
            if question.kind == "acknowledge":
                assert not {"seen", "received", "stored"} & set(question.label.lower().split()), f"{area}.{form.name}"


def test_the_supervisor_of_the_agency_hears_of_it_until_the_procedure_has_taken_over(context, amal, person):
    sara, elsewhere = person("supervisor", "A01"), person("supervisor", "A02")
    safeguarding.tell(context, amal)
    safeguarding.tell(context, amal)
    (told,) = staff.waiting(context, sara)
    assert told.name == amal.name and safeguarding.told_at(context, amal) == told.incident.at
    assert staff.waiting(context, elsewhere) == []
    with pytest.raises(RecordError, match="already taken care"):
        staff.handled(context, elsewhere, told.incident.id)
    staff.handled(context, sara, told.incident.id)
    assert staff.waiting(context, sara) == [] and safeguarding.told_at(context, amal) is None
    with pytest.raises(RecordError, match="already taken care"):
        staff.handled(context, sara, told.incident.id)


def test_a_supervisor_does_not_take_care_of_what_she_told_herself_unless_she_is_alone(context, person):
    sara = person("supervisor", "A01")
    safeguarding.tell(context, sara)
    (told,) = staff.waiting(context, sara)
    huda = person("supervisor", "A01", "huda")
    with pytest.raises(RecordError, match="Another supervisor"):
        staff.handled(context, sara, told.incident.id)
    staff.handled(context, huda, told.incident.id)
    assert staff.waiting(context, sara) == []


def test_nothing_that_is_told_names_a_case_or_what_it_was(context, amal, open_case):
    open_case(amal)
    safeguarding.tell(context, amal)
    with context.records.read() as tx:
        columns = tx.exec_driver_sql("SELECT * FROM safeguarding").keys()
        lines = tx.exec_driver_sql("SELECT * FROM audit WHERE action = 'safeguarding.tell'").all()
    assert set(columns) == {"seq", "id", "agency", "state", "at", "by"}
    assert len(lines) == 1 and "OV-" not in str(lines)
