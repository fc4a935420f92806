"""What a mapping makes of a file: values in our words, all problems in one run, and never the text of a cell."""

from dataclasses import replace
from datetime import date

import pytest

from dashboard.interchange.mapping import FileMapping, Online, apply, draft, recognise, shipped
from dashboard.interchange.source import Source
from tests.interchange.mapping.files import TODAY, cases, exported, sheet

TEMPLATE = shipped()["template"]


def mapped(*changes, mapping=TEMPLATE):
    return apply(mapping, cases(*changes), today=TODAY)


def values(**change):
    (row,) = mapped(change).rows
    return row.values


def faults(*changes, mapping=TEMPLATE):
    return [(fault.row, fault.column) for fault in mapped(*changes, mapping=mapping).faults]


@pytest.mark.parametrize(
    ("element", "text", "value"),
    [
        ("gender", "F", "female"),
        ("gender", "Girl", "female"),
        ("gender", "ذكر", "male"),
        ("gender", "انثى", "female"),
        ("governorate", "IQG11", "IQ-AR"),
        ("governorate", "Mosul", "IQ-NI"),
        ("governorate", "ههولێر", "IQ-AR"),
        ("consent_services", "TRUE", "yes"),
        ("reported_elsewhere", "", "unknown"),
        ("violence_types", "sexual_extortion doxing", ("sexual_extortion", "doxing")),
        ("violence_types", "Sexual extortion, Doxing", ("sexual_extortion", "doxing")),
        ("platforms", "X (Twitter)", ("x",)),
        ("report_date", "46267", date(2026, 9, 2)),
        ("report_date", "02/09/2026", date(2026, 9, 2)),
        ("report_date", "02-Sep-2026", date(2026, 9, 2)),
        ("report_date", "2 أيلول 2026", date(2026, 9, 2)),
        ("report_date", "2026-09-01T22:30:00Z", date(2026, 9, 2)),
    ],
)
def test_what_people_write_is_understood(element, text, value):
    assert values(**{element: text})[element] == value


def test_all_usual_spellings_of_governorates_come_in():
    taken = apply(TEMPLATE, exported("s22_gov_spellings.csv"), today=TODAY)
    assert len(taken.rows) == 22 and not taken.faults


@pytest.mark.parametrize(
    ("element", "text"),
    [
        ("report_date", "2026-09-023"),
        ("report_date", "2026-09-02 to 2026-11-01"),
        ("report_date", "09/28/2026"),
        ("report_date", "2027-01-01"),
        ("age", "²"),
        ("age", "9" * 5000),
        ("governorate", "Erbyl"),
        ("platforms", "whatsapp; +9647501234567"),
        ("record_ref", "a@example.org"),
    ],
)
def test_what_is_doubtful_or_personal_is_told_and_never_repeated(element, text):
    result = mapped({}, {element: text})
    assert [(fault.row, fault.column) for fault in result.faults] == [(3, element)] and len(result.rows) == 1
    assert text not in result.faults[0].message


def test_everything_that_is_wrong_is_said_in_one_run():
    unknown = {f"q{number}": "x" for number in range(40)}
    found = faults({**unknown, "gender": "?", "phone": "+9647501234567"}, {"age": "old"})
    assert len([column for row, column in found if row == 0]) == 41
    assert {(2, "gender"), (3, "age")} <= set(found)


def test_one_and_zero_are_yes_and_no_only_where_yes_and_no_are_asked_and_it_is_said():
    result = mapped({"consent_reporting": "0"})
    assert result.rows[0].values["consent_reporting"] == "no" and "1 and 0" in result.notes[0]
    assert faults({"gender": "1"}) == [(2, "gender")]


def test_the_order_of_dates_is_asked_once_for_a_column():
    asking = replace(TEMPLATE, order="")
    assert faults({"report_date": "02/09/2026"}, {"report_date": "03/09/2026"}, mapping=asking) == [(0, "report_date")]
    assert faults({"report_date": "02/09/2026"}, {"report_date": "09/28/2026"}, mapping=asking) == [(0, "report_date")]
    assert faults({"report_date": "02/09/2026"}, {"report_date": "28/09/2026"}, mapping=asking) == []
    (question,) = draft(cases({"report_date": "02/09/2026"}), today=TODAY, mapping=asking).questions
    assert question.about == "date_order" and question.column == "report_date"


