"""Files that are made for tests of imports: workbooks with parts of our choice, and MADE, those that are too large to be kept
or that stand beside a kind of file in inputs/."""

import csv
import io
import zipfile
from collections.abc import Callable, Mapping, Sequence

import openpyxl

from dashboard.interchange import template_xlsx
from tests.interchange.mapping.files import ROW as CASE

NAMESPACE = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
HEADER = b'<row r="1"><c r="A1" t="inlineStr"><is><t>record_ref</t></is></c><c r="B1"><v>1</v></c></row>'
ROW = b'<row r="2"><c r="A2" t="inlineStr"><is><t>x</t></is></c><c r="B2"><v>2</v></c></row>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def xlsx(rows: bytes, *, after: bytes = b"", parts: dict[str, bytes] | None = None, prefix: str = "") -> bytes:
    """Return a workbook with one sheet of these rows in XML, and with parts put into it or in the place of others."""
    colon = f":{prefix}" if prefix else ""
    tag = f"{prefix}:" if prefix else ""
    sheet = f'<{tag}worksheet xmlns{colon}="{NAMESPACE}"><{tag}sheetData>'.encode() + rows
    sheet += f"</{tag}sheetData>".encode() + after + f"</{tag}worksheet>".encode()
    return with_parts({"xl/worksheets/sheet1.xml": sheet} | (parts or {}))


def with_parts(parts: dict[str, bytes]) -> bytes:
    """Return an empty workbook with parts put into it or in the place of its own."""
    plain = io.BytesIO()
    openpyxl.Workbook().save(plain)
    out = io.BytesIO()
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in [name for name in old.namelist() if name not in parts]:
            new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def ods(rows: str, manifest: str = "") -> bytes:
    """Return an ODS with one sheet of these rows in XML."""
    spaces = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    body = f'<office:body><office:spreadsheet><table:table table:name="a">{rows}</table:table></office:spreadsheet></office:body>'
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(
            "META-INF/manifest.xml", f'<m:manifest xmlns:m="{OFFICE}:manifest:1.0">{manifest}</m:manifest>'
        )
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
    return out.getvalue()


def ods_row(*cells: str, more: str = "") -> str:
    """Return a row of an ODS with texts in its cells; `more` are attributes of the row."""
    texts = "".join(
        f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>' for cell in cells
    )
    return f"<table:table-row{more}>{texts}</table:table-row>"


def book(*rows: list[object], **sheets: list[list[object]]) -> openpyxl.Workbook:
    """Return a workbook with these rows on its first sheet, and more sheets by name."""
    made = openpyxl.Workbook()
    page = made.worksheets[0]
    for row in rows:
        page.append(row)
    for name, lines in sheets.items():
        other = made.create_sheet(name)
        for line in lines:
            other.append(line)
    return made


def saved(made: openpyxl.Workbook) -> bytes:
    """Return a workbook as the bytes of its file."""
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def table(*changes: Mapping[str, str], header: Sequence[str] = tuple(CASE)) -> str:
    """Return CSV with the columns of the template, or the same under other names, and a row for each of the changes."""
    out = io.StringIO()
    csv.writer(out).writerows([header, *((CASE | change).values() for change in changes)])
    return out.getvalue()


def _rows(*changes: Mapping[str, str]) -> list[list[object]]:
    return [list(CASE), *(list((CASE | change).values()) for change in changes)]


def cases_book(*changes: Mapping[str, str]) -> openpyxl.Workbook:
    """Return a workbook with a case for each of the changes on its sheet "cases"."""
    made = book(*_rows(*changes))
    made.worksheets[0].title = "cases"
    return made


def small_by_its_own_word(content: bytes, real: int) -> bytes:
    """Return an archive in which every size of so many bytes is said to be 1,000."""
    return content.replace(real.to_bytes(4, "little"), (1_000).to_bytes(4, "little"))


def _merged_columns() -> bytes:
    made = cases_book({"violence_types": "doxing", "platforms": ""})
    made["cases"].merge_cells("A2:A2")
    made["cases"].merge_cells("H2:I2")
    return saved(made)


def _formula_date() -> bytes:
    return saved(cases_book({}, {"record_ref": "T-2", "report_date": "=DATE(2026,9,2)"}))


