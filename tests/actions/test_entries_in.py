"""Entries from telephones come in: the rules of their forms, as of when they were filled in, all or nothing."""

import io
import zipfile
from datetime import timedelta

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.supervisor import entries_in
from dashboard.actions.work import cases
from dashboard.casework.clock import deadline
from dashboard.errors import ContractError, ImportRefused
from dashboard.projection.derive import quarter
from dashboard.records import cases as case_table
from dashboard.records import consents, imports, releases, risk, submissions
from dashboard.records.releases import ReleaseStep
from tests.actions.filled import NEED, assess, close
from tests.conftest import ADMIN
from tests.interchange.entry_files import ago, entry, file, intake, needs, soon
from tests.interchange.entry_files import risk as assessed


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def every(context):
    with context.records.read() as tx:
        return [sent for _n, sent in submissions.every(tx)]


def said(plan):
    return [(fault.row, fault.column) for fault in plan.faults]


def test_an_assessment_counts_from_when_it_was_made(context, sara, open_case):
    key, made = open_case(sara), ago(hours=3)
    done = entries_in.bring_in(
        context, sara, "safety", "risk_assessment", file(assessed(key, filled_in_at=made.isoformat()))
    )
    assert (done.new, done.faults) == (1, ())
    with context.records.read() as tx:
        case, (decision,) = case_table.get(tx, key), risk.history(tx, key)
    assert (case.risk_level, case.risk_decided_at, decision.at) == ("high", made, made)
    assert deadline(case) == made + timedelta(hours=24)


def test_an_assessment_that_is_older_than_the_level_that_holds_decides_nothing(context, sara, open_case):
    key = open_case(sara)
    assess(context, sara, key)
    calm = {
        "filled_in_at": ago(hours=3).isoformat(),
        "level": "normal",
        "threats": "none",
        "source_perpetrator": "none",
    }
    done = entries_in.bring_in(context, sara, "safety", "risk_assessment", file(assessed(key, **calm)))
    assert [(fault.row, fault.column) for fault in done.faults] == [(2, "")]
    assert "older than the level of risk that holds now" in done.faults[0].message
    with context.records.read() as tx:
        assert case_table.get(tx, key).risk_level == "high"


def test_an_intake_opens_a_case_and_what_is_about_it_finds_it_however_the_reference_is_written(context, sara):
    made = ago(days=2)
    done = entries_in.bring_in(context, sara, "core", "intake", file(intake("KRG-007", filled_in_at=made.isoformat())))
    assert (done.new, done.faults) == (1, ())
    later = file(entry("krg- 7", NEED | {"need_date": made.date()}, at=ago(days=1)))
    assert entries_in.bring_in(context, sara, "core", "need", later).new == 1
    opened, need = every(context)
    assert opened.case_key == need.case_key
    with context.records.read() as tx:
        case = case_table.get(tx, opened.case_key)
        assert case.opened_at == made and case.consent_services
        assert {consent.at for consent in consents.history(tx, case.key)} == {made}


def test_a_new_case_goes_to_whom_the_supervisor_chooses(context, sara, person):
    amal = person("case_manager", "A01")
    entries_in.bring_in(context, sara, "core", "intake", file(intake("A-1")), case_manager=amal.person_id)
    assert cases.read_case(context, amal, every(context)[0].case_key).case.case_manager == amal.person_id
    with pytest.raises(ImportRefused, match="who is active"):
        entries_in.bring_in(context, sara, "core", "intake", file(intake("A-2")), case_manager="nobody")


def test_the_same_file_twice_changes_nothing_and_a_longer_one_brings_the_rest(context, sara, open_case):
    key = open_case(sara)
    first = entry(key, NEED | {"need_date": soon().date()})
    assert entries_in.bring_in(context, sara, "core", "need", file(first)).new == 1
    before = every(context)
    again = entries_in.bring_in(context, sara, "core", "need", file(first))
    assert (again.new, again.same) == (0, 1) and every(context) == before
    both = file(first, entry(key, NEED | {"need_date": soon().date()}))
    done = entries_in.bring_in(context, sara, "core", "need", both)
    assert (done.new, done.same) == (1, 1)


def test_an_entry_that_was_changed_there_since_is_never_written_over(context, sara, open_case):
    first = entry(open_case(sara), NEED | {"need_date": soon().date()})
    entries_in.bring_in(context, sara, "core", "need", file(first))
    done = entries_in.bring_in(context, sara, "core", "need", file(first | {"urgency": "1_hour"}))
    assert said(done) == [(2, "")] and "with other answers" in done.faults[0].message
    assert len(every(context)) == 2


