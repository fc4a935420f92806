"""One more file of each kind: what hides in workbooks, signs between cells, encodings, records of Kobo and ODK."""

import csv
import datetime as d
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.comments import Comment
from openpyxl.worksheet.formula import ArrayFormula

from dashboard.errors import ImportRefused
from dashboard.interchange.reading import read
from tests.interchange.filled_template import saved
from tests.interchange.made import HEADER, ROW, book, ods, ods_row, with_parts, xlsx
from tests.tries import tries

TOP, ONE = ["record_ref", "age"], ["T-1", 24]


def lines(content: bytes, at: int = 0) -> list[tuple[int, tuple[str, ...]]]:
    return [(line.number, line.cells) for line in read(content, "a").sheets[at].lines]


def notes(content: bytes) -> str:
    return " ".join(read(content, "a").notes)


def test_row_numbers_are_those_of_the_spreadsheet_also_after_empty_rows():
    content = saved(book(["A title"], [], TOP, ONE, [], [], ["T-2", 30]))
    assert lines(content) == [(4, ("T-1", "24")), (7, ("T-2", "30"))]
    assert lines(b"record_ref,age\r\n\r\nT-1,24\r\n,\r\nT-2,30\r\n") == [(3, ("T-1", "24")), (5, ("T-2", "30"))]
    assert lines(b'record_ref,age\n"T\n1",24\nT-2,30\n') == [(2, ("T\n1", "24")), (3, ("T-2", "30"))]


def test_the_header_of_a_table_that_we_do_not_know_is_the_first_row_that_is_filled_like_one():
    head, row = ["Kod", "Alter", "Ort", "Art"], ["a", 1, "b", "c"]
    found = read(saved(book(["Fälle"], ["Stand", "heute"], head, row, row)), "a").sheets[0]
    assert (found.header_row, found.header, len(found.lines)) == (3, tuple(head), 2)


def test_a_header_below_the_tenth_row_is_not_looked_for():
    assert read(saved(book(*[["x", "y"]] * 11, TOP, ONE)), "a").sheets[0].header_row == 1


def test_hidden_sheets_columns_and_rows_are_read_and_told_and_visible_sheets_come_first():
    made = book(TOP, ONE, ["T-2", 3], second=[TOP, ["T-3", 5]])
    made.worksheets[0].sheet_state = "hidden"
    made["second"].row_dimensions[2].hidden = True
    made["second"].column_dimensions["B"].hidden = True
    content = saved(made)
    assert [(sheet.name, len(sheet.lines)) for sheet in read(content, "a").sheets] == [("second", 1), ("Sheet", 2)]
    said = notes(content)
    assert "'Sheet' is hidden" in said and "'second': rows 2 are hidden" in said and "columns B are hidden" in said


def test_hidden_rows_and_formulas_are_found_whatever_prefix_the_program_writes():
    head = HEADER.replace(b"<", b"<x:").replace(b"<x:/", b"</x:")
    row = b'<x:row hidden="1" r="2"><x:c r="A2"><x:f>B2</x:f></x:c><x:c r="B2"><x:v>2</x:v></x:c></x:row>'
    said = notes(xlsx(head + row, prefix="x"))
    assert "rows 2 are hidden" in said and "column A: rows 2 have formulas" in said


def test_formulas_that_were_never_computed_are_told_and_a_computed_empty_text_is_not():
    cell = b'<c r="A2"%s><f>IF(B2=1,"x","")</f>%s</c><c r="B2"><v>2</v></c>'
    bare, computed = (
        xlsx(HEADER + b'<row r="2">' + cell % more + b"</row>") for more in [(b"", b""), (b' t="str"', b"<v></v>")]
    )
    assert "column A: rows 2" in notes(bare) and notes(computed) == ""
    made = book(TOP, ["T-1", "=1+1"], ["T-2", 3])
    made.worksheets[0]["A4"] = ArrayFormula("A4:A5", "=B2:B3")
    made.worksheets[0]["B4"] = 7
    said = notes(saved(made))
    assert "column A: rows 4" in said and "column B: rows 2" in said


def test_a_merged_cell_is_read_into_each_of_its_rows_and_no_further():
    made = book(TOP, ONE, ["T-2", None], ["T-3", None], ["T-4", None])
    made.worksheets[0].merge_cells("B2:B4")
    assert [cells[1] for _row, cells in lines(saved(made))] == ["24", "24", "24", ""]
    assert "column B: a cell merged over rows 2-4" in notes(saved(made))


