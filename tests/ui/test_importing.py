"""The page Import: a file of any kind comes in by a supervisor's answers alone."""

import io
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from dashboard.actions.supervisor import imports, mappings
from dashboard.actions.work import cases
from tests.interchange.filled_template import filled_csv
from tests.ui.conftest import texts

INPUTS = Path(__file__).parents[1] / "interchange" / "inputs"
HEADER = "Case No,Where,report_date,age,gender,disability,displacement,violence_types,platforms,Phone\n"
ROW = "X-{n},{where},2026-11-02,24,female,no,resident,doxing,instagram,07701234567\n"
ONE = filled_csv()


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")


def _upload(test, content, name="cases.csv", place=0):
    test.file_uploader(key=f"import.file.{place}").upload(name, content, "text/csv").run()
    assert not test.exception, test.exception
    return test


def _input(test, name, place=0):
    return _upload(test, (INPUTS / name).read_bytes(), name, place)


def _shown(test):
    return texts(test)


def _html(test):
    return "\n".join(each.proto.body for each in test.get("html"))


def _press(test, key):
    test.button(key=key).click().run()
    assert not test.exception, test.exception
    return test


def _labelled(widgets, text):
    return next(each for each in widgets if text in each.label)


def _column(test, column):
    return next(each for each in test.selectbox if each.label.split(" (perhaps")[0] == column)


def _total(context, who):
    return cases.list_cases(context, who).total


def test_the_template_needs_no_answer_and_shows_rows_in_words_before_it_comes_in(show, sara, context):
    test = _upload(show("import_cases", sara), ONE)
    assert "Erbil" in _html(test) and "IQ-AR" not in _html(test)
    assert _total(context, sara) == 0
    _press(test, "import.go")
    assert "1 new cases" in _shown(test)
    assert _total(context, sara) == 1
    assert "import.plan" not in test.session_state and not test.file_uploader(key="import.file.1").value


def test_the_same_file_again_changes_nothing_and_a_corrected_one_shows_what_it_changes(show, sara, context):
    test = _press(_upload(show("import_cases", sara), ONE), "import.go")
    _upload(test, ONE, place=1)
    assert "Nothing changes" in _shown(test) and test.button(key="import.go").disabled
    _press(test, "import.drop")
    _upload(test, filled_csv(governorate="IQ-DA"), place=2)
    assert "Erbil" in _html(test) and "Duhok" in _html(test)
    _press(test, "import.go")
    assert "0 new cases, 1 corrected" in _shown(test)
    assert cases.list_cases(context, sara).cases[0].governorate == "IQ-DA"


def test_a_row_with_a_mistake_is_named_and_comes_in_only_when_the_others_are_taken(show, sara, context):
    bad = filled_csv(record_ref="SECOND", governorate="Atlantis").split(b"\r\n")[1]
    test = _upload(show("import_cases", sara), ONE + bad + b"\r\n")
    # The value is asked about first; left open, its row has a fault.
    _press(test, "import.continue")
    assert "(governorate)" in _html(test) and "Atlantis" not in _html(test)
    assert test.button(key="import.go").disabled and test.get("download_button")
    test.checkbox(key="import.good").check().run()
    _press(test, "import.go")
    assert _total(context, sara) == 1


def test_a_table_of_an_agencys_own_comes_in_by_answers_and_they_are_kept_for_the_next_file(show, sara, context):
    file = (HEADER + ROW.format(n=1, where="Erbil") + ROW.format(n=2, where="Zakhocity")).encode()
    test = _upload(show("import_cases", sara), file)
    _column(test, "Case No").set_value("record_ref")
    _column(test, "Where").set_value("governorate")
    _labelled(test.radio, "online").set_value("all")
    _press(test, "import.continue")
    _labelled(test.selectbox, "Zakhocity").set_value("IQ-DA")
    _press(test, "import.continue")
    assert any("Phone" in each.value for each in test.markdown)  # what was dropped is named
    test.text_input(key="import.mapping.name").set_value("ours").run()
    _press(test, "import.mapping.keep")
    _press(test, "import.go")
    assert _total(context, sara) == 2
    assert "0770" not in mappings.source(context, sara, "ours")

    _upload(test, (HEADER + ROW.format(n=3, where="Zakhocity")).encode(), place=1)
    test.selectbox(key="import.kind.1").set_value("ours").run()
    _press(test, "import.go")
    assert _total(context, sara) == 3