def test_nothing_comes_in_while_one_entry_is_wrong_unless_the_supervisor_says_so(context, sara, open_case):
    key = open_case(sara)
    files = file(entry(key, NEED | {"need_date": soon().date()}), entry(key, NEED | {"urgency": ""}))
    assert sorted(said(entries_in.bring_in(context, sara, "core", "need", files))) == [(3, "need_date"), (3, "urgency")]
    assert len(every(context)) == 1
    done = entries_in.bring_in(context, sara, "core", "need", files, skip_bad=True)
    assert done.new == 1 and len(every(context)) == 2


def test_another_agencys_case_looks_like_none_and_the_refusal_is_in_the_audit(context, sara, person, open_case):
    theirs = open_case(person("case_manager", "A02"))
    done = entries_in.bring_in(context, sara, "core", "need", needs(theirs))
    nothing = entries_in.bring_in(context, sara, "core", "need", needs("OV-2222-2222"))
    assert said(done) == said(nothing) == [(2, "case_reference")]
    assert done.faults[0].message == nothing.faults[0].message
    refused = [line.object for line in audit.entries(context, ADMIN, limit=50) if line.action == "case.refused"]
    assert theirs in refused


def test_what_was_filled_in_as_for_an_adult_does_not_come_in_for_a_child(context, sara, open_case):
    child = open_case(sara, age=14, violence_types=("csam",), assent="yes", guardian_consent="yes")
    done = entries_in.bring_in(context, sara, "safety", "risk_assessment", file(assessed(child)))
    assert said(done) == [(2, "stream")]


def test_an_answer_that_the_form_lets_go_of_is_a_fault_and_not_lost(context, sara, open_case):
    done = entries_in.bring_in(
        context, sara, "core", "need", needs(open_case(sara), outcome="done_by_us", decline_reason="x")
    )
    assert all(row == 2 for row, _column in said(done)) and done.faults
    gone = entries_in.plan(context, sara, "core", "intake", file(intake("Z-1", assent="yes")))
    assert said(gone) == [(2, "assent")]


def test_no_message_repeats_an_answer(context, sara, open_case):
    secret = "zzqqx"
    wrong = dict.fromkeys(NEED, secret) | {"need_date": secret}
    plan = entries_in.plan(context, sara, "core", "need", file(entry(open_case(sara), wrong)))
    others = entries_in.plan(
        context, sara, "core", "need", file(entry(secret, NEED, filled_in_at=secret), entry(secret, NEED))
    )
    assert plan.faults and others.faults
    for told in (plan, others):
        assert secret not in repr(told.faults) and secret not in repr(told.notes)
    assert secret not in repr(audit.entries(context, ADMIN, limit=50))


def test_a_telephone_number_as_a_reference_is_refused(context, sara):
    assert said(entries_in.plan(context, sara, "core", "intake", file(intake("0770 123 4567")))) == [
        (2, "case_reference")
    ]


def test_a_reference_stands_for_one_case_and_is_kept_only_as_a_hash(context, sara):
    twice = entries_in.bring_in(context, sara, "core", "intake", file(intake("B-1"), intake("b-01")))
    assert said(twice) == [(3, "")]
    entries_in.bring_in(context, sara, "core", "intake", file(intake("B-1")))
    known = entries_in.bring_in(context, sara, "core", "intake", file(intake("b-1")))
    assert said(known) == [(2, "case_reference")]
    with context.records.read() as tx:
        assert "B-1" not in repr(imports.known_rows(tx, "A01"))
        assert not any("B-1" in repr(row) for row in tx.exec_driver_sql("SELECT * FROM brought_entries"))


def test_a_case_of_a_quarter_that_is_released_counts_when_it_comes_in(context, sara):
    made = ago(days=120)
    released = ReleaseStep(
        build="b",
        step="made",
        period=quarter(made),
        revision=0,
        quarters=(quarter(made),),
        mu=1.0,
        digest="d",
        at=ago(days=1),
        by="p",
    )
    with context.records.write() as tx:
        releases.append(tx, released)
    old = intake("C-1", filled_in_at=made.isoformat(), report_date=made.date())
    assert entries_in.bring_in(context, sara, "core", "intake", file(old)).new == 1
    with context.records.read() as tx:
        assert case_table.get(tx, every(context)[0].case_key).opened_at > ago(minutes=5)


