"""The page of offline forms: out by a neutral name, back with a plan first."""

from tests.actions.filled import NEED
from tests.interchange.telephone import entry, file, soon
from tests.ui.conftest import texts


def offline(show, person, form="core.need"):
    test = show("offline", person("supervisor", "A01"))
    return test.selectbox(key="offline.form").select(form).run()


def upload(test, files, form="core.need"):
    ((name, content),) = files.items()
    return test.file_uploader(key=f"offline.files.{form}").upload(name, content, "text/csv").run()


def needs(key, **more):
    return file(entry(key, NEED | {"need_date": soon().date()} | more), form="core.need", version="2")


def test_a_supervisor_brings_back_what_was_filled_in(show, person, open_case):
    key = open_case(person("supervisor", "A01", "nour"))
    test = upload(offline(show, person), needs(key))
    assert "1 entries read. 1 would come in" in texts(test)
    test.button(key="offline.go").click().run()
    assert not test.exception and "1 entry came in" in test.success[0].value
    assert "0 would come in, 0 of them" in texts(test) and "1 are here already" in texts(test)


def test_what_is_wrong_is_said_by_row_and_question_and_no_button_brings_it_in(show, person, open_case):
    key = open_case(person("supervisor", "A01", "nour"))
    test = upload(offline(show, person), needs(key, urgency="zzqq"))
    shown = texts(test) + "".join(html.value for html in test.get("html"))
    assert "urgency" in shown and "zzqq" not in shown
    assert not [button for button in test.button if button.key == "offline.go"]


def test_the_good_ones_come_in_when_the_supervisor_says_so(show, person, open_case):
    key = open_case(person("supervisor", "A01", "nour"))
    good, bad = (entry(key, NEED | {"need_date": soon().date()} | more) for more in ({}, {"urgency": ""}))
    test = upload(offline(show, person), file(good, bad))
    test.checkbox(key="offline.skip").check().run()
    test.button(key="offline.go").click().run()
    assert "1 entry came in" in test.success[0].value


def test_a_file_that_is_none_of_this_form_is_a_sentence(show, person):
    test = upload(offline(show, person), {"a.csv": b"a,b\n1,2\n"})
    assert "no columns" in test.error[0].value and not test.exception


def test_a_private_key_is_refused_before_a_form_is_given_out(show, person):
    test = offline(show, person)
    test.text_area(key="offline.key").input("-----BEGIN PRIVATE KEY-----\nabc").run()
    assert "private key" in test.error[0].value
