"""The page of offline forms: out by a neutral name, back with a plan first."""

from dashboard.records import cases, submissions
from tests.actions.filled import NEED
from tests.interchange.entry_files import entry, file, intake, soon
from tests.ui.conftest import texts


def offline(show, person, form="core.need"):
    test = show("offline", person("supervisor", "A01"))
    return test.selectbox(key="offline.form").select(form).run()


def upload(test, files, form="core.need"):
    ((name, content),) = files.items()
    return test.file_uploader(key=f"offline.file.{form}.0").upload(name, content, "text/csv").run()


def need(key, **more):
    return entry(key, NEED | {"need_date": soon().date()} | more)


def test_the_good_ones_come_in_when_the_supervisor_says_so_and_the_file_is_gone(show, person, open_case):
    key = open_case(person("supervisor", "A01", "nour"))
    test = upload(offline(show, person), file(need(key), need(key, urgency="zzqq")))
    shown = texts(test) + "".join(html.value for html in test.get("html"))
    assert "2 entries read. 1 would come in" in shown and "urgency" in shown and "zzqq" not in shown
    assert test.button(key="offline.go").disabled
    test.checkbox(key="offline.skip").check().run()
    test.button(key="offline.go").click().run()
    assert not test.exception and "1 entry came in" in test.success[0].value
    assert "entries read" not in texts(test) and test.file_uploader(key="offline.file.core.need.1").value is None


def test_a_new_case_goes_to_whom_the_supervisor_names(show, person, context):
    amal = person("case_manager", "A01")
    test = upload(offline(show, person, "core.intake"), file(intake("A-1")), "core.intake")
    test.selectbox(key="offline.manager").select(amal.person_id).run()
    test.button(key="offline.go").click().run()
    assert "1 entry came in" in test.success[0].value
    with context.records.read() as tx:
        ((_n, sent),) = submissions.every(tx)
        assert cases.get(tx, sent.case_key).case_manager == amal.person_id


def test_a_file_that_is_none_of_this_form_is_a_sentence(show, person):
    test = upload(offline(show, person), {"a.csv": b"a,b\n1,2\n"})
    assert "no columns" in test.error[0].value and not test.exception


def test_a_private_key_is_refused_before_a_form_is_given_out(show, person):
    test = offline(show, person)
    test.text_area(key="offline.key").input("-----BEGIN PRIVATE KEY-----\nabc").run()
    assert "private key" in test.error[0].value
