"""Whom a case manager is shown: every entry of the directory is reached, and lines are those of the survivor's place."""

import dataclasses
import re
from collections import defaultdict
from itertools import product

import pytest

from dashboard import codes
from dashboard.actions.directory import editing as directory
from dashboard.actions.work import checking
from dashboard.actions.work.plan import action_plan
from dashboard.records import services
from dashboard.records.services import ServiceVersion

PLACES = codes.places()
KRI = {"IQ-AR", "IQ-SU", "IQ-DA", "IQ-HA"}
FEDERAL = set(PLACES) - KRI
SOUTH_AND_CENTRE = FEDERAL - {"IQ-KI", "IQ-NI"}
LINES = {
    "911": SOUTH_AND_CENTRE,
    "104": set(PLACES),
    "497": FEDERAL,
    "139": FEDERAL,
    "131": FEDERAL,
    "119": KRI,
    "+964 750 808 8080": KRI,
    "066106": {"IQ-AR"},
    "+964 750 252 2728": {"IQ-AR"},
    "+964 770 390 6223": {"IQ-SU"},
}
"""Where each number of the guide's table "Hotline Phone Numbers" is the one to call."""
AUTHORITIES = {
    "police_911": SOUTH_AND_CENTRE,
    "police_104": set(PLACES),
    "community_police_497": FEDERAL,
    "family_protection_139": FEDERAL,
    "national_security_131": FEDERAL,
    "dcvaw_119": KRI,
    "asayish_erbil": {"IQ-AR"},
    "asayish_sulaimani": {"IQ-SU"},
}


@pytest.fixture
def offered(context, a_case):
    """What the referral form offers, by (service type, age, governorate)."""
    form = context.form("core", "referral")

    def one(service_type, age, governorate):
        stream = "tf_csea" if age < 18 else "tfgbv"
        case = dataclasses.replace(a_case, age=age, stream=stream, governorate=governorate)
        state = checking.examine(context, form, case, None, {"service_type": service_type})
        return {choice.name.replace("__", ".") for choice in state.choices["service"]}

    walk = product(codes.names("service_type"), (12, 34), PLACES)
    return {where: one(*where) for where in walk}


def numbers(entries):
    return {number for entry in entries for kind, number in entry.service.channels if kind == "phone"}


def places_by_number(found):
    by_number = defaultdict(set)
    for place, entries in found.items():
        for number in numbers(entries):
            by_number[number].add(place)
    return by_number


def test_every_entry_is_reached_by_a_referral_or_says_why_not(context, offered):
    reached = set().union(*offered.values())
    entries = {entry.key: entry.service for entry in directory.directory(context)}
    assert {"safety.dcvaw_119", "safety.police_104", "safety.community_police_497"} <= reached
    assert {key for key, service in entries.items() if not service.no_referral} == reached


def test_a_referral_offers_only_who_works_there_for_her_age_and_this_need(context, offered):
    entries = {entry.key: entry.service for entry in directory.directory(context)}
    for (service_type, age, governorate), keys in offered.items():
        for service in map(entries.__getitem__, keys):
            assert service_type in service.service_types and directory.serves(service, governorate)
            assert service.audience in ("both", "child" if age < 18 else "adult")


def test_every_place_and_age_can_be_referred_to_police_protection_and_child_protection(offered):
    for age, governorate in product((12, 34), PLACES):
        assert offered["police_security", age, governorate] and offered["physical_protection", age, governorate]
        assert offered["child_protection", 12, governorate]


def test_lines_are_those_of_the_guides_table_in_each_governorate(context):
    lines = {place: directory.find(context, governorate=place, kind="hotline") for place in PLACES}
    assert places_by_number(lines) == LINES


def test_each_number_of_the_guides_table_is_in_the_directory(guide):
    table = guide.partition("### Hotline Phone Numbers")[2].partition("[www")[0]
    assert set(re.findall(r"\+964[\d ]+\d|\b(?:\d{3}|\d{6})\b(?=$| /)", table, re.M)) == set(LINES)


