"""What a mapping makes of a file: values in our words, all problems in one run, and never the text of a cell."""

from dataclasses import replace
from datetime import date
from time import process_time

import pytest

from dashboard.interchange.gbvims import COLUMNS
from dashboard.interchange.gbvims_words import OUTCOME, SERVICE
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


def test_one_date_in_another_order_puts_the_whole_column_in_doubt():
    """The other dates may be in that order too, and would be read wrongly without anybody's noticing."""
    american = ({"report_date": "03/04/2026"}, {"report_date": "09/28/2026"})
    assert faults(*american) == [(0, "report_date")]
    (question,) = draft(cases(*american), today=TODAY, mapping=TEMPLATE).questions
    assert question.about == "date_order"
    assert faults(*american, mapping=replace(TEMPLATE, order="mdy")) == []
    assert faults({"report_date": "03/04/2026"}, {"report_date": "31/13/2026"}) == [(3, "report_date")]


def test_an_age_that_is_not_known_is_said_so_and_a_band_across_two_is_asked():
    assert values(age="", age_band="unknown")["age_band"] == "unknown"
    assert values(age="Age 26 - 40")["age_band"] == "25_59"
    assert faults({"age": "Age 18 - 25"}) == [(2, "age")]
    assert faults({"age": "24", "age_band": "0_11"}) == [(2, "age_band")]


def test_the_day_of_an_assessment_without_its_level_is_told():
    result = mapped({"risk_level": "", "risk_day": "2026-09-02"}, {"risk_day": "2026-09-03"})
    assert "'risk_day': rows 2 say nothing" in result.notes[0] and len(result.rows) == 2


def test_many_rows_with_faults_take_as_long_as_others():
    """Each row looked through all faults of the rows before it: 20,000 bad ages took half a minute."""

    def seconds(rows):
        source, began = cases(*({"age": "old", "gender": "?"} for _row in range(rows))), process_time()
        assert len(apply(TEMPLATE, source, today=TODAY).faults) >= rows
        return process_time() - began

    assert min(seconds(3_000) for _again in range(2)) < 25 * max(seconds(300) for _again in range(2))


def test_of_very_many_faults_each_row_still_has_one():
    found = faults(*({"age": "old", "gender": "?", "platforms": "?", "disability": "?"} for _row in range(2_000)))
    assert {row for row, _column in found} == set(range(2, 2_002)) and len(found) <= 7_000


def test_cases_are_found_behind_a_title_page():
    page = sheet([["Cases of the year"], ["to be imported"]], "about")
    found = apply(TEMPLATE, Source((page, *cases({}, name="Cases").sheets)), today=TODAY)
    assert len(found.rows) == 1 and "The sheet 'about' was not read (1 rows)" in found.notes[0]


def test_every_service_of_the_incident_recorder_becomes_a_need():
    """The 42nd column too, in which the recorder writes child protection and education together."""
    services = {entry.rules["outcome"].source for entry in shipped()["gbvims_ir"].entries if entry.form == "need"}
    assert services == set(SERVICE.values())


@pytest.mark.parametrize("service", sorted(set(SERVICE.values())))
def test_what_we_write_of_a_need_for_the_incident_recorder_is_read_back(service):
    written = {
        "INCIDENT ID": "1",
        "DATE OF INTERVIEW": "2026-09-02",
        "DATE OF BIRTH": "2000-01-01",
        "CONSENT GIVEN": "Yes",
    }
    rows = [written | {service: word} for word in OUTCOME.values()]
    table = sheet([COLUMNS, *([row.get(column, "") for column in COLUMNS] for row in rows)], "Incident Data")
    found = apply(replace(shipped()["gbvims_ir"], online=Online(every=True)), Source((table,)), today=TODAY)
    needs = [row.entries.get("need", ()) for row in found.rows]
    assert [need[0]["outcome"] if need else "service_not_applicable" for need in needs] == list(OUTCOME)
    assert {SERVICE[need[0]["service_type"]] for need in needs if need} == {service} and not found.faults


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
