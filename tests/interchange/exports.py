"""What Kobo and ODK Central give out of entries: the headers, ids and repeats as they write them."""

import csv
import io
import json
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from openpyxl import Workbook

from tests.interchange.phone import Filled, Phone

Files = Mapping[str, bytes]


def kobo_xlsx(phone: Phone, entries: Sequence[Filled], *, split: bool = True) -> Files:
    """XLSX with XML values and headers: a sheet for the entries, one for each repeat; several choices also one by one."""
    book = Workbook()
    sheets = {"Form": [_kobo(phone, filled, n, split) for n, filled in enumerate(entries, 1)]}
    for repeat in phone.repeats:
        sheets[_last(repeat)] = [
            {_head(path): text for path, text in row.items()}
            | {"_index": "1", "_parent_table_name": "Form", "_parent_index": str(n)}
            | {"_submission__id": str(7000 + n), "_submission__uuid": filled.instance.removeprefix("uuid:")}
            for n, filled in enumerate(entries, 1)
            for row in filled.rows.get(repeat, ())
        ]
    book.remove(book.active)
    for name, records in sheets.items():
        sheet = book.create_sheet(name[:31])
        for row in _table(records):
            sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return {"form.xlsx": out.getvalue()}


def kobo_csv(phone: Phone, entries: Sequence[Filled]) -> Files:
    """CSV with ";" between the cells; it has no repeats."""
    records = [_kobo(phone, filled, n, True) for n, filled in enumerate(entries, 1)]
    return {"form.csv": _csv(_table(records), ";").encode("utf-8-sig")}


def odk_files(phone: Phone, entries: Sequence[Filled]) -> Files:
    """The CSV of the entries, and one for each repeat."""
    main = [
        {"SubmissionDate": "2026-11-24T09:00:00.000Z"}
        | {_head(path).replace("/", "-"): text for path, text in filled.answers.items()}
        | {f"SET-OF-{_last(repeat)}": f"{filled.instance}/{_last(repeat)}" for repeat in phone.repeats}
        | {"KEY": filled.instance, "SubmitterID": "12", "SubmitterName": "tablet 3", "AttachmentsPresent": "0"}
        | {
            "AttachmentsExpected": "0",
            "Status": "",
            "ReviewState": "",
            "DeviceID": "",
            "Edits": "0",
            "FormVersion": "1",
        }
        for filled in entries
    ]
    files = {"Form.csv": _csv(_table(main), ",").encode()}
    for repeat in phone.repeats:
        rows = [
            {path.removeprefix(repeat + "/").replace("/", "-"): text for path, text in row.items()}
            | {"PARENT_KEY": filled.instance, "KEY": f"{filled.instance}/{_last(repeat)}[{n}]"}
            for filled in entries
            for n, row in enumerate(filled.rows.get(repeat, ()), 1)
        ]
        if rows:
            files[f"Form-{_last(repeat)}.csv"] = _csv(_table(rows), ",").encode()
    return files


def odk_zip(phone: Phone, entries: Sequence[Filled]) -> Files:
    """The archive that ODK Central gives out."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in odk_files(phone, entries).items():
            archive.writestr(name, content)
    return {"Form.zip": out.getvalue()}


def briefcase(phone: Phone, entries: Sequence[Filled]) -> Files:
    """The CSV files of ODK Briefcase, which decrypts: days as "Apr 26, 2018", times as "Apr 26, 2018 8:56:00 AM"."""
    written = [
        replace(filled, answers={path: _medium(text) for path, text in filled.answers.items()}) for filled in entries
    ]
    files = odk_files(phone, written)
    return {name: content.replace(b"ReviewState", b"isValidated") for name, content in files.items()}


def _medium(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return f"{at:%b %d, %Y}" if len(text) == 10 else f"{at:%b %d, %Y} {at:%I:%M:%S %p}".replace(" 0", " ")


def odata(phone: Phone, entries: Sequence[Filled]) -> Files:
    """The JSON of OData with $expand=*: groups in groups, empty answers as null."""
    records = []
    for filled in entries:
        record: dict[str, Any] = {
            "__id": filled.instance,
            "__system": {"submissionDate": "2026-11-24", "reviewState": None},
        }
        for path, text in filled.answers.items():
            _put(record, _head(path).split("/"), text or None)
        for repeat in phone.repeats:
            rows: list[dict[str, Any]] = []
            for n, row in enumerate(filled.rows.get(repeat, ()), 1):
                rows.append({"__id": f"row{n}"})
                for path, text in row.items():
                    _put(rows[-1], path.removeprefix(repeat + "/").split("/"), text or None)
            _put(record, _head(repeat).split("/"), rows)
        records.append(record)
    return {"Submissions.json": json.dumps({"@odata.context": "x", "value": records}).encode()}


FORMATS = {
    "kobo_xlsx": kobo_xlsx,
    "odk_zip": odk_zip,
    "odk_files": odk_files,
    "odata": odata,
    "briefcase": briefcase,
    "kobo_csv": kobo_csv,
}


def _kobo(phone: Phone, filled: Filled, number: int, split: bool) -> dict[str, str]:
    record = {"start": ""}
    for path, text in filled.answers.items():
        record[_head(path)] = text
        if split and phone.controls.get(path) == "select":
            for choice in phone.listed.get(path) or phone.fixed[path]:
                record[f"{_head(path)}/{choice}"] = ("1" if choice in text.split() else "0") if text else ""
    uuid = filled.instance.removeprefix("uuid:")
    own = {
        "_id": str(7000 + number),
        "_uuid": uuid,
        "_submission_time": "2026-11-24T09:00:00",
        "_validation_status": "",
    }
    return record | own | {"_notes": "", "_status": "submitted_via_web", "__version__": "vX", "_index": str(number)}


def _head(path: str) -> str:
    """Return a path without the name of the form: "/data/group/question" as "group/question"."""
    return path.split("/", 2)[2]


def _last(path: str) -> str:
    return path.rpartition("/")[2]


def _put(record: dict[str, Any], path: list[str], value: Any) -> None:
    for group in path[:-1]:
        record = record.setdefault(group, {})
    record[path[-1]] = value


def _table(records: Sequence[Mapping[str, str]]) -> list[list[str]]:
    head = list(dict.fromkeys(column for record in records for column in record))
    return [head, *([record.get(column, "") for column in head] for record in records)]


def _csv(rows: Sequence[Sequence[str]], sign: str) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=sign, quoting=csv.QUOTE_ALL).writerows(rows)
    return out.getvalue()
