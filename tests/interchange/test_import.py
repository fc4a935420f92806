"""Importing tables: what comes in, what is refused by name, and that nothing is ever half imported."""

import io
import zipfile
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard import codes
from dashboard.casework.intake import new_case
from dashboard.errors import ImportRefused
from dashboard.interchange.planning import Change
from dashboard.interchange.template_columns import EXAMPLE
from dashboard.records.imports import Known
from tests.interchange.filled_template import NOW, filled_book, filled_csv, planned, rows, saved
from tests.tries import tries

INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def table(*rows: dict[str, str], header: dict[str, str] | None = None, delimiter: str = ",") -> str:
    names = list(EXAMPLE)
    lines = [delimiter.join((header or {}).get(name, name) for name in names)]
    lines += [delimiter.join((EXAMPLE | row)[name] for name in names) for row in rows]
    return "\n".join(lines)


@pytest.mark.parametrize(("content", "name"), [(filled_csv(), "t.csv"), (saved(filled_book()), "t.xlsx")])
def test_the_template_comes_in_when_it_is_filled_in(content, name):
    report = planned(content, name)
    assert report.ok and report.counts["new"] == 1 and not report.notes, report


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Survivor name", "names"),
        ("الاسم", "names"),
        ("Phone", "telephone"),
        ("رقم الهاتف", "telephone"),
        ("E-mail", "e-mail"),
        ("profile link", "links"),
        ("Facebook account", "links"),
        ("Address", "addresses"),
        ("date of birth", "birth"),
        ("Notes", "free text"),
        ("ملاحظات", "free text"),
        ("case narrative", "free text"),
    ],
)
def test_columns_of_personal_data_are_refused_by_name(header, what):
    with pytest.raises(ImportRefused) as refused:
        planned(table({}, header={"risk_level": header}).encode())
    assert header in str(refused.value) and what in str(refused.value)


@pytest.mark.parametrize(
    "secret",
    [
        "+964 750 123 4567",
        "0750 123 4567",
        "someone@example.org",
        "https://example.org/x",
        "www.example.org",
        "she told me that her cousin found the picture on her phone",
    ],
)
def test_personal_data_inside_a_cell_is_found_and_never_repeated(secret):
    report = planned(table({"record_ref": secret}).encode())
    assert [fault.column for fault in report.faults] == ["record_ref"]
    assert secret not in str(report)


@pytest.mark.parametrize(
    ("column", "value", "part"),
    [
        ("report_date", "31/02/2026", "does not exist"),
        ("report_date", "2027-01-01", "future"),
        ("report_date", "yesterday", "not a date"),
        ("age", "240", "not an age"),
        ("age", "old", "not an age"),
        ("gender", "blue", "not in the list"),
        ("governorate", "", "empty"),
        ("violence_types", "csam; sexual_extortion", "a type for another age"),
        ("primary_violence_type", "hacking", "not among"),
        ("age_band", "60_plus", "does not fit the age"),
        ("consent_services", "no", "Without consent"),
    ],
)
def test_what_is_wrong_is_said_by_row_and_column(column, value, part):
    report = planned(table({}, {column: value, "record_ref": "2"}).encode())
    assert [(fault.row, fault.column) for fault in report.faults] == [(3, column)]
    assert part in report.faults[0].message


def test_neither_age_nor_band_is_a_problem_of_the_row():
    assert planned(table({"age": ""}).encode()).faults[0].column == "age"


def test_a_reference_that_stands_twice_is_a_problem():
    report = planned(table({}, {}).encode())
    assert ["row 3" in report.faults[0].message, "row 2" in report.faults[1].message] == [True, True] and not report.ok


def test_the_same_row_again_changes_nothing_and_other_values_are_shown_before_they_are_taken():
    (first,) = rows(table({}).encode())
    case = new_case(first.values, key="OV-1", agency="A01", case_manager="p", at=NOW)
    known = {
        first.ref_hash: Known(
            ref_hash=first.ref_hash,
            folded_hash=first.folded_hash,
            row_digest=first.digest,
            elements=first.elements,
            case=case,
        )
    }
    again = planned(table({}).encode(), known=known)
    assert (again.counts["new"], again.counts["same"], again.ok) == (0, 1, True)
    (other,) = planned(table({"gender": "male"}).encode(), known=known).of("changed")
    assert other.changes == (Change("gender", "female", "male"),)


def test_a_reference_is_kept_only_as_a_keyed_hash():
    file = table({"record_ref": "KRD-17"}).encode()
    (one,), (other,) = rows(file), rows(file, secret=b"t" * 32)
    assert "KRD-17" not in str(one) and one.ref_hash != other.ref_hash


