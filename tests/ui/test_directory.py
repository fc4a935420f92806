"""The page on which the task force corrects the service directory, and what case managers then see."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.actions.directory import editing as directory
from tests.ui.conftest import draw, texts

POLICE = "safety.police_104"


def shown(test: AppTest) -> str:
    return texts(test) + "\n".join(str(each.value) for each in test.get("html"))


def open_sheet(test: AppTest, key: str, turn: int = 0) -> AppTest:
    test.session_state[f"directory.open.{key}.{turn}"] = True
    return test.run()


def save(test: AppTest, key: str, turn: int = 0) -> AppTest:
    test.button(key=f"directory.save.{key}.{turn}").click().run()
    assert not test.exception, test.exception
    return test


def test_a_coordinator_corrects_a_number_and_case_managers_see_it(show, person):
    test = open_sheet(show("directory", person("coordinator")), POLICE)
    channels = test.text_area(key=f"directory.{POLICE}.0.channels")
    assert channels.value == "phone: 104"
    channels.set_value("phone: 105\nwhatsapp: +964 750 808 8080")
    save(test, POLICE)
    assert "Saved: National police" in test.success[0].value
    services = show("services", person("case_manager", "A01"))
    services.text_input(key="services.search").set_value("National police").run()
    assert "105" in shown(services) and "+964 750 808 8080" in shown(services) and "104<" not in shown(services)


def test_an_error_stands_beside_the_form_and_nothing_typed_is_lost(show, person, context):
    test = open_sheet(show("directory", person("coordinator")), POLICE)
    test.text_area(key=f"directory.{POLICE}.0.channels").set_value("phone: 12\nweb: javascript:alert(1)\n119")
    test.text_input(key=f"directory.{POLICE}.0.label").set_value("New name")
    save(test, POLICE)
    message = test.error[0].value
    assert "12 is not a phone number" in message and "not a web address" in message and "web: 119" in message
    assert test.text_area(key=f"directory.{POLICE}.0.channels").value.startswith("phone: 12\n")
    assert test.text_input(key=f"directory.{POLICE}.0.label").value == "New name"
    assert {each.origin for each in directory.directory(context)} == {"plugin"}


def test_a_service_is_added_and_the_sheet_is_blank_again(show, person, context):
    test = open_sheet(show("directory", person("administrator")), "new")
    test.text_input(key="directory.new.0.label").set_value("Helpline of the city")
    test.text_area(key="directory.new.0.summary").set_value("Listens, day and night.")
    test.selectbox(key="directory.new.0.region").set_value("kri")
    test.multiselect(key="directory.new.0.governorates").set_value(["IQ-AR"])
    test.text_input(key="directory.new.0.no_referral").set_value("She calls herself.")
    test.text_area(key="directory.new.0.steps").set_value("Call.\n\nSay what is needed.")
    save(test, "new")
    added = next(each for each in directory.directory(context) if each.origin == "added")
    assert added.service.steps == ("Call.", "Say what is needed.") and added.service.governorates == ("IQ-AR",)
    assert "No referral: She calls herself." in texts(test)
    open_sheet(test, "new", 1)
    assert test.text_input(key="directory.new.1.label").value == ""


def test_verifying_retiring_and_bringing_back(show, person, context):
    dilan = person("coordinator")
    test = show("directory", dilan)
    test.button(key=f"directory.verify.{POLICE}").click().run()
    assert f"by {dilan.name}" in shown(test)
    test.button(key=f"directory.retire.{POLICE}").click().run()
    assert "Saved: National police" in test.success[0].value
    assert POLICE not in {each.key for each in directory.directory(context)}
    test.button(key=f"directory.restore.{POLICE}").click().run()
    assert POLICE in {each.key for each in directory.directory(context)}


def test_history_says_who_changed_what(show, person, context):
    dilan = person("coordinator")
    directory.correct(context, dilan, POLICE, {"hours": "8 to 14"})
    test = open_sheet(show("directory", dilan), POLICE)
    assert f"{dilan.name} · Hours" in texts(test).replace("\\_", "_")


def test_only_what_is_stale(show, person, context):
    dilan = person("coordinator")
    directory.add(
        context, dilan, {"label": "New helpline", "summary": "Listens.", "kind": "hotline", "no_referral": "She calls."}
    )
    test = show("directory", dilan)
    test.toggle(key="directory.stale").set_value(True).run()
    assert "New helpline" in texts(test) and "National police" not in texts(test)
    assert "Never verified" in texts(test)


@pytest.mark.parametrize("role", ["case_manager", "supervisor"])
def test_others_do_not_get_the_page(context, person, role, monkeypatch):
    from dashboard.ui import context as ui_context

    monkeypatch.setitem(ui_context._contexts, str(context.workspace.path), context)
    who = person(role, "A01")
    values = {name: getattr(who, name) for name in ("person_id", "username", "name", "role", "agency", "language")}
    test = AppTest.from_function(draw, args=("directory", str(context.workspace.path), values, {}), default_timeout=30)
    assert "Your role does not include this" in test.run().exception[0].value


def test_a_case_leads_here_with_its_governorate_and_age(show, person):
    test = show("services", person("case_manager", "A01"), **{"governorate": "IQ-AR", "for": "child"})
    assert test.selectbox(key="services.governorate").value == "IQ-AR"
    assert test.selectbox(key="services.for").value == "child"
    assert "Asayish, Erbil" in texts(test) and "National police" not in texts(test)


def test_an_address_with_nonsense_shows_everything(show, person):
    test = show("services", person("case_manager", "A01"), **{"governorate": "adult", "for": "<b>"})
    assert test.selectbox(key="services.governorate").value == "" and "National police" in texts(test)


def test_all_nineteen_governorates_can_be_chosen(show, person):
    test = show("services", person("case_manager", "A01"))
    assert len(test.selectbox(key="services.governorate").options) == 20


def test_what_was_typed_is_shown_as_text_and_never_as_a_picture_or_markup(show, person, context):
    text = "![x](http://127.0.0.1/a.png) <b>bold</b> :red[x]"
    directory.correct(context, person("coordinator"), POLICE, {"label": text, "channels": [["web", "a.org/?q=&amp;"]]})
    test = show("services", person("case_manager", "A01"))
    assert "!\\[x\\] (" in texts(test) and "\\< b\\>" in texts(test) and "<b>" not in texts(test)
    assert "a.org/?q=&amp;amp;" in shown(test)


def test_a_plan_without_a_known_place_says_where_each_line_answers(show, person, open_case):
    amal = person("case_manager", "A01")
    known = show("plan", amal, key=open_case(amal, governorate="IQ-BG"))
    drawn = show("plan", amal, key=open_case(amal, governorate="unknown"))
    lines = "".join(each.proto.body for each in drawn.get("html"))
    assert "119\u2069 · Kurdistan Region" in lines and "104\u2069 · Federal Iraq" in lines and "911" not in lines
    assert "Her governorate is not known" in texts(drawn) and "Her governorate is not known" not in texts(known)
    assert "Federal Iraq" not in "".join(each.proto.body for each in known.get("html"))