def test_a_time_that_has_not_come_or_was_never_is_refused(context, sara, open_case):
    key = open_case(sara)
    for at in (ago(hours=-1).isoformat(), "1999-01-01T00:00:00", "yesterday", ""):
        assert said(entries_in.plan(context, sara, "core", "need", needs(key, filled_in_at=at))) == [
            (2, "filled_in_at")
        ]


def test_what_is_closed_says_so(context, sara, open_case):
    key = open_case(sara)
    close(context, sara, sara, key)
    plan = entries_in.plan(context, sara, "core", "need", needs(key))
    assert said(plan) == [(2, "")]


def test_rejected_entries_are_left_out_and_encrypted_ones_are_said(context, sara, open_case):
    key = open_case(sara)
    one = entry(key, NEED | {"need_date": soon().date()})
    plan = entries_in.plan(
        context,
        sara,
        "core",
        "need",
        file(one | {"ReviewState": "rejected"}, one | {"Status": "Not decrypted", "_uuid": "2"}),
    )
    assert (plan.read, dict(plan.left_out), said(plan)) == (1, {"rejected there": 1}, [(3, "")])
    assert "still encrypted" in plan.faults[0].message


def test_an_entry_without_an_id_or_twice_in_the_file_is_said(context, sara, open_case):
    one = entry(open_case(sara), NEED | {"need_date": soon().date()})
    plan = entries_in.plan(context, sara, "core", "need", file(one, one, one | {"_uuid": ""}))
    assert said(plan) == [(4, ""), (3, "")]


def test_the_file_of_another_form_or_with_labels_in_its_header_is_refused(context, sara, open_case):
    one = entry(open_case(sara), NEED)
    with pytest.raises(ImportRefused, match="another form"):
        entries_in.plan(context, sara, "core", "need", file(one, form="core.referral"))
    with pytest.raises(ImportRefused, match="XML values and headers"):
        entries_in.plan(context, sara, "core", "need", {"a.csv": b"Reference of the case,When?\nA-1,2026-11-24\n"})


def test_another_version_of_the_form_is_said(context, sara, open_case):
    one = entry(open_case(sara), NEED | {"need_date": soon().date()})
    plan = entries_in.plan(context, sara, "core", "need", file(one, form="core.need", version="1"))
    assert not plan.faults and any("another version" in note for note in plan.notes)


def test_rows_of_repeats_that_are_missing_or_belong_to_nobody_are_faults(context, sara, open_case):
    one = entry(open_case(sara), {"any_still_open": "yes", "reasons": "no_contact", "closed_on": soon().date()})
    plan = entries_in.plan(context, sara, "core", "closure", file(one))
    assert (2, "still_open") in said(plan)
    rows = b"kind,decision,PARENT_KEY,KEY\nneed,unmet,uuid:nobody,uuid:nobody/still_open[1]\n"
    both = {**file(one), "Form-still_open.csv": rows}
    assert (2, "still_open") in [
        (fault.row, fault.column)
        for fault in entries_in.plan(context, sara, "core", "closure", both).faults
        if fault.sheet == "Form-still_open"
    ]


def test_several_files_that_are_no_csv_and_an_archive_without_one_are_refused(context, sara):
    with pytest.raises(ImportRefused, match="no CSV file"):
        entries_in.plan(context, sara, "core", "need", {"a.csv": b"x", "b.png": b"y"})
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(ImportRefused):
        entries_in.plan(context, sara, "core", "need", {"a.zip": out.getvalue()})


def test_a_form_that_is_not_there_is_said(context, sara):
    with pytest.raises(ContractError, match="no form"):
        entries_in.plan(context, sara, "core", "nothing", needs("OV-2222-2222"))


def test_more_new_entries_than_others_can_wait_for_are_refused_and_known_ones_do_not_count(context, sara, open_case):
    key = open_case(sara)
    many = [entry(key, NEED | {"need_date": soon().date()}) for _n in range(entries_in.MOST + 1)]
    with pytest.raises(ImportRefused, match="101 new entries"):
        entries_in.plan(context, sara, "core", "need", file(*many))
    assert entries_in.bring_in(context, sara, "core", "need", file(*many[:2])).new == 2
    assert entries_in.plan(context, sara, "core", "need", file(*many)).new == entries_in.MOST - 1
