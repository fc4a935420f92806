"""Files that are made for tests of the reader: workbooks with parts of our choice, and one of each kind of spreadsheet."""

import io
import zipfile

import openpyxl

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
