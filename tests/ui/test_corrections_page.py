"""The page Corrections: one asks, a coordinator decides in her own session, and both read what it costs a case."""

from dataclasses import replace

import pytest

from dashboard.access import operator, sessions
from dashboard.actions.taskforce import corrections, releases
from tests.reported import report
from tests.ui.conftest import texts


@pytest.fixture
def published(context):
    report(context, "2025-Y")
    releases.build(context, operator(), "2025-Y")
    return context


def in_session(context, who):
    ticket = sessions.issue_ticket(context.records, who.person_id, context.now())
    return replace(who, session=sessions.digest(sessions.redeem(context.records, ticket, context.now())))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_an_administrator_asks_and_a_coordinator_approves(published, person, show, language):
    admin = replace(person("administrator"), language=language)
    dilan = in_session(published, replace(person("coordinator", None, "dilan"), language=language))
    app = show("corrections", admin)
    assert "1.59" in texts(app) and "48 " in texts(app)
    app.selectbox(key="corrections.reason").select("late_import")
    app.button(key="corrections.ask").click().run()
    (asked,) = corrections.every(published, dilan)
    assert (asked.period, asked.reason, asked.state) == ("2025-Y", "late_import", "asked")
    assert not any(button.key.startswith("corrections.approve") for button in app.button)
    app = show("corrections", dilan)
    app.button(key=f"corrections.approve.{asked.id}").click().run()
    assert not app.exception and not app.error
    assert [each.state for each in corrections.every(published, dilan)] == ["approved"]
    releases.build(published, operator(), "2025-Y", correcting=True)
    assert "table" in "".join(each.proto.body for each in show("corrections", dilan).get("html"))
