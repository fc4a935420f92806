"""The page Team at a closing: why there is no new assessment, and what happened since it was sent in."""

import pytest

from tests.actions.filled import REFERRAL, agree, ask_to_close, assess, send
from tests.ui.conftest import texts


@pytest.fixture
def amal(person):
    return person("case_manager", "A01")


def test_the_supervisor_sees_the_reason_and_what_holds_a_closing_up(context, person, amal, open_case, show):
    sara, key = person("supervisor", "A01"), open_case(amal)
    agree(context, amal, key)
    assess(context, amal, key)
    ask_to_close(context, amal, key)
    page = texts(show("team", sara))
    assert (
        "Without a new risk assessment: Another service has taken over" in page and "Send the closing back" not in page
    )
    send(context, amal, key, "core", "referral", REFERRAL)
    page = show("team", sara)
    assert "Referral without an end: Legal aid. Send the closing back" in texts(page)
    page.button(key=next(button.key for button in page.button if button.key.endswith(".approve"))).click().run()
    assert "Send the closing back, so that it is filled in anew." in "\n".join(str(info.value) for info in page.info)