def test_an_age_that_is_not_known_is_said_so_and_a_band_across_two_is_asked():
    assert values(age="", age_band="unknown")["age_band"] == "unknown"
    assert values(age="Age 26 - 40")["age_band"] == "25_59"
    assert faults({"age": "Age 18 - 25"}) == [(2, "age")]
    assert faults({"age": "24", "age_band": "0_11"}) == [(2, "age_band")]


def test_needs_on_a_sheet_of_their_own_find_their_case():
    needs = sheet([["record_ref", "service_type", "outcome"], ["t-01", "Legal aid", "Referred"]], "needs")
    (row,) = apply(TEMPLATE, Source((*cases({}, name="cases").sheets, needs)), today=TODAY).rows
    assert row.entries["need"] == ({"service_type": "legal_aid", "outcome": "referred"},)


@pytest.mark.parametrize(
    ("name", "kind", "online", "taken"),
    [
        ("r01_gbvims_incident_recorder.xlsx", "gbvims_ir", Online(column="INCIDENT LOCATION", values=("Online",)), 30),
        ("r02_primero_case_export.csv", "primero_gbv", Online(references=("B7A1-0000", "b7a1-0001")), 2),
        ("primero_cp.csv", "primero_cp", Online(column="protection_concerns", values=("Online abuse",)), 1),
        ("r03_kobo_xml_headers.csv", "kobo", None, 19),
        ("r04_odk_central.csv", "odk", None, 19),
    ],
)
def test_exports_of_other_systems_come_in_with_an_answer_to_which_are_online(name, kind, online, taken):
    source = exported(name)
    assert recognise(source) == kind
    mapping = shipped()[kind]
    if online:
        asked = draft(source, today=TODAY)
        assert [question.about for question in asked.questions] == ["online"] and len(asked.problems) == 1
        mapping = replace(mapping, online=online)
    result = apply(mapping, source, today=TODAY)
    assert not result.faults and len(result.rows) == taken
    assert sum(result.left_out.values()) == len(source.sheets[0].lines) - taken


def test_an_age_is_made_of_a_date_of_birth_that_goes_no_further():
    mapping = replace(shipped()["gbvims_ir"], online=Online(every=True))
    result = apply(mapping, exported("r01_gbvims_incident_recorder.xlsx"), today=TODAY)
    assert result.rows[0].values["age"] == 22 and "DATE OF BIRTH" in result.dropped and "2004" not in repr(result)
    assert [need["service_type"] for need in result.rows[0].entries["need"]] == [
        "mhpss_basic",
        "legal_aid",
        "police_security",
    ]


def test_values_that_are_no_code_are_proposed_and_personal_ones_not_shown():
    seen = draft(cases({"governorate": "Erbyl"}, {"governorate": "+9647501234567"}), today=TODAY).values
    assert [(value.value, value.meaning, value.shown) for value in seen] == [("Erbyl", "IQ-AR", True), ("", "", False)]


def test_a_choice_in_a_column_of_its_own_is_joined():
    change = {"platforms/instagram": "1", "platforms/viber": "0", "platforms/x": "1"}
    source = cases({**change})
    table = source.sheets[0]
    renamed = tuple("other_text" if name == "platforms" else name for name in table.header)
    mapping = FileMapping.from_toml(TEMPLATE.to_toml() + '\n[drop]\ncolumns = ["other_text"]\n')
    (row,) = apply(mapping, Source((replace(table, header=renamed),)), today=TODAY).rows
    assert row.values["platforms"] == ("instagram", "x")


def test_the_status_of_a_case_comes_in_beside_the_status_that_odk_central_gives_an_entry():
    sent = exported("r04_odk_central.csv")
    table = sent.sheets[0]
    lines = tuple(replace(line, cells=(*line.cells, "closed", "2026-10-01", "needs_met")) for line in table.lines)
    header = (*table.header, "case-status", "case-closed_on", "case-closure_reasons")
    for source in (Source((replace(table, header=header, lines=lines),)), sent):
        result = apply(shipped()["odk"], source, today=TODAY)
        assert not result.faults and len(result.rows) == 19
        assert {row.values.get("status") for row in result.rows} == {"closed" if source is not sent else None}
        assert "Status" in result.dropped and "case-status" not in result.dropped
