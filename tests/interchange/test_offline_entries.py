"""Entries in the files that Kobo, ODK Central and Briefcase write: what every one of their export's switches does to them."""

import csv
import io
import json
import zipfile
from datetime import datetime
from typing import Any

import pytest
from openpyxl import Workbook

from dashboard.actions.supervisor import entries_in
from dashboard.casework.core_forms import core_form
from dashboard.errors import ImportRefused
from dashboard.i18n import BAGHDAD
from dashboard.interchange.offline_entries import by_name, gather, together
from dashboard.interchange.offline_entries.sound import MOST_ROWS
from dashboard.interchange.reading import read
from dashboard.interchange.reading.limits import BIGGEST
from tests.interchange.entry_files import file

AT = "2026-11-24T09:30:00.000+03:00"
OWN = {"case_reference": "A-1", "filled_in_at": AT, "_uuid": "u1", "_index": "1"}


def gathered(files: Any, form: str = "closure"):
    name, content = together(files)
    return gather(read(content, name), core_form(form), "core")


def book(**sheets: list[list[Any]]) -> dict[str, bytes]:
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    out = io.BytesIO()
    made.save(out)
    return {"form.xlsx": out.getvalue()}


def table(*rows: list[str]) -> bytes:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    return out.getvalue().encode()


@pytest.mark.parametrize("ticked", ["1", "True"])
@pytest.mark.parametrize(
    "head", ["what/violence_types/", "what-violence_types/", "what.violence_types.", "violence_types/"]
)
def test_one_column_a_choice_is_read_with_and_without_groups(head, ticked):
    """Kobo's "separate columns" with any sign between groups, ODK Central's "split select multiple" choices."""
    columns = {f"{head}doxing": ticked, f"{head}hate_speech": "0", f"{head}cyberstalking": ticked}
    (filled,) = gathered(file(OWN | columns), "incident").filled
    assert set(filled.answers["violence_types"].split()) == {"doxing", "cyberstalking"}


def test_kobos_days_and_numbers_as_such_are_read_as_what_they_say():
    """Its default: a day is a day of the spreadsheet, a number a number, and a time has lost its zone."""
    head = ["case_reference", "filled_in_at", "closed_on", "_id", "_uuid", "_index"]
    at = datetime(2026, 11, 24, 9, 30)
    found = gathered(book(Form=[head, [7, at, datetime(2026, 11, 23), 7001, "u1", 1]]))
    (filled,) = found.filled
    assert filled.reference == "7" and filled.answers["closed_on"] == "2026-11-23"
    assert filled.made_at is not None and filled.made_at.astimezone(BAGHDAD).replace(tzinfo=None) == at
    assert [note for note in found.notes if "time zone" in note]
    assert not [note for note in gathered(file(OWN)).notes if "time zone" in note]


def test_rows_of_a_repeat_find_their_entry_by_its_place_where_numbers_are_numbers():
    main = [["case_reference", "filled_in_at", "_index"], ["A-1", AT, 1], ["A-2", AT, 2]]
    rows = [["still_open/kind", "_index", "_parent_table_name", "_parent_index"], ["need", 1, "Form", 2]]
    first, second = gathered(book(Form=main, still_open=rows)).filled
    assert "still_open" not in first.answers and second.answers["still_open"] == [{"kind": "need"}]


def test_records_of_odata_keep_their_groups_and_repeats():
    record = {"__id": "uuid:u1", "case_reference": "A-1", "filled_in_at": AT, "__system": {"reviewState": None}}
    record |= {"still_open": [{"__id": "r", "kind": "need"}], "still_open@odata.navigationLink": "Submissions(…)"}
    (filled,) = gathered({"Submissions.json": json.dumps({"value": [record]}).encode()}).filled
    assert (filled.instance, filled.answers["still_open"]) == ("u1", [{"kind": "need"}])


@pytest.mark.parametrize("status", ["not decrypted", "missing encrypted form data", "notDecrypted"])
def test_what_is_still_sealed_is_said(status):
    (fault,) = gathered(file(OWN | {"Status": status})).faults
    assert "still encrypted" in fault.message


def test_entries_of_two_exports_are_not_mixed():
    with pytest.raises(ImportRefused, match="two exports"):
        gathered({"a.csv": table(list(OWN), list(OWN.values())), "b.csv": table(list(OWN), list(OWN.values()))})


def test_two_files_of_one_name_are_refused_and_none_is_lost():
    with pytest.raises(ImportRefused, match=r"Two files are called 'Form\.csv'"):
        by_name([("Form.csv", b"1"), ("Form.csv", b"2")])
    assert by_name([("a", b"1"), ("b", b"2")]) == {"a": b"1", "b": b"2"}


def test_an_entry_with_more_rows_than_anybody_writes_is_a_fault():
    rows = table(["kind", "PARENT_KEY"], *(["need", "uuid:u1"] for _n in range(MOST_ROWS + 1)))
    main = table([*OWN, "KEY"], [*OWN.values(), "uuid:u1"])
    (fault,) = gathered({"Form.csv": main, "Form-still_open.csv": rows}).faults
    assert fault.column == "still_open" and str(MOST_ROWS) in fault.message


def test_a_file_that_is_made_to_fill_the_memory_is_refused(context, person):
    sara = person("supervisor", "A01")
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Form.csv", b"a" * (200 * 2**20))
    with pytest.raises(ImportRefused, match="unpacks to far more"):
        entries_in.plan(context, sara, "core", "need", {"Form.zip": out.getvalue()})
    with pytest.raises(ImportRefused, match="larger than"):
        entries_in.plan(context, sara, "core", "need", {"Form.csv": bytes(BIGGEST + 1)})