def _hidden_columns() -> bytes:
    made = cases_book({})
    made["cases"].column_dimensions["M"].hidden = True
    return saved(made)


def _needs() -> bytes:
    made = cases_book(*({"record_ref": f"T-{number}"} for number in range(1, 5)))
    needs, referrals = made.create_sheet("needs"), made.create_sheet("referrals")
    needs.append(["record_ref", "service_type", "need_date", "outcome"])
    needs.append(["T-1", "Legal aid", "2026-09-03", "Referred"])
    needs.append(["T-2", "", "2026-09-03", "Referred"])
    needs.append(["T-3", "Legal aid", "2027-09-03", "Referred"])
    needs.append(["T-9", "Legal aid", "2026-09-03", "Referred"])
    referrals.append(["record_ref", "service_type", "sent_on"])
    referrals.append(["T-3", "Legal aid", "2026-09-03"])
    return saved(made)


SORANI = (
    *("کۆدی کەیس", "پارێزگا", "بەرواری ڕاپۆرت", "تەمەن", "ڕەگەز", "کەمئەندامی", "ئاوارەیی", "جۆری توندوتیژی"),
    *("پلاتفۆرم", "ڕەزامەندی بۆ خزمەتگوزاری", "ڕەزامەندی بۆ ئامار", "لە شوێنی تر", "ئاستی مەترسی"),
)
_ZEROS = 200_000_000
MADE: dict[str, Callable[[], bytes]] = {
    "b04_zip_bomb.xlsx": lambda: with_parts({"xl/zeros.bin": b"\0" * _ZEROS}),
    "b06_99mb_sheet.xlsx": lambda: xlsx(
        b'<row r="1"><c t="inlineStr"><is><t>' + b"a" * 95_000_000 + b"</t></is></c></row>"
    ),
    "b22_styles_bomb.xlsx": lambda: with_parts(
        {"xl/styles.xml": b"<styleSheet>" + b'<xf numFmtId="0" applyFont="1" applyFill="1"/>' * 1_600_000}
    ),
    "m01_zip_says_small.xlsx": lambda: small_by_its_own_word(with_parts({"xl/zeros.bin": b"\0" * _ZEROS}), _ZEROS),
    "m02_many_parts.xlsx": lambda: with_parts({f"xl/worksheets/sheet{n}.xml": b"" for n in range(2, 1_200)}),
    "m03_windows_1252.csv": lambda: table({"record_ref": "Fälle-Süd-é1"}).encode("cp1252"),
    "m04_utf16be_no_mark.csv": lambda: table({}).encode("utf-16-be"),
    "m05_merged_columns.xlsx": _merged_columns,
    "m06_formula_date.xlsx": _formula_date,
    "m07_hidden_columns.xlsx": _hidden_columns,
    "m08_sorani_headers.csv": lambda: table(
        {"governorate": "هەولێر", "gender": "کچ", "disability": "نییە", "displacement": "ئاوارەی ناوخۆیی"},
        header=SORANI,
    ).encode(),
    "m09_negative_age.csv": lambda: table({"age": "-5"}).encode(),
    "m10_29_february.csv": lambda: table(
        {"report_date": "29/02/2026"}, {"record_ref": "T-2", "report_date": "29/02/2024"}
    ).encode(),
    "m11_direction_marks.csv": lambda: table(
        {"record_ref": "\u200fT-1\u200e", "governorate": "\u202bIQ-AR\u202c", "gender": "\u200ffemale"}
    ).encode(),
    "m12_digits_of_two_scripts.csv": lambda: table({"record_ref": "T-١٢"}, {"record_ref": "T-12"}).encode(),
    "m13_needs_without_a_case.xlsx": _needs,
    "m14_empty_template.xlsx": template_xlsx,
    "m15_slow_cells.csv": lambda: table(*({name: "1 " + "a " * 8_000 for name in CASE} for _n in range(50))).encode(),
    "m16_offices.xlsx": lambda: saved(
        book(*_rows({"record_ref": "T-1"}, {"record_ref": "T-2"}), Mosul=_rows({"record_ref": "T-2"}))
    ),
}
"""The files by name, each as a function that makes it."""
