"""The page Something was sent to me: what to do, one button, and what waits for the supervisor."""

from tests.ui.conftest import texts


def test_a_case_manager_reads_what_to_do_and_tells_her_supervisor_with_one_click(show, person):
    page = show("sent_to_me", person("case_manager", "A01"))
    said = texts(page)
    assert "You did nothing wrong" in said and "Do not open, copy, forward" in said and "Leave the device" in said
    page.button(key="sent_to_me.tell").click().run()
    assert "Your supervisor sees it" in texts(page) and not page.button

    sara = person("supervisor", "A01")
    assert "Talk today, alone and calmly" in texts(show("sent_to_me", sara))
    assert "talk today" in str([each.label for each in show("my_work", sara).get("page_link")])
    waits = show("sent_to_me", sara)
    waits.button[0].click().run()
    assert "Talk today, alone and calmly" not in texts(waits)
    assert "Your supervisor sees it" not in texts(show("sent_to_me", person("case_manager", "A01", "nadia")))
