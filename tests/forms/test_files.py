"""A form's file is read by what is in it; what cannot be read ends in one clear sentence."""

import io
import zipfile

import pytest

from dashboard.errors import FormError
from dashboard.forms import Form
from dashboard.forms.proof import proof_file
from dashboard.forms.workbook import BIGGEST
from tests.stay import STAY, XLS, as_csv, as_md, as_xlsx


@pytest.mark.parametrize(
    "content", [as_xlsx(), as_csv(), as_csv(delimiter=";"), as_md(), as_csv().decode("utf-8-sig").encode("utf-16")]
)
def test_every_kind_of_file_gives_the_same_form(content):
    found, wanted = Form.from_file(content, name="stay"), Form.from_file(as_md(), name="stay")
    assert (found.questions, found.groups, found.texts) == (wanted.questions, wanted.groups, wanted.texts)
    assert (found.label, found.version) == ("Stay", "2")
    assert [each.name for each in found.questions] == ["place", "place_other", "children", "children_count"]


def test_an_old_excel_file_is_read():
    found = Form.from_file(XLS.read_bytes(), name="stay")
    assert [each.name for each in found.question("children").row.questions] == ["child_age", "child_needs"]
    assert found.texts["ar"]["Age of the child"] == "عمر الطفل"


def test_the_text_that_the_record_keeps_of_a_workbook_gives_the_form_again():
    found = Form.from_file(as_xlsx(), name="stay")
    again = Form.from_text(found.source, name="stay")
    assert again == found and again.questions == found.questions


def test_or_other_gives_a_choice_and_a_text_that_is_asked_when_it_is_chosen(now):
    found = Form.from_file(as_xlsx(), name="stay")
    assert [each.name for each in found.question("place").choices] == ["family", "alone", "other"]
    assert "place_other" in found.examine({"place": "other"}, now=now).relevant
    assert "place_other" not in found.examine({"place": "family"}, now=now).relevant


def test_the_survey_sheet_alone_is_a_form_in_csv(now):
    found = Form.from_file(b"type,name,label\nselect_one governorate,where,Where\n", name="one")
    assert found.examine({"where": "IQ-AR"}, now=now).problems == {}


def zipped(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def with_part(name: str, content: bytes) -> bytes:
    """Return the workbook with one more part."""
    out = io.BytesIO(as_xlsx())
    with zipfile.ZipFile(out, "a") as archive:
        archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def with_sheet(content: bytes) -> bytes:
    """Return the workbook with another survey sheet."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(as_xlsx())) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part, content if part.filename.endswith("sheet1.xml") else old.read(part))
    return out.getvalue()


BOMB = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><worksheet><sheetData><row><c t="inlineStr"><is><t>&b;</t></is></c></row></sheetData></worksheet>'  # noqa: E501
BAD = {
    "empty": (b"", "empty"),
    "only spaces": (b" \n \n", "empty"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "neither an Excel workbook, nor a table of text"),
    "too large": (b"x" * (BIGGEST + 1), "larger than 2 MB"),
    "a broken zip": (as_xlsx()[:900], "damaged, or locked"),
    "a zip of something else": (zipped(readme=b"hello"), "damaged, or locked"),
    "macros": (with_part("xl/vbaProject.bin", b"x"), "macros"),
    "a zip bomb": (with_part("xl/padding.xml", b" " * 32_000_000), "unpacks to more than 30 MB"),
    "a huge sheet": (with_sheet(b"<worksheet>" + b"<row/>" * 20_001), "more than 20000 rows"),
    "entities": (with_sheet(BOMB), "damaged, or locked"),
    "a locked workbook": (XLS.read_bytes()[:512] + "EncryptedPackage".encode("utf-16-le"), "password"),
    "a broken old workbook": (XLS.read_bytes()[:700], "damaged, or locked"),
    "a csv of something else": (b"id,amount\n1,2\n", "name of a sheet"),
    "an old code page": ("survey\n,type,name\n,text,عمر\n".encode("cp1256"), "UTF-8"),
    "too many questions": (
        as_csv({"survey": [["type", "name", "label"], *(["text", f"q_{n}", "Q"] for n in range(1001))]}),
        "at most 1000",
    ),
    "too many columns": (
        as_csv({"survey": [[f"c{n}" for n in range(121)], ["x"] * 121], "choices": []}),
        "more than 120 columns",
    ),
    "a column twice": (as_xlsx({"survey": [["type", "name", "name"], ["text", "a", "b"]]}), "Duplicate column"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_file_that_is_no_form_ends_in_one_clear_sentence(case):
    content, part = BAD[case]
    with pytest.raises(FormError, match=part):
        Form.from_file(content, name="bad")
    (found,) = proof_file(content, "bad.xlsx")
    assert found.rule == "file" and found.level == "error" and part in found.found


def test_a_wrong_extension_is_said_and_the_file_is_read_all_the_same():
    (found,) = proof_file(as_xlsx(), "stay.xls")
    assert (found.rule, found.level) == ("extension", "warning")
    assert ".xls, but the file is an Excel workbook (.xlsx)" in found.found
    assert proof_file(as_xlsx(), "stay.xlsx") == proof_file(as_csv(), "STAY.CSV") == []


def test_a_form_is_read_from_a_package_by_its_content(tmp_path, monkeypatch):
    package = tmp_path / "a_package"
    package.mkdir()
    (package / "__init__.py").touch()
    (package / "stay.xls").write_bytes(as_xlsx())
    (package / "bad.xlsx").write_bytes(as_xlsx({**STAY, "survey": [["type", "name"], ["imge", "A"], ["intger", "b"]]}))
    monkeypatch.syspath_prepend(str(tmp_path))
    assert Form.read("a_package", "stay.xls", occurs="once").name == "stay"
    with pytest.raises(FormError, match=r"bad\.xlsx: survey, row 2: the type 'imge'.*\(and 1 more\)"):
        Form.read("a_package", "bad.xlsx")