def workbook(*parts: str) -> bytes:
    target = io.BytesIO(saved(filled_book()))
    with zipfile.ZipFile(target, "a") as archive:
        for part in parts:
            archive.writestr(part, b"x")
    return target.getvalue()


@pytest.mark.parametrize(
    "part", ["xl/vbaProject.bin", "xl/media/image1.png", "xl/externalLinks/externalLink1.xml", "xl/embeddings/a.bin"]
)
def test_workbooks_with_macros_images_or_links_are_refused_whole(part):
    with pytest.raises(ImportRefused, match="refused whole"):
        planned(workbook(part), "t.xlsx")


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (b"", "no rows"),
        (b"record_ref\n", "no rows"),
        (b"\xd0\xcf\x11\xe0" + b"0" * 600, "not a readable"),
        (b"PK\x03\x04 broken", "not a readable"),
        (b"\x00\x01\x02\x03", "neither"),
        (b"a" * (20 * 1024 * 1024 + 1), "larger than 20 MB"),
        (b"\x89PNG\r\n\x1a\n\x00", "neither"),
    ],
)
def test_files_that_are_no_tables_are_refused_with_a_sentence(content, part):
    with pytest.raises(ImportRefused, match=part):
        planned(content)


def test_a_missing_column_is_named():
    rows = [line.split(",") for line in table({}).splitlines()]
    at = rows[0].index("gender")
    without = "\n".join(",".join(row[:at] + row[at + 1 :]) for row in rows)
    with pytest.raises(ImportRefused, match="gender: is missing"):
        planned(without.encode())


def test_a_column_without_a_name_is_told_and_not_read():
    report = planned(table({}, header={"risk_level": ""}).encode())
    assert report.ok and "1 cells stand in columns without a name in the header (P)" in report.notes[0]
    with pytest.raises(ImportRefused, match="gender: is missing"):
        planned(table({}, header={"gender": ""}).encode())


CASES = st.fixed_dictionaries(
    {
        "governorate": st.sampled_from(codes.names("governorate")),
        "gender": st.sampled_from(codes.names("gender")),
        "age": st.integers(18, 90),
        "report_date": st.dates(date(2020, 1, 1), date(2026, 11, 24)),
        "displacement": st.sampled_from(codes.names("displacement")),
        "disability": st.sampled_from(codes.names("disability")),
        "platforms": st.lists(st.sampled_from(codes.names("platform")), min_size=1, max_size=3, unique=True),
        "consent_reporting": st.sampled_from(["yes", "no"]),
    }
)


@tries(60)
@given(
    case=CASES,
    language=st.sampled_from(["code", "en", "ar", "ckb"]),
    page=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1256"]),
    day_first=st.booleans(),
    delimiter=st.sampled_from([",", ";", "\t"]),
)
def test_codes_or_labels_in_any_language_encoding_and_date_style_come_in_as_the_same_case(
    case, language, page, day_first, delimiter
):
    def word(name: str, code: str) -> str:
        return code if language == "code" else codes.label(name, code, language)

    day = case["report_date"]
    row = {
        "governorate": word("governorate", case["governorate"]),
        "gender": word("gender", case["gender"]),
        "age": str(case["age"]),
        "report_date": f"{day:%d/%m/%Y}" if day_first else day.isoformat(),
        "displacement": word("displacement", case["displacement"]),
        "disability": word("disability", case["disability"]),
        "violence_types": "hacking",
        "primary_violence_type": "",
        "primary_platform": "",
        "platforms": "|".join(word("platform", each) for each in case["platforms"]),
        "consent_reporting": word("yes_no", case["consent_reporting"]),
    }
    text = table({name: f'"{value}"' for name, value in row.items()}, delimiter=delimiter).replace('""', "")
    if page.startswith("utf"):
        text = text.translate(INDIC) if language == "ar" and not day_first else text
    try:
        content = text.encode(page)
    except UnicodeEncodeError:
        return  # Windows-1256 has no Sorani letters: nobody can have saved such a file
    assert planned(content).ok
    values = rows(content)[0].values
    assert (values["governorate"], values["gender"], values["age"]) == (
        case["governorate"],
        case["gender"],
        case["age"],
    )
    assert values["report_date"] == day and sorted(values["platforms"]) == sorted(case["platforms"])
    assert rows(content)[0].described["primary_platform"] == case["platforms"][0]
    assert values["consent_reporting"] == case["consent_reporting"]


def test_excel_dates_are_read():
    book = filled_book()
    book["cases"]["C3"] = datetime(2026, 10, 5)
    assert rows(saved(book), "t.xlsx")[0].values["report_date"] == date(2026, 10, 5)
