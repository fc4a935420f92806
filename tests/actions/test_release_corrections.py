"""A correction of a release: asked for by one, approved by a coordinator in her own session, and only then built."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from dashboard.access import Principal, operator, sessions
from dashboard.actions.administration import audit, people
from dashboard.actions.context import Context
from dashboard.actions.taskforce import corrections, releases, spending
from dashboard.errors import NotAllowed, ReleaseError, SignedOut
from dashboard.release import Correction
from dashboard.release.limits import power, spent
from dashboard.release.reasons import REASONS, reason_words
from tests.conftest import ADMIN
from tests.reported import report

PERIOD = "2025-Y"
"""A year: it is published however few cases it has."""


@pytest.fixture
def published(context: Context) -> Context:
    report(context, PERIOD)
    releases.build(context, operator(), PERIOD)
    return context


@pytest.fixture
def signed_in(context: Context, person: Callable[..., Principal]) -> Callable[..., Principal]:
    """Return a maker of people with a session of their own."""

    def one(role: str, username: str = "") -> Principal:
        return with_session(context, person(role, None, username))

    return one


def with_session(context: Context, who: Principal) -> Principal:
    ticket = sessions.issue_ticket(context.records, who.person_id, context.now())
    token = sessions.redeem(context.records, ticket, context.now())
    assert token is not None
    return replace(who, session=sessions.digest(token))


def test_it_is_built_only_when_a_coordinator_has_approved_it_and_both_are_in_the_audit(published, signed_in) -> None:
    admin, dilan = signed_in("administrator"), signed_in("coordinator", "dilan")
    with pytest.raises(ReleaseError, match="No coordinator has approved"):
        releases.build(published, admin, PERIOD, correcting=True)
    request = corrections.ask(published, admin, PERIOD, "late_import")
    with pytest.raises(ReleaseError, match="No coordinator has approved"):
        releases.build(published, admin, PERIOD, correcting=True)
    corrections.approve(published, dilan, request)
    assert releases.build(published, admin, PERIOD, correcting=True).outcome == "corrected"
    entry = spending.published(published).entries[-1]
    assert (entry.revision, entry.approver, entry.reason) == (1, "dilan", "late_import")
    (asked,) = corrections.every(published, dilan)
    assert (asked.state, asked.asked_by, asked.decided_by) == ("built", admin.name, dilan.name)
    noted = [(line.actor, line.action) for line in reversed(audit.entries(published, ADMIN, limit=20))]
    assert [line for line in noted if line[1].startswith("correction") or line[1] == "release.correct"] == [
        (admin.username, "correction.ask"),
        ("dilan", "correction.approve"),
        (admin.username, "release.correct"),
    ]


def test_a_command_on_the_server_can_ask_and_never_approve(published, signed_in) -> None:
    request = corrections.ask(published, operator(), PERIOD, "wrong_base")
    with pytest.raises(NotAllowed, match="on her own page"):
        corrections.approve(published, operator("coordinator"), request)
    dilan = signed_in("coordinator", "dilan")
    with pytest.raises(NotAllowed, match="on her own page"):
        corrections.approve(published, replace(dilan, session=""), request)
    with pytest.raises(SignedOut):
        corrections.approve(published, replace(dilan, session="made-up"), request)
    with pytest.raises(SignedOut):
        corrections.approve(published, replace(signed_in("administrator"), role="coordinator"), request)
    assert [asked.state for asked in corrections.every(published, dilan)] == ["asked"]


def test_an_administrator_who_becomes_a_coordinator_does_not_approve_her_own(published, signed_in) -> None:
    admin = signed_in("administrator", "rana")
    request = corrections.ask(published, admin, PERIOD, "other_error")
    people.change_person(published, ADMIN, admin.person_id, role="coordinator")
    rana = with_session(published, replace(admin, role="coordinator"))
    for decide in (corrections.approve, corrections.decline):
        with pytest.raises(NotAllowed, match="asked for this correction yourself"):
            decide(published, rana, request)


def test_what_was_declined_is_not_built_and_may_be_asked_for_again(published, signed_in) -> None:
    dilan = signed_in("coordinator", "dilan")
    request = corrections.ask(published, ADMIN, PERIOD, "late_import")
    with pytest.raises(ReleaseError, match="asked for already"):
        corrections.ask(published, ADMIN, PERIOD, "wrong_base")
    corrections.decline(published, dilan, request)
    with pytest.raises(ReleaseError, match="Nobody waits"):
        corrections.approve(published, dilan, request)
    with pytest.raises(ReleaseError, match="No coordinator has approved"):
        releases.build(published, ADMIN, PERIOD, correcting=True)
    corrections.approve(published, dilan, corrections.ask(published, ADMIN, PERIOD, "wrong_base"))
    releases.build(published, ADMIN, PERIOD, correcting=True)
    with pytest.raises(ReleaseError, match="corrected once already"):
        corrections.ask(published, ADMIN, PERIOD, "late_import")
    with pytest.raises(ReleaseError, match="corrected once already"):
        releases.build(published, ADMIN, PERIOD, correcting=True)


@pytest.mark.parametrize("reason", ["", "late-import", "Amal of Halabja was counted"])
def test_a_reason_is_from_the_list_and_nothing_else_gets_into_the_file(published, reason) -> None:
    with pytest.raises(ReleaseError, match="The reasons are: wrong_base"):
        corrections.ask(published, ADMIN, PERIOD, reason)
    with pytest.raises(ReleaseError, match="reason from the list"):
        Correction("dilan", reason)


def test_only_a_published_period_is_corrected(published) -> None:
    with pytest.raises(ReleaseError, match="nothing to correct"):
        corrections.ask(published, ADMIN, "2024-Y", "late_import")
    assert corrections.correctable(published, ADMIN) == (PERIOD,)


def test_a_case_in_both_versions_has_spent_what_both_tell(published, signed_in) -> None:
    once = spending.published(published).about(PERIOD).mu
    most = corrections.would_spend(published, ADMIN, PERIOD)
    corrections.approve(published, signed_in("coordinator"), corrections.ask(published, ADMIN, PERIOD, "late_import"))
    releases.build(published, ADMIN, PERIOD, correcting=True)
    together = spent(spending.published(published).entries, PERIOD)
    assert together == pytest.approx((2 * once**2) ** 0.5) and together == pytest.approx(most)
    assert power(once) == pytest.approx(0.30, abs=0.01) and power(together) == pytest.approx(0.47, abs=0.01)


def test_the_sentence_of_an_older_file_counts_as_another_error() -> None:
    assert reason_words("Amal of Halabja was counted twice") == REASONS["other_error"]
