"""The page Connections: one coordinator asks and sees the token once, another approves it, either ends it."""

from dataclasses import replace

import pytest

from dashboard.actions.taskforce import connections, outside
from dashboard.errors import NotAllowed
from tests.ui.conftest import texts
from tests.ui.test_corrections_page import in_session


@pytest.fixture
def coordinator(context, person):
    return lambda name, language="en": in_session(
        context, replace(person("coordinator", None, name), language=language)
    )


@pytest.mark.parametrize("language", ["en", "ar"])
def test_a_token_is_asked_for_shown_once_approved_by_another_and_ended(context, coordinator, show, language):
    dilan, rana = coordinator("dilan", language), coordinator("rana", language)
    app = show("connections", dilan)
    app.text_input(key="connections.purpose").input("Power BI of the sub-cluster")
    app.button(key="connections.ask").click().run()
    (secret,) = (code.value for code in app.code)
    (asked,) = connections.every(context, dilan)
    assert not any(button.key.startswith("connections.approve") for button in app.button), "not by herself"
    app.run()
    assert not app.code, "once"
    with pytest.raises(NotAllowed):
        outside.opened(context, secret)
    show("connections", rana).button(key=f"connections.approve.{asked.id}").click().run()
    assert outside.opened(context, secret).token.id == asked.id
    show("connections", dilan).button(key=f"connections.end.{asked.id}").click().run()
    with pytest.raises(NotAllowed):
        outside.opened(context, secret)


def test_a_purpose_that_could_name_somebody_is_refused_and_nothing_is_kept(context, coordinator, show):
    dilan = coordinator("dilan")
    app = show("connections", dilan)
    app.text_input(key="connections.purpose").input("for 0770 123 4567 of the office")
    app.button(key="connections.ask").click().run()
    assert "No names of people" in texts(app) and not app.code
    assert connections.every(context, dilan) == []
