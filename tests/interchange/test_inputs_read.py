"""Tables as people really send them: each is read whole, with what is to be said of it, or refused with a sentence."""

from pathlib import Path

import pytest

from dashboard.errors import ImportRefused
from dashboard.interchange.child import read_apart
from dashboard.interchange.reading import read
from dashboard.interchange.reading.limits import UNPACKED
from dashboard.interchange.template_columns import EXAMPLE
from tests.interchange.made import HEADER, MADE, ROW, xlsx

INPUTS = Path(__file__).parent / "inputs"
REFUSED = {
    "b01_billion_laughs_sheet.xlsx": "instructions inside",
    "b02_billion_laughs_shared.xlsx": "instructions inside",
    "b03_xxe.xlsx": "instructions inside",
    "b05_dimension_huge.xlsx": "Sheet 'cases' has cells far below",
    "b15_surrogate.csv": "Row 3 holds half of a character",
    "b16_null.csv": "Row 3 holds a character that is no text",
    "b19_truncated.xlsx": "only a part of it",
    "b20_password.xlsx": "locked with a password",
    "s31_empty.csv": "no rows under its header",
    "s32_header_only.csv": "no rows under its header",
    "s38_comment.xlsx": "comments",
}
# By file: the rows of each sheet, and words of what is said; one row and nothing to say are the rule.
ROWS: dict[str, tuple[int, ...]] = {
    "b12_phone_regex.csv": (200,),
    "r01_gbvims_incident_recorder.xlsx": (30, 0),
    "r02_primero_case_export.csv": (30,),
    "r03_kobo_xml_headers.csv": (19,),
    "r04_odk_central.csv": (19,),
    "s22_gov_spellings.csv": (22,),
    "s23_sex_f_m.csv": (5,),
    "s27_ragged.csv": (2,),
    "w03_date_mixed.csv": (2,),
    "w08_two_sheets.xlsx": (1, 1),
    "w09_hidden_rows.xlsx": (2,),
    "w13_merged_gov.xlsx": (3,),
    "w15_dup_person_rows.csv": (2,),
    "w16_digits_in_ref.csv": (2,),
    "w17_ref_float.xlsx": (2,),
}
SAID = {
    "s03_cp1256_arabic.csv": "Windows-1256",
    "s07_title_rows.xlsx": "found in row 3",
    "s08_two_header_rows.xlsx": "found in row 2",
    "s27_ragged.csv": "Rows 3 end before",
    "s44_template.xls": "nobody can see which rows are hidden",
    "w09_hidden_rows.xlsx": "rows 3 are hidden",
    "w13_merged_gov.xlsx": "column B: a cell merged over rows 2-4",
    "w24_formula_risk.xlsx": "column P: rows 2 have formulas",
}
FILES = sorted(path.name for path in INPUTS.iterdir())
COLUMNS = list(EXAMPLE)


def source(name: str):
    return read((INPUTS / name).read_bytes(), name)


@pytest.mark.parametrize("name", [name for name in FILES if name not in REFUSED])
def test_what_people_send_is_read_whole_and_what_is_to_be_said_is_said(name):
    found = source(name)
    assert tuple(len(sheet.lines) for sheet in found.sheets) == ROWS.get(name, (1,))
    assert [note for note in found.notes if SAID.get(name, "\0") not in note] == []
    assert bool(found.notes) == (name in SAID)
    assert {len(line.cells) for sheet in found.sheets for line in sheet.lines} <= {len(s.header) for s in found.sheets}


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_or_must_not_be_read_is_refused_with_a_sentence(name):
    """In the child with its limits: a file that needs more than 512 MB or five seconds would get another sentence."""
    with pytest.raises(ImportRefused, match=REFUSED[name]):
        read_apart((INPUTS / name).read_bytes(), name)


BOMBS = ("b04_zip_bomb.xlsx", "b06_99mb_sheet.xlsx", "b22_styles_bomb.xlsx")


@pytest.mark.parametrize("name", BOMBS)
def test_a_file_that_unpacks_to_gigabytes_is_refused_before_it_is_read(name):
    with pytest.raises(ImportRefused, match="unpacks to far more"):
        read_apart(MADE[name](), name)


def test_every_file_of_the_template_has_the_columns_in_their_places():
    one_table = [name for name in FILES if name[0] in "swbc" and name not in REFUSED]
    other = {"s11_dup_header.csv", "s34_json.csv", "s41_40_unknown_columns.csv", "w10_41_columns.xlsx"}
    for name in set(one_table) - other:
        found = source(name).sheets[0]
        assert list(found.header) == COLUMNS, name
        assert all("\0" not in cell and cell == cell.strip() for line in found.lines for cell in line.cells)


@pytest.mark.parametrize(
    ("name", "column", "cells"),
    [
        ("s03_cp1256_arabic.csv", "governorate", ["أربيل"]),
        ("s05_arabic_digits.csv", "age", ["24"]),
        ("s05_arabic_digits.csv", "report_date", ["02/09/2026"]),
        ("s18_yes_true.xlsx", "consent_services", ["TRUE"]),
        ("s44_template.xls", "age_band", ["nan"]),  # what "nan" means is for the mapping
        ("w13_merged_gov.xlsx", "governorate", ["IQ-AR"] * 3),
        ("w16_digits_in_ref.csv", "record_ref", ["007", "7"]),
        ("w17_ref_float.xlsx", "record_ref", ["7", "7"]),
        ("w21_datetime_tz.csv", "report_date", ["2026-09-01T22:30:00Z"]),
        ("w22_excel_1904.xlsx", "report_date", ["2026-09-02"]),
        ("w24_formula_risk.xlsx", "risk_level", [""]),
        ("c01_age_superscript.csv", "age", ["²"]),
    ],
)
def test_cells_are_read_as_the_person_sees_them(name, column, cells):
    sheet = source(name).sheets[0]
    assert [line.cells[sheet.header.index(column)] for line in sheet.lines] == cells


def test_the_limit_of_what_is_unpacked_leaves_room_for_a_large_table():
    assert UNPACKED > 20_000 * 40 * 60  # rows, columns, bytes of a cell in XML
    assert read(xlsx(HEADER + ROW), "a.xlsx").sheets[0].lines