def test_proposals_are_confirmed_by_the_person_and_never_by_themselves(show, sara):
    file = ONE.replace(b"governorate", b"governorat", 1)
    test = _upload(show("import_cases", sara), file)
    assert _column(test, "governorat").value == ""
    _press(test, next(each.key for each in test.button if "proposed.columns" in each.key))
    assert _column(test, "governorat").value == "governorate"


def test_an_answer_to_one_file_is_never_taken_for_another(show, sara):
    test = _upload(show("import_cases", sara), (HEADER + ROW.format(n=1, where="Erbil")).encode())
    _column(test, "Case No").set_value("record_ref")
    _labelled(test.radio, "online").set_value("all").run()
    _upload(test, (HEADER + ROW.format(n=2, where="Duhok")).encode(), "other.csv")
    assert _column(test, "Case No").value == "" and _labelled(test.radio, "online").value is None


def test_an_answer_to_one_value_is_never_taken_for_another_of_the_next_round(show, sara):
    file = HEADER + ROW.format(n=1, where="Zakhocity") + ROW.format(n=2, where="Erbil").replace("female", "wooman")
    test = _upload(show("import_cases", sara), file.encode())
    _column(test, "Case No").set_value("record_ref")
    _labelled(test.radio, "online").set_value("all").run()
    _labelled(test.selectbox, "wooman").set_value("female")
    _column(test, "Where").set_value("governorate")
    _press(test, "import.continue")
    assert _labelled(test.selectbox, "Zakhocity").value is None


def test_nothing_is_planned_while_nobody_has_said_which_cases_were_online(show, sara):
    test = _input(show("import_cases", sara), "r01_gbvims_incident_recorder.xlsx")
    _press(test, "import.continue")
    assert "Say which of these cases happened online" in test.warning[0].value
    assert "import.plan" not in test.session_state


def test_the_incident_recorder_comes_in_with_one_answer_and_names_what_it_does_not_take(show, sara, context):
    test = _input(show("import_cases", sara), "r01_gbvims_incident_recorder.xlsx")
    assert "GBVIMS Incident Recorder" in test.caption[0].value
    _labelled(test.radio, "online").set_value("column").run()
    _labelled(test.selectbox, "Column").set_value("INCIDENT LOCATION").run()
    _labelled(test.radio, "online").set_value("all")
    _press(test, "import.continue")
    assert any("SURVIVOR CODE" in each.value for each in test.markdown)
    if "import.good" in [each.key for each in test.checkbox]:
        test.checkbox(key="import.good").check().run()
    _press(test, "import.go")
    assert _total(context, sara) > 0


@pytest.mark.parametrize("name", ["s22_gov_spellings.csv", "r03_kobo_xml_headers.csv"])
def test_a_file_of_a_known_kind_is_planned_without_a_question(show, sara, context, name):
    test = _input(show("import_cases", sara), name)
    assert not test.error, test.error
    _press(test, "import.go")
    assert _total(context, sara) > 15


def test_dates_that_contradict_the_order_that_was_said_are_told_and_not_asked_about_for_ever(show, sara):
    test = _input(show("import_cases", sara), "w03_date_mixed.csv")
    _labelled(test.radio, "How are the dates written?").set_value("dmy").run()
    _press(test, "import.continue")
    assert "day first" in test.warning[0].value and "Say how" not in test.warning[0].value


def test_references_that_differ_in_writing_only_stay_out_until_somebody_says_so(show, sara, context):
    test = _input(show("import_cases", sara), "w16_digits_in_ref.csv")
    assert test.button(key="import.go").disabled
    asked = [each for each in test.checkbox if "writing only" in each.label]
    assert len(asked) == 2 and not any(each.value for each in asked)
    asked[0].check().run()
    _press(test, "import.go")
    assert _total(context, sara) == 1


def test_a_column_of_telephone_numbers_is_not_taken_and_named(show, sara):
    test = _input(show("import_cases", sara), "w10_41_columns.xlsx")
    assert _column(test, "phone").value == "-"
    _press(test, "import.continue")
    assert any("phone" in each.value for each in test.markdown)


def test_forty_columns_that_nobody_knows_are_all_named_at_once_and_dropped_by_one_answer(show, sara, context):
    test = _input(show("import_cases", sara), "s41_40_unknown_columns.csv")
    assert {f"q{n}" for n in range(40)} <= {each.label for each in test.selectbox}
    _labelled(test.radio, "online").set_value("all")
    _labelled(test.checkbox, "say nothing of").check()
    _press(test, "import.continue")
    _press(test, "import.go")
    assert _total(context, sara) == 1


