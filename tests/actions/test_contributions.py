"""Agencies on their own servers: sealed counts give the same true cells as their cases here would, and show nothing else."""

import json
import random
import shutil
import tomllib
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from importlib.resources import files

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.actions.taskforce import contribution_keys, contributions, expecting, releases
from dashboard.errors import DashboardError, ReleaseError
from dashboard.records import agencies, bulk
from dashboard.records.agencies import Agency
from dashboard.registry import Registry
from dashboard.release import Period, Releases, builder, contributing, envelope
from dashboard.release.contributing import packed, unpacked, version
from dashboard.release.sums import cells
from dashboard.workspace import Workspace
from ovtf_demo.inventing import Inventor
from ovtf_demo.people import Staff
from tests.conftest import with_settings
from tests.reported import report
from tests.ui.taskforce.conftest import script, texts

NOW = datetime(2031, 2, 1, 9, tzinfo=UTC)
CODES = ("B01", "B02", "B03")
PERIOD = "2030-Q4"
PLACES = ("IQ-AR", "IQ-BG", "IQ-SU")
ME = operator()


def invented(count=240):
    """The same cases whoever keeps them; some are duplicates, some without consent."""
    weights = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
    rng, span = random.Random(3), Period.parse("2030-Y")
    inventor = Inventor(rng, weights, [Staff(code, 1.0, PLACES, ["person-1"]) for code in CODES], NOW)
    length = span.end - span.start
    return [
        inventor.case((span.start + length * rng.uniform(0.01, 0.95)).astimezone(UTC), rng.choice(PLACES))
        for _n in range(count)
    ]


@pytest.fixture(scope="module")
def cases():
    return invented()


@pytest.fixture
def open_workspace(new_record, tmp_path, plugins):
    """Return a maker of workspaces with some agencies and cases, each of which has reported for the year."""
    made = []

    def make(name, codes, cases=()):
        workspace = Workspace.create(tmp_path / name)
        shutil.copy(new_record, workspace.path / "records.db")
        context = Context.open(workspace, registry=Registry(plugins), live=False)
        context.now = lambda: NOW
        with_settings(context, release={"menu": "small"})
        with context.records.write() as tx:
            for code in codes:
                begun = Period.parse("2029-Y").start
                agencies.add(tx, Agency(code=code, name=f"Agency {code}", created_at=begun))
            bulk.add_cases(tx, [case for case in cases if case.agency in codes])
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


def sent(agency, code, hub, period=PERIOD, **other):
    """Let an agency make its contribution, for the keys of the task force unless others are given."""
    report(agency, period, code)
    key = other.get("recipient") or contribution_keys.public_keys(hub, ME).sealing
    return contributions.make(agency, ME, period, code, key)


def trusted(agency, code, hub):
    contribution_keys.trust(hub, ME, code, contribution_keys.public_keys(agency, ME).signing)


def built_from(context, monkeypatch, period):
    """Build a release, and return the true counts that its noise was put on."""
    seen = []
    real = builder.noised
    monkeypatch.setattr(builder, "noised", lambda counts, *more: seen.append(counts) or real(counts, *more))
    releases.build(context, ME, period)
    return {name: {codes: n for codes, n in of_table.items() if n} for name, of_table in seen[0].items()}


@pytest.mark.parametrize(("period", "rhythm"), [("2030-Y", "year"), ("2030-Q2", "quarter")])
def test_three_servers_and_one_give_the_same_true_cells(open_workspace, cases, monkeypatch, period, rhythm):
    shared = open_workspace("shared", CODES, cases)
    hub = open_workspace("hub", CODES)
    for code in CODES:
        agency = open_workspace(code, [code], cases)
        trusted(agency, code, hub)
        report(shared, period, code)
        contributions.take(hub, ME, sent(agency, code, hub, period))
    for context in (shared, hub):
        with_settings(context, release={"menu": "small", "rhythm": rhythm})
    here = built_from(shared, monkeypatch, period)
    there = built_from(hub, monkeypatch, period)
    assert here == there and sum(here["total"].values()) > 30 and len(here) > 10
    assert {each.state for each in expecting.expected(hub, ME, period)} == {"late"}