def test_cells_without_a_name_in_the_header_are_counted_and_not_read():
    content = saved(book([*TOP, None, None], [*ONE, "secret", None], ["T-2", 3, None, "secret"]))
    assert read(content, "a").sheets[0].header == tuple(TOP)
    assert "2 cells stand in columns without a name in the header (C, D)" in notes(content)
    assert "secret" not in notes(content)
    assert "1 cells" in notes(b"record_ref,age\nT-1,24,secret\n")


def test_every_kind_of_value_has_a_text():
    values = [
        7.0,
        0.5,
        True,
        d.datetime(2026, 9, 2),
        d.datetime(2026, 9, 2, 8, 30),
        d.time(8, 30),
        " ٢٤\u200f ",
        "#N/A",
    ]
    head = [f"column {n}" for n in range(len(values))]
    expected = ("7", "0.5", "TRUE", "2026-09-02", "2026-09-02T08:30:00", "08:30:00", "24")
    assert lines(saved(book(head, values)))[0][1][:7] == expected


@pytest.mark.parametrize(
    "part",
    [
        "xl/vbaProject.bin",
        "xl/media/image1.png",
        "xl/externalLinks/externalLink1.xml",
        "xl/embeddings/a.bin",
        "xl/threadedComments/threadedComment1.xml",
        "xl/connections.xml",
        "XL/Drawings/drawing1.xml",
        "xl\\activeX\\activeX1.xml",
    ],
)
def test_parts_that_are_no_cells_are_refused(part):
    with pytest.raises(ImportRefused, match="refused whole"):
        read(xlsx(HEADER + ROW, parts={part: b"x"}), "a.xlsx")