def test_the_action_plan_of_every_governorate_has_its_lines_and_no_other_ones(context, amal, open_case):
    plans = {place: action_plan(context, amal, open_case(amal, governorate=place)) for place in PLACES}
    assert places_by_number({place: plan.contacts for place, plan in plans.items()}) == LINES


def test_where_the_place_is_not_known_a_plan_has_no_line_of_single_governorates(context, amal, open_case):
    plan = action_plan(context, amal, open_case(amal, governorate=codes.UNKNOWN))
    assert (
        numbers(plan.contacts) == {"104", "497", "139", "131", "119", "+964 750 808 8080"} and not plan.place_is_known
    )


def test_where_the_place_is_not_known_a_referral_can_name_everybody(context, a_case):
    form, case = context.form("core", "referral"), dataclasses.replace(a_case, governorate=codes.UNKNOWN)
    state = checking.examine(context, form, case, None, {"service_type": "police_security"})
    everybody = {entry.key for entry in directory.find(context, service_type="police_security", audience="adult")}
    assert {choice.name.replace("__", ".") for choice in state.choices["service"]} == everybody


@pytest.mark.parametrize("stream", ["tfgbv", "tf_csea"])
def test_authorities_to_report_to_are_those_of_the_governorate(context, stream):
    form = context.form("legal", "risk_benefit")
    places = defaultdict(set)
    for place in (*PLACES, "", codes.UNKNOWN):
        state = form.examine(
            {"decision": "report"}, context={"stream": stream, "governorate": place}, now=context.now()
        )
        for choice in state.choices["authority"]:
            places[choice.name].add(place)
    # Where the place is not known, none that belongs to single governorates.
    local = {"police_911", "asayish_erbil", "asayish_sulaimani"}
    assert places == {
        name: there if name in local else there | {"", codes.UNKNOWN} for name, there in AUTHORITIES.items()
    }


@pytest.mark.parametrize(
    ("governorate", "first"),
    [("IQ-BG", "legal.family_protection_139"), ("IQ-DA", "mhpss.child_protection_coordination")],
)
def test_the_plan_of_a_child_leads_with_who_protects_children(context, amal, open_case, governorate, first):
    child = {"age": 14, "assent": "yes", "guardian_consent": "yes", "governorate": governorate}
    contacts = action_plan(context, amal, open_case(amal, **child)).contacts
    assert contacts[0].key == first and contacts[0].service.channels + contacts[0].service.steps
    adult = action_plan(context, amal, open_case(amal, governorate=governorate)).contacts
    assert "mhpss.child_protection_coordination" not in {entry.key for entry in adult}


def test_the_task_forces_own_line_for_children_leads_too(context, amal, person, open_case):
    line = {"label": "Line for children", "summary": "Listens.", "kind": "provider", "audience": "child"}
    line |= {"region": "kri", "service_types": ["child_protection"], "channels": [["phone", "116"]]}
    key = directory.add(context, person("coordinator"), line)
    child = {"age": 14, "assent": "yes", "guardian_consent": "yes", "governorate": "IQ-HA"}
    assert action_plan(context, amal, open_case(amal, **child)).contacts[0].key == key


def test_an_entry_that_was_verified_before_it_had_service_types_gets_them(context, person):
    """A version keeps all fields: one of before would hold 119 out of referrals for ever."""
    key = "safety.dcvaw_119"
    before = directory.plain(next(entry.service for entry in directory.directory(context) if entry.key == key))
    del before["no_referral"]
    older = ServiceVersion(
        key=key,
        values=before | {"service_types": [], "hours": "8 to 14"},
        at=context.now(),
        by=person("coordinator").person_id,
        retired=False,
    )
    with context.records.write() as tx:
        services.add(tx, older)
    entry = next(entry for entry in directory.directory(context) if entry.key == key)
    assert entry.service.hours == "8 to 14" and "safe_house_shelter" in entry.service.service_types
