"""What a supervisor decides of a case as a whole: whose it is, a duplicate, another agency's."""

import json

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.supervisor import assigning
from dashboard.actions.work import cases, drafting
from dashboard.actions.work import tasks as work
from dashboard.errors import NotAllowed, RecordError
from tests.actions.filled import REFERRAL, agree, send


@pytest.fixture
def key(amal, open_case):
    return open_case(amal)


def version(context, who, key):
    return cases.read_case(context, who, key).case.version


def test_a_case_given_to_a_colleague_is_her_work_from_then_on(context, amal, sara, key):
    assigning.assign(context, sara, key, version(context, sara, key), sara.person_id)
    assert {task.case_key for task in work.my_work(context, sara)} == {key}
    assert work.my_work(context, amal) == []
    assert [each.values["case_manager"] for each in cases.read_case(context, sara, key).history] == [
        sara.person_id,
        amal.person_id,
    ]


def test_a_case_is_not_given_to_another_agency_or_a_stranger(context, amal, sara, key, person):
    for other in (person("case_manager", "A02").person_id, person("administrator").person_id, "nobody"):
        with pytest.raises(RecordError, match="of your agency"):
            assigning.assign(context, sara, key, version(context, sara, key), other)
    assert cases.read_case(context, sara, key).case.case_manager == amal.person_id


def test_the_audit_says_how_much_stays_open_of_a_case_that_another_agency_takes_over(
    context, amal, sara, key, open_case, person
):
    other = open_case(amal)
    for case, status in ((key, "transferred"), (other, "duplicate")):
        agree(context, amal, case)
        assert send(context, amal, case, "core", "referral", REFERRAL).submission_id
        assigning.set_aside(context, sara, case, version(context, sara, case), status)
    lines = [line for line in audit.entries(context, person("administrator")) if line.action == "case.status"]
    told = {line.object: json.loads(line.detail).get("stays_open") for line in lines}
    assert told == {key: 1, other: None}


@pytest.mark.parametrize("status", assigning.SET_ASIDE)
def test_a_case_that_was_set_aside_is_read_only_and_leaves_the_figures_until_it_is_brought_back(
    context, amal, sara, key, status
):
    assigning.set_aside(context, sara, key, version(context, sara, key), status)
    assert cases.read_case(context, amal, key).case.status == status
    with pytest.raises(RecordError, match=r"not worked on here|Another agency works on this case"):
        drafting.submit(context, amal, drafting.open_draft(context, amal, "mhpss", "assessment", key).id, {})
    assert work.my_work(context, amal) == []
    context.refresh()
    reportable = context.projection.rows("SELECT status, reportable FROM core.cases WHERE case_key = ?", [key])
    assert reportable == [(status, status != "duplicate")]
    assigning.bring_back(context, sara, key, version(context, sara, key))
    assert work.my_work(context, amal) != []


def test_only_a_supervisor_of_the_agency_decides(context, amal, key, person):
    stranger = person("supervisor", "A02")
    for who in (amal, stranger):
        for decide in (
            lambda who=who: assigning.assign(context, who, key, 1, amal.person_id),
            lambda who=who: assigning.set_aside(context, who, key, 1, "duplicate"),
            lambda who=who: assigning.bring_back(context, who, key, 1),
        ):
            with pytest.raises(NotAllowed):
                decide()


def test_closing_and_what_is_not_open_go_another_way(context, sara, key):
    with pytest.raises(RecordError, match="Closing the case"):
        assigning.set_aside(context, sara, key, 1, "closed")
    with pytest.raises(RecordError, match="not in the state"):
        assigning.bring_back(context, sara, key, 1)
    assigning.set_aside(context, sara, key, 1, "duplicate")
    with pytest.raises(RecordError, match="not in the state"):
        assigning.set_aside(context, sara, key, 2, "transferred")


def test_two_supervisors_at_once_the_second_is_told(context, sara, key):
    assigning.assign(context, sara, key, 1, sara.person_id)
    with pytest.raises(RecordError, match="Someone else changed this case"):
        assigning.set_aside(context, sara, key, 1, "duplicate")