def test_a_comment_is_refused_under_whatever_name_its_part_has():
    made = book(TOP, ONE)
    made.worksheets[0]["A1"].comment = Comment("x", "y")
    with pytest.raises(ImportRefused, match="refused whole"):
        read(saved(made), "a.xlsx")
    kinds = b'<Types><Override PartName="/x/y.xml" ContentType="application/vnd.ms-excel.comments+xml"/></Types>'
    with pytest.raises(ImportRefused, match="refused whole"):
        read(xlsx(HEADER + ROW, parts={"[Content_Types].xml": kinds}), "a.xlsx")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (
            xlsx(b'<row r="1"><c r="A1"><v>1</v></c></row><row r="900000"><c r="A900000"><v>1</v></c></row>'),
            "far below",
        ),
        (xlsx(b'<row r="1"><c r="A1"><v>1</v></c><c r="ABC1"><v>1</v></c></row>'), "far below"),
        (
            xlsx(HEADER + b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + b"a" * 33_000 + b"</t></is></c></row>"),
            "row 2: a cell",
        ),
        (
            xlsx(HEADER + ROW, after=b"<mergeCells>" + b'<mergeCell ref="A2:A3"/>' * 30_000 + b"</mergeCells>"),
            "too many merged",
        ),
        (
            with_parts({"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><workbook/>'}),
            "instructions",
        ),
        (with_parts({f"x/{n}.xml": b"" for n in range(1_100)}), "unpacks to far more"),
        (with_parts({"xl/workbook.xml": b"<workbook"}), "not a readable"),
        (with_parts({})[:-40], "not a readable"),
        (saved(book(*[TOP] + [ONE] * 20_001)), "more than 20000 rows"),
        (ods("", "<m:file-entry><m:encryption-data/></m:file-entry>"), "locked"),
        (ods(ods_row("record_ref", "<office:annotation>x</office:annotation>")), "refused whole"),
        ("_VBA_PROJECT".encode("utf-16-le").join([b"\xd0\xcf\x11\xe0", b"x"]), "refused whole"),
        ("EncryptedPackage".encode("utf-16-le").join([b"\xd0\xcf\x11\xe0", b"x"]), "locked"),
        (b'record_ref,age\nT-1,24\n"T-2,25\nT-3,26\n', "from row 3 on: a quotation mark"),
        (b"a,b\n1," + b"x" * 140_000, "from row 2 on"),
        (b"a," * 2_000, "behind column 300"),
        (b"a,b\n" * 20_100, "more than 20000 rows"),
        (b"a,b\n" + b"\n" * 50_000 + b"1,2\n", "far below"),
        ("\ufeffa,b\n1,\ud800\n".encode("utf-16-le", "surrogatepass"), "Row 2 holds half"),
        (b'[{"a": "\\ud800"}]', "Record 1 holds half"),
        (b'[{"a": 1, "a": 2}]', "'a' twice"),
        (b"[" * 100_000, "begins like JSON"),
        (b'{"a": [1, 2', "begins like JSON"),
        (b"[1, 2]", "without a list of records"),
        (json.dumps([{f"k{n}": 1 for n in range(301)}]).encode(), "behind column 300"),
        (json.dumps([{"a": "x" * 40_000}]).encode(), "a cell is longer"),
        (b'{"value": []}', "no rows"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence_that_repeats_no_cell(content, part):
    with pytest.raises(ImportRefused, match=part):
        read(content, "a")


def test_cells_that_have_only_a_frame_may_stand_anywhere():
    far = b'<row r="1048576"><c r="A1048576" s="0"/></row>'
    assert len(read(xlsx(HEADER + ROW + far), "a").sheets[0].lines) == 1


def test_an_ods_says_how_many_rows_are_hidden_and_cells_merged():
    hidden = ods_row("T-1", "24", more=' table:visibility="filter"')
    text = '<table:table-cell %s office:value-type="string"><text:p>x</text:p></table:table-cell>'
    spanned = text % 'table:number-rows-spanned="2"'
    merged = f"<table:table-row>{spanned}</table:table-row>"
    formula = f'<table:table-row><table:table-cell table:formula="of:=1"/>{text % ""}</table:table-row>'
    said = notes(ods(ods_row("record_ref", "age") + hidden + merged + formula))
    assert (
        "1 rows or groups of rows are hidden" in said
        and "1 cells are merged" in said
        and "1 cells have formulas" in said
    )


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "^", "~"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_any_usual_sign_between_cells_and_any_encoding_of_unicode(sign, encoding):
    text = f"record_ref{sign}age\nT-1{sign}24\n"
    assert lines(text.encode(encoding)) == [(2, ("T-1", "24"))]
    assert lines(f'"sep={sign}"\r\n{text}'.encode(encoding)) == [(2, ("T-1", "24"))]


def test_a_code_page_is_found_by_the_words_of_our_lists():
    arabic = read("record_ref,المحافظة\nT-1,أربيل\n".encode("cp1256"), "a")
    assert arabic.sheets[0].lines[0].cells == ("T-1", "أربيل") and "Windows-1256" in arabic.notes[0]
    french = read("record_ref,remarque\nT-1,déjà vu à côté\n".encode("cp1252"), "a")
    assert french.sheets[0].lines[0].cells == ("T-1", "déjà vu à côté") and "Windows-1252" in french.notes[0]


def test_records_of_kobo_and_odk_have_groups_lists_and_repeats():
    kobo = {"_uuid": "u1", "case/age": 24, "tags": ["a", "b"], "need": [{"need/kind": "x"}, {"need/kind": "y"}]}
    odk = {"__id": "u2", "case": {"age": 7.0, "at": {"place": None}}, "need": [{"kind": True}]}
    found = read(json.dumps({"results": [kobo]}).encode(), "a")
    assert [(sheet.name, sheet.header) for sheet in found.sheets] == [
        ("", ("_uuid", "case/age", "tags")),
        ("need", ("PARENT_KEY", "need/kind")),
    ]
    assert found.sheets[0].lines[0].cells == ("u1", "24", "a b")
    assert [line.cells for line in found.sheets[1].lines] == [("u1", "x"), ("u1", "y")]
    other = read(json.dumps({"value": [odk]}).encode(), "a")
    assert other.sheets[0].header == ("__id", "case/age", "case/at/place")
    assert other.sheets[0].lines[0].cells == ("u2", "7", "")
    assert other.sheets[1].lines[0].cells == ("u2", "TRUE")


def test_records_keep_numbers_as_they_are_written():
    assert lines(b'[{"a": 12345678901234567890123, "b": 1.50, "c": -0}]')[0][1] == (
        "12345678901234567890123",
        "1.50",
        "-0",
    )
    assert len(lines(b'[{"a": ' + b"9" * 6_000 + b"}]")[0][1][0]) == 6_000


CELLS = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cf"]), max_size=12)


@tries(60)
@given(rows=st.lists(st.tuples(CELLS, CELLS, CELLS), min_size=1, max_size=8))
def test_no_row_that_has_a_cell_is_lost(rows):
    """Whatever people type: as many rows come out as have a cell, each with its number."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([["record_ref", "age", "gender"], *rows])
    expected = [number for number, row in enumerate(rows, start=2) if any(cell.strip() for cell in row)]
    if not expected:
        return
    assert [number for number, _cells in lines(out.getvalue().encode("utf-8-sig"))] == expected
