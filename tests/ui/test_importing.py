"""The page Import: a file of any kind comes in by a supervisor's answers alone."""

import pytest

from dashboard.actions.supervisor import mappings
from dashboard.actions.work import cases
from dashboard.interchange import template_csv
from tests.ui.conftest import texts

HEADER = "Case No,Where,report_date,age,gender,disability,displacement,violence_types,platforms,Phone\n"
ROW = "X-{n},{where},2026-11-02,24,female,no,resident,doxing,instagram,07701234567\n"
EXAMPLE = template_csv()


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def _upload(test, content, name="cases.csv", place=0):
    test.file_uploader(key=f"import.file.{place}").upload(name, content, "text/csv").run()
    assert not test.exception, test.exception
    return test


def _shown(test):
    return "\n".join([texts(test), *(each.value.to_string() for each in test.dataframe)])


def test_the_template_needs_no_answer_and_shows_rows_in_words_before_it_comes_in(show, sara, context):
    test = _upload(show("import_cases", sara), EXAMPLE)
    assert "Erbil" in _shown(test) and "IQ-AR" not in _shown(test)
    assert cases.list_cases(context, sara).total == 0
    test.button(key="import.go").click().run()
    assert "1 cases came in" in _shown(test)
    assert cases.list_cases(context, sara).total == 1
    assert "import.plan" not in test.session_state and not test.file_uploader(key="import.file.1").value


def test_a_row_with_a_mistake_is_named_and_comes_in_only_when_the_others_are_taken(show, sara, context):
    line = EXAMPLE.split(b"\r\n")[1] if b"\r\n" in EXAMPLE else EXAMPLE.split(b"\n")[1]
    reference = line.split(b",")[0]
    bad = line.replace(reference, b"SECOND", 1).replace(b"IQ-AR", b"Atlantis")
    test = _upload(show("import_cases", sara), EXAMPLE + bad + b"\r\n")
    # The value is asked about first; left open, its row has a fault.
    test.button(key="import.continue").click().run()
    assert "governorate" in _shown(test) and "Atlantis" not in _shown(test)
    assert test.button(key="import.go").disabled
    test.checkbox(key="import.good").check().run()
    test.button(key="import.go").click().run()
    assert cases.list_cases(context, sara).total == 1


def test_a_table_of_an_agencys_own_comes_in_by_answers_and_they_are_kept(show, sara, context):
    file = (HEADER + ROW.format(n=1, where="Erbil") + ROW.format(n=2, where="Zakhoo city")).encode()
    test = _upload(show("import_cases", sara), file)
    answers = {"Case No": "record_ref", "Where": "governorate"}
    for box in test.selectbox:
        if box.label in answers:
            box.set_value(answers[box.label])
    test.radio(key="import.online").set_value("all")
    test.run()
    test.button(key="import.continue").click().run()
    assert not test.exception, test.exception
    value = next(box for box in test.selectbox if box.label.endswith("Zakhoo city"))
    value.set_value("IQ-DA").run()
    test.button(key="import.continue").click().run()
    assert not test.exception, test.exception
    test.text_input(key="import.mapping.name").set_value("ours").run()
    test.button(key="import.mapping.keep").click().run()
    test.button(key="import.go").click().run()
    assert cases.list_cases(context, sara).total == 2
    assert "0770" not in mappings.source(context, sara, "ours")


def test_nothing_is_planned_while_nobody_has_said_which_cases_were_online(show, sara):
    file = (HEADER + ROW.format(n=1, where="Erbil")).encode()
    test = _upload(show("import_cases", sara), file)
    test.button(key="import.continue").click().run()
    assert "happened online" in _shown(test)
    assert "import.plan" not in test.session_state


def test_a_plan_can_be_dropped_and_nothing_comes_in(show, sara, context):
    test = _upload(show("import_cases", sara), EXAMPLE)
    test.button(key="import.drop").click().run()
    assert "Nothing of it came in" in _shown(test)
    assert cases.list_cases(context, sara).total == 0


def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(show, sara):
    test = _upload(show("import_cases", sara), b"a,b\n\x00,1\n")
    assert "no text" in test.error[0].value
