"""What the area promises. The dashboard's own rules run with `ovtf plugin check education`."""

from datetime import date, timedelta

from dashboard.contract import Entry
from dashboard.registry import Registry
from ovtf_kit.examples import NOW, a_case, a_record, due

REGISTRY = Registry.load()
STANDING, CONTACTS = (REGISTRY.form("education", name) for name in ("standing", "contacts"))
OUT = {
    "level": "secondary",
    "standing": "withdrawn",
    "weeks_out": 9,
    "barriers": ("family",),
    "wish": "back_same",
    "contact_ok": "yes",
}
TALK = {"role": "head", "day": date(2026, 11, 20), "asked": ("place",), "answer": "waiting"}
BACK = {"back": "not_yet", "pressure": "no"}


def standing(stream="tfgbv", **answers):
    return STANDING.examine(OUT | answers, context={"stream": stream}, now=NOW)


def contacts(*talks, **answers):
    return CONTACTS.examine(BACK | answers | {"talks": talks}, now=NOW)


def entry(form, answers, at=NOW):
    return Entry(id=form, form=form, answers=answers, at=at)


def test_a_child_is_not_offered_a_university_and_an_adult_no_primary_school():
    child, adult = ({each.name for each in standing(stream).choices["level"]} for stream in ("tf_csea", "tfgbv"))
    assert child == {"primary", "secondary", "vocational"} and adult == {
        "secondary", "vocational", "university", "adult_class"
    }  # fmt: skip


def test_nobody_talks_to_a_school_without_the_childs_own_assent():
    assert standing().problems == {}
    assert set(standing("tf_csea").problems) == {"assent"}
    assert "own assent" in standing("tf_csea", assent="no").problems["assent"]
    assert standing("tf_csea", assent="no", contact_ok="later").problems == {}


def test_whoever_missed_two_months_needs_help_to_catch_up():
    assert "catch_up" in standing(weeks_out=8).relevant and "catch_up" not in standing(weeks_out=7).relevant
    assert standing(weeks_out=401).problems == {"weeks_out": "Write weeks from 0 to 400."}
    assert "weeks_out" not in standing(standing="attends").relevant


def test_another_barrier_is_asked_for_in_words():
    assert "barriers_other" in standing(barriers=("cost", "other")).relevant
    assert "barriers_other" not in standing(barriers=("cost",)).relevant


def test_there_is_no_answer_without_a_contact_and_none_in_the_future():
    assert set(contacts().problems) == {"back"}
    assert contacts(TALK).problems == {} and contacts(TALK, TALK).answers["talks_count"] == "2"
    assert set(contacts(TALK, TALK | {"day": date(2026, 11, 25)}).problems) == {"talks.2.day"}


def test_a_contact_is_not_counted_twice():
    other = TALK | {"role": "counsellor"}
    assert set(REGISTRY.check_answers("education", "contacts", {"talks": (TALK, other, TALK)})) == {"talks.3.day"}
    assert REGISTRY.check_answers("education", "contacts", {"talks": (TALK, other)}) == {}


def test_children_and_young_adults_are_asked_whether_they_still_learn():
    child = a_case(stream="tf_csea", age=14, age_band="12_17")
    for case in (child, a_case()):
        assert due("education", case, a_record()) == {"education_ask": case.opened_at + timedelta(days=7)}
    assert due("education", a_case(age=40, age_band="25_59"), a_record()) == {}
    assert due("education", a_case(None), a_record()) == {}


def test_the_school_is_asked_when_she_wants_it_and_only_then():
    said = OUT | {"barriers": ["family"]}
    assert list(due("education", a_case(), a_record(entry("standing", said)))) == ["education_talk"]
    for no in ({"contact_ok": "later"}, {"wish": "pause"}, {"standing": "attends"}):
        assert due("education", a_case(), a_record(entry("standing", said | no))) == {}


def test_what_follows_a_contact():
    row = TALK | {"day": "2026-11-20"}
    record = a_record(entry("contacts", BACK | {"talks": [row], "pressure": "yes"}), entry("standing", OUT))
    found = due("education", a_case(), record)
    assert set(found) == {"education_answer", "education_pressure"}
    assert found["education_answer"].date() == date(2026, 11, 27)
    back = {"talks": [row | {"answer": "agreed"}], "back": "yes", "back_on": "2026-11-22", "pressure": "no"}
    before = entry("standing", OUT, NOW - timedelta(days=9))
    assert list(due("education", a_case(), a_record(entry("contacts", back), before))) == ["education_first_weeks"]
    assert due("education", a_case(), a_record(entry("contacts", back), entry("standing", OUT))) == {}
