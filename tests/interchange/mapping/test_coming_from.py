"""What docs/coming-from says, done to the letter: its pieces of a mapping, and files as each system writes them."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.interchange.mapping import FileMapping, apply, draft, shipped
from dashboard.interchange.source import Source
from tests.interchange.mapping.files import TODAY, exported, sheet

DOCS = Path(__file__).parents[3] / "docs" / "coming-from"


def pieces(page):
    """Return the mappings, or parts of one, on a page."""
    return re.findall(r"^```toml\n(.+?)^```", (DOCS / page).read_text("utf-8"), re.M | re.S)


def drafted(name, *added):
    """Return what `ovtf import map --to` drafts for a file, with pieces added."""
    return FileMapping.from_toml("\n".join([draft(exported(name), today=TODAY).mapping.to_toml(), *added]))


def test_the_mapping_of_a_table_of_ones_own_takes_that_table():
    (text,) = pieces("excel.md")
    head = ["No.", "Date", "Place", "Sex", "Age", "Type", "App", "Agrees to statistics", "Name", "Remarks"]
    row = ["7", "01/02/2026", "Erbyl", "F", "N/A", "Blackmail", "Telegram, Facebook", "yes", "x", "y"]
    result = apply(FileMapping.from_toml(text), Source((sheet([head, row], ""),)), today=TODAY)
    (taken,) = result.rows
    assert not result.faults and set(result.dropped) == {"Name", "Remarks"}
    assert taken.values["report_date"] == taken.values["opened_on"] == date(2026, 2, 1)
    assert (taken.values["governorate"], taken.values["age_band"]) == ("IQ-AR", "unknown")
    assert taken.values["violence_types"] == ("sexual_extortion",) and len(taken.values["platforms"]) == 2


def test_the_incident_recorder_with_the_answers_of_its_page():
    name, (online, closed) = "r01_gbvims_incident_recorder.xlsx", pieces("gbvims-incident-recorder.md")
    for added, status in (((online,), None), ((online, closed), "closed")):
        result = apply(drafted(name, *added), exported(name), today=TODAY)
        assert not result.faults and len(result.rows) == 30
        assert {row.values.get("status") for row in result.rows} == {status}


def test_primero_with_the_answers_of_its_page_also_with_the_column_id_of_its_second_version():
    listed, by_value = pieces("primero.md")
    gbv, source = "r02_primero_case_export.csv", exported("r02_primero_case_export.csv")
    table = source.sheets[0]
    lines = tuple(replace(line, cells=("7b5c", *line.cells)) for line in table.lines)
    for each in (source, Source((replace(table, header=("id", *table.header), lines=lines),))):
        result = apply(drafted(gbv, listed), each, today=TODAY)
        assert not result.faults and len(result.rows) == 2
    assert len(apply(drafted("primero_cp.csv", by_value), exported("primero_cp.csv"), today=TODAY).rows) == 1


@pytest.mark.parametrize("sign", ["/", "-"])
@pytest.mark.parametrize("single", [True, False], ids=["both", "separate"])
def test_kobo_and_odk_with_a_column_for_each_choice(sign, single):
    name, kind = {"/": ("r03_kobo_xml_headers.csv", "kobo"), "-": ("r04_odk_central.csv", "odk")}[sign]
    table = exported(name).sheets[0]
    question = f"case{sign}violence_types"
    at = table.header.index(question)
    kept = [n for n in range(len(table.header)) if single or n != at]
    header = (*(table.header[n] for n in kept), f"{question}/doxing", f"{question}/hacking")
    lines = tuple(replace(line, cells=(*(line.cells[n] for n in kept), "1", "0")) for line in table.lines)
    result = apply(shipped()[kind], Source((replace(table, header=header, lines=lines),)), today=TODAY)
    assert not result.faults
    assert result.rows[0].values["violence_types"] == (("sexual_extortion", "doxing") if single else ("doxing",))


def test_entries_that_were_rejected_in_odk_central_stay_out_when_the_mapping_says_so():
    table = exported("r04_odk_central.csv").sheets[0]
    at = table.header.index("ReviewState")
    lines = (replace(table.lines[0], cells=(*table.lines[0].cells[:at], "rejected", *table.lines[0].cells[at + 1 :])),)
    source = Source((replace(table, lines=(*lines, *table.lines[1:])),))
    mapping = drafted("r04_odk_central.csv", '[rows]\nwhere = "ReviewState != rejected"\n')
    assert len(apply(mapping, source, today=TODAY).rows) == 18


def test_names_of_groups_may_be_taken_off_in_odk_central():
    table = exported("r04_odk_central.csv").sheets[0]
    header = tuple(name.removeprefix("case-") for name in (*table.header, "case-status"))
    lines = tuple(replace(line, cells=(*line.cells, "open")) for line in table.lines)
    result = apply(shipped()["odk"], Source((replace(table, header=header, lines=lines),)), today=TODAY)
    assert not result.faults and {row.values["status"] for row in result.rows} == {"open"}