def test_an_agency_that_is_silent_is_missing_from_the_quarters_and_counts_in_the_year(open_workspace, monkeypatch):
    many = invented(2400)
    hub, agency = open_workspace("hub", ("B01", "B02"), ()), open_workspace("own", ("B02",), many)
    with hub.records.write() as tx:
        bulk.add_cases(tx, [case for case in many if case.agency == "B01"])
    trusted(agency, "B02", hub)
    quarters, total = [f"2030-Q{n}" for n in (1, 2, 3, 4)], 0
    for quarter in quarters:
        report(hub, quarter, "B01")
        total += sum(built_from(hub, monkeypatch, quarter)["total"].values())
    published = Releases(hub.workspace.releases)
    assert [report.state for report in published.reports("2030-Q4")] == ["late", "missing"]
    for page, said in (("overview", "Not reported when this was made: Agency B02"), ("reported", "not by the release")):
        app = AppTest.from_function(script, args=(str(hub.workspace.releases), page, "en", {}), default_timeout=60)
        assert said in texts(app.run()) and not app.exception
    contributions.take(hub, ME, sent(agency, "B02", hub, "2030-Q4"))
    assert [standing for _each, standing in contributions.every(hub, ME)] == ["late"]
    contributions.take(hub, ME, sent(agency, "B02", hub, "2030-Y"))
    assert [standing for _each, standing in contributions.every(hub, ME)] == ["late", "waits"]
    year = sum(built_from(hub, monkeypatch, "2030-Y")["total"].values())
    assert year > total + 200, "what was late for its quarters is in the year"
    assert [report.state for report in Releases(hub.workspace.releases).reports("2030-Y")] == ["late", "late"]


@pytest.fixture
def pair(open_workspace, cases):
    """A task force with B01's cases, and B02 on a server of its own."""
    hub, agency = open_workspace("hub", ("B01", "B02"), cases), open_workspace("own", ("B02",), cases)
    trusted(agency, "B02", hub)
    return hub, agency


def test_who_sends_nothing_is_missing_whoever_confirms_here_and_its_cases_here_are_not_counted_twice(
    pair, monkeypatch, cases
):
    hub, agency = pair
    with_settings(hub, release={"menu": "small", "rhythm": "year"})
    with_settings(agency, release={"menu": "small", "rhythm": "year"})
    report(hub, "2030-Y", "B01")
    report(hub, "2030-Y", "B02")
    said = {each.code: each.state for each in expecting.expected(hub, ME, "2030-Y")}
    assert said == {"B01": "late", "B02": "missing"}
    contributions.take(hub, ME, sent(agency, "B02", hub, "2030-Y"))
    mine = built_from(hub, monkeypatch, "2030-Y")
    ours = [case for case in cases if case.agency in ("B01", "B02")]
    assert 0 < sum(mine["total"].values()) <= len(ours), "B02's cases are here too, and count once"


def payload(file):
    return envelope.read(file).sealed.split(b"\n--- ")[1].partition(b"\n")[2]


def test_the_file_holds_nothing_that_can_be_read_and_is_as_long_for_no_case(pair, open_workspace):
    hub, agency = pair
    nobody = open_workspace("nobody", ("B02",))
    contribution_keys.public_keys(nobody, ME)
    full, empty = sent(agency, "B02", hub), sent(nobody, "B02", hub)
    # what age puts before it is of random length
    assert len(payload(full)) == len(payload(empty)) > 4 * 700
    told = json.loads(full)
    assert set(told) == {"kind", "claim", "sealed", "signature"}
    assert set(told["claim"]) == {"agency", "quarters", "menu", "made_at", "backlog"}
    contributions.take(hub, ME, full)
    for file in (hub.workspace.path / "records.db", agency.workspace.path / "records.db"):
        assert b"governorate_by" not in file.read_bytes()
    assert contribution_keys.FILE in {each.name for each in (hub.workspace.path / "secrets").iterdir()}
    assert all(each.stat().st_mode & 0o077 == 0 for each in (hub.workspace.path / "secrets").iterdir())