@pytest.mark.parametrize(
    "name", ["b01_billion_laughs_sheet.xlsx", "s31_empty.csv", "b20_password.xlsx", "b16_null.csv"]
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(show, sara, name):
    test = _input(show("import_cases", sara), name)
    assert test.error[0].value and not test.get("html")


def test_a_plan_can_be_dropped_and_nothing_comes_in(show, sara, context):
    test = _press(_upload(show("import_cases", sara), ONE), "import.drop")
    assert "Nothing of it came in" in _shown(test)
    assert _total(context, sara) == 0


def test_after_a_reload_the_plan_is_listed_and_can_be_taken(show, sara, context):
    _upload(show("import_cases", sara), ONE)
    test = show("import_cases", sara)
    _press(test, next(each.key for each in test.button if each.key.startswith("import.open.")))
    _press(test, "import.go")
    assert _total(context, sara) == 1


def test_a_plan_that_somebody_else_took_is_left_with_a_sentence(show, sara, context):
    test = _upload(show("import_cases", sara), ONE)
    imports.commit(context, sara, test.session_state["import.plan"].id)
    _press(test, "import.go")
    assert "taken already" in test.error[0].value and "import.plan" not in test.session_state
    assert _total(context, sara) == 1


def test_a_plan_that_is_too_old_is_left_with_a_sentence(show, sara, context):
    test = _upload(show("import_cases", sara), ONE)
    now = context.now
    context.now = lambda: now() + timedelta(days=1, minutes=1)
    _press(test, "import.go")
    assert "older than a day" in test.error[0].value and _total(context, sara) == 0


def test_the_case_manager_who_gets_the_new_cases_is_chosen(show, sara, person, context):
    amal = person("case_manager", "A01")
    test = _upload(show("import_cases", sara), ONE)
    test.selectbox(key="import.manager").set_value(amal.person_id).run()
    _press(test, "import.go")
    assert _total(context, amal) == 1


def test_the_workbook_of_bad_rows_says_why_and_holds_no_personal_column(show, sara):
    bad = HEADER.replace("Case No", "record_ref").replace("Where", "governorate") + ROW.format(n=1, where="Atlantis")
    test = _upload(show("import_cases", sara), bad.encode())
    _press(test, "import.continue")
    book = openpyxl.load_workbook(io.BytesIO(test.session_state["import.plan"].bad))
    cells = [str(cell.value) for row in book.active.iter_rows() for cell in row]
    assert "→ why" in cells and not any("0770" in cell or "Phone" in cell for cell in cells)


def test_the_upload_is_not_in_memory_once_its_plan_is_made(show, sara):
    test = _upload(show("import_cases", sara), ONE)
    assert not any(hasattr(value, "getvalue") for value in test.session_state)


def _workbook(**sheets):
    """Return a workbook with these sheets; each is a list of rows."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for row in rows:
            page.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def test_the_sheet_of_a_known_system_that_is_called_otherwise_is_chosen_on_the_page(show, sara):
    book = openpyxl.load_workbook(INPUTS / "r01_gbvims_incident_recorder.xlsx")
    book["Incident Data"].title = "1. Incident Data"
    out = io.BytesIO()
    book.save(out)
    test = _upload(show("import_cases", sara), out.getvalue(), "incidents.xlsx")
    _labelled(test.radio, "happened online").set_value("all").run()
    _press(test, "import.continue")
    assert "Say which sheet holds the cases." in _shown(test)
    _labelled(test.selectbox, "Which sheet holds the cases?").set_value("1. Incident Data").run()
    _press(test, "import.continue")
    assert "3. Plan" in _shown(test) and test.button(key="import.go").label.startswith("Import: 30 new")


def test_of_a_table_of_ones_own_the_sheet_that_tells_most_is_read_and_another_can_be_chosen(show, sara):
    head, row = (line.strip().split(",") for line in (HEADER, ROW.format(n=1, where="Erbil")))
    about = [["Our list", "Office"], ["of cases", "Erbil"]]
    book = _workbook(About=about, Cases=[head, row], Old=[["Age", "No."], [3, 4]])
    test = _upload(show("import_cases", sara), book, "own.xlsx")
    assert [_column(test, name) for name in ("Case No", "Where")]
    _labelled(test.selectbox, "Which sheet holds the cases?").set_value("Old").run()
    assert not test.exception, test.exception
    assert _column(test, "No.") and "Case No" not in [each.label for each in test.selectbox]