class TestRefused:
    def test_another_key_opens_nothing_and_the_build_names_the_agency(self, pair, open_workspace):
        hub, agency = pair
        elsewhere = contribution_keys.public_keys(open_workspace("elsewhere", ()), ME).sealing
        contribution_keys.public_keys(hub, ME)
        contributions.take(hub, ME, sent(agency, "B02", hub, recipient=elsewhere))
        with pytest.raises(
            ReleaseError, match=r"contribution of B02 cannot be counted\. No key of this workspace opens it"
        ):
            releases.build(hub, ME, PERIOD)
        assert Releases(hub.workspace.releases).entries == ()
        assert releases.rehearse(hub, ME, PERIOD).lacking == ""

    def test_another_menu(self, pair):
        hub, agency = pair
        with_settings(agency, release={"menu": "large", "regions": "five"})
        with pytest.raises(ReleaseError, match="counted by another menu"):
            contributions.take(hub, ME, sent(agency, "B02", hub))
        assert contributions.every(hub, ME) == []

    def test_an_unknown_or_other_signature(self, pair, open_workspace, cases):
        hub, agency = pair
        with pytest.raises(ReleaseError, match="No key of B01 is known"):
            contributions.take(hub, ME, _of_b01(hub, open_workspace, cases))
        contribution_keys.public_keys(agency, ME, new=True)
        with pytest.raises(ReleaseError, match="not signed with the key"):
            contributions.take(hub, ME, sent(agency, "B02", hub))

    def test_one_letter_changed_on_its_way(self, pair):
        hub, agency = pair
        told = json.loads(sent(agency, "B02", hub))
        told["claim"]["quarters"] = ["2030-Q3"]
        for file in (json.dumps(told).encode(), b"{}", b"[1]", b"\xff", b"x" * 2_000_000):
            with pytest.raises(ReleaseError):
                contributions.take(hub, ME, file)
        assert contributions.every(hub, ME) == []

    def test_the_counts_of_another_signed_as_ones_own(self, pair, open_workspace):
        hub, agency = pair
        thief = open_workspace("thief", ("B01",))
        contribution_keys.public_keys(thief, ME)
        trusted(thief, "B01", hub)
        stolen = envelope.read(sent(agency, "B02", hub))
        claim = contributing.Claim(**{**vars(stolen.claim), "agency": "B01"})
        fake = envelope.Envelope(claim, stolen.sealed)
        signing = contribution_keys.private(thief.workspace)[-1].signing
        key = envelope.Ed25519PrivateKey.from_private_bytes(signing)
        file = envelope._written(envelope.Envelope(claim, stolen.sealed, key.sign(fake.signed)))
        contributions.take(hub, ME, file)
        with pytest.raises(ReleaseError, match="made as another contribution than it says"):
            releases.build(hub, ME, PERIOD)

    def test_an_older_one_after_a_newer_one(self, pair):
        hub, agency = pair
        older = sent(agency, "B02", hub)
        agency.now = lambda: NOW + timedelta(hours=1)
        contributions.take(hub, ME, sent(agency, "B02", hub))
        with pytest.raises(ReleaseError, match="The newest counts"):
            contributions.take(hub, ME, older)
        assert [standing for _each, standing in contributions.every(hub, ME)] == ["waits"]
        agency.now = hub.now = lambda: NOW + timedelta(hours=2)
        contributions.take(hub, ME, sent(agency, "B02", hub))
        assert [standing for _each, standing in contributions.every(hub, ME)] == ["replaced", "waits"]

    def test_before_its_supervisor_has_confirmed_and_before_the_period_is_over(self, pair):
        _hub, agency = pair
        with pytest.raises(ReleaseError, match="has not confirmed 2030-Q4"):
            contributions.make(agency, ME, PERIOD, "B02", "age1x")
        with pytest.raises(ReleaseError, match="cannot be released yet"):
            contributions.make(agency, ME, "2031-Q1", "B02", "age1x")

    @pytest.mark.parametrize("change", ["negative", "huge", "uneven", "short"])
    def test_what_no_cases_can_come_to_with_a_sentence_that_says_no_number(self, pair, change):
        policy = contributions.widest(pair[0])
        counts = {table.name: {} for table in policy.tables}
        for table, codes in cells(policy):
            counts[table.name].setdefault(codes, 0)
        wrong = {"negative": -7, "huge": 2_000_000, "uneven": 7}.get(change)
        if wrong:
            counts["total"][()] = wrong
        content = packed(counts, policy)[: -4 if change == "short" else None]
        with pytest.raises(ReleaseError) as refused:
            unpacked(content, policy)
        assert not any(letter.isdigit() for letter in str(refused.value))

    def test_a_key_that_is_none(self, pair):
        hub, _agency = pair
        for wrong in ("age1abc", "xyz", "00" * 31):
            with pytest.raises(DashboardError, match="no key of an agency"):
                contribution_keys.trust(hub, ME, "B02", wrong)


def _of_b01(hub, open_workspace, cases):
    own = open_workspace("b01", ("B01",), cases)
    contribution_keys.public_keys(own, ME)
    return sent(own, "B01", hub)


def test_new_keys_open_old_files_and_an_agency_without_a_key_counts_by_its_cases_here_again(pair):
    hub, agency = pair
    contributions.take(hub, ME, sent(agency, "B02", hub))
    first = contribution_keys.public_keys(hub, ME).sealing
    assert contribution_keys.public_keys(hub, ME, new=True).sealing != first
    counts = contributions.counting(hub, ME, [PERIOD])
    (opened,) = contributions.opened(hub, ME, counts, contributions.widest(hub))
    assert sum(opened["total"].values()) > 0
    contribution_keys.trust(hub, ME, "B02", "")
    assert contributions.counting(hub, ME, [PERIOD]) == []
    assert [standing for _each, standing in contributions.every(hub, ME)] == ["replaced"]


def test_a_menu_is_another_with_another_table_and_the_same_with_other_noise(pair):
    hub, _agency = pair
    policy = contributions.widest(hub)
    noisier = replace(policy, tables=tuple(replace(table, sigma=9.0) for table in policy.tables))
    assert version(noisier) == version(policy) != version(replace(policy, tables=policy.tables[1:]))
