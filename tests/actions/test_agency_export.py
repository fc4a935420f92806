"""An agency takes everything away: what others read of it is what is on record, and nothing of anybody else."""

import csv
import json
import re
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import frictionless
import pandas as pd
import pytest

from dashboard.actions.acting import reader
from dashboard.actions.administration import audit
from dashboard.actions.supervisor import agency_export
from dashboard.actions.work import cases, knowing
from dashboard.errors import NotAllowed, RecordError
from dashboard.i18n import local
from dashboard.records import submissions
from dashboard.records import takeaway as record
from dashboard.records.tables import metadata
from tests.actions.filled import CHILD, FOLLOW_UP, NEED, REFERRAL, agree, ask_to_close, assess, send
from tests.conftest import ADMIN
from tests.plugins.filled import PLANNED

DOCUMENT = Path(__file__).parents[2] / "docs" / "take-away.md"
pytestmark = pytest.mark.usefixtures("worked")


@pytest.fixture
def worked(context, amal, open_case):
    """Two cases of an agency, one of a child, with forms of all kinds, corrected, and one of them asked to be closed."""
    key, child = (
        open_case(amal),
        open_case(amal, **CHILD, violence_types=("csam", "sexual_extortion"), primary_violence_type="csam"),
    )
    agree(context, amal, key)
    assess(context, amal, key)
    for answers in (NEED, NEED | {"service_type": "cash"}):
        send(context, amal, key, "core", "need", answers)
    send(context, amal, key, "core", "referral", REFERRAL)
    send(context, amal, key, "core", "follow_up", FOLLOW_UP)
    until = local(context.now()).date() + timedelta(days=5)
    send(context, amal, key, "safety", "safety_plan", PLANNED | {"review_date": until, "note": "=1+1"})
    cases.amend(context, amal, key, cases.read_case(context, amal, key).case.version, {"gender": "male"})
    ask_to_close(context, amal, key)
    return key, child


def taken(context, who, folder, **options):
    done = agency_export.export(context, who, folder, **options)
    return done, json.loads((folder / "datapackage.json").read_text("utf-8"))


def table(folder, name, **options):
    return pd.read_csv(folder / f"{name}.csv", **options)


def test_what_is_taken_away_is_valid_for_others(context, sara, tmp_path):
    done, described = taken(context, sara, tmp_path / "out")
    report = frictionless.Package(str(tmp_path / "out" / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:5]
    assert done.cases == 2 and {"cases", "case_versions", "core__need", "safety__risk_assessment", "codebook"} <= {
        resource["name"] for resource in described["resources"]
    }
    assert done.rows == sum(len(table(tmp_path / "out", each["name"])) for each in described["resources"])


def test_pandas_reads_numbers_days_and_truths(context, sara, worked, tmp_path):
    key, child = worked
    taken(context, sara, tmp_path / "out")
    read = table(tmp_path / "out", "cases", index_col="case_key", parse_dates=["report_date", "opened_at"])
    assert read.loc[child, "age"] == 14 and read.loc[key, "gender"] == "male"
    assert read["report_date"].dtype.kind == "M" and read["opened_at"].dt.tz is not None
    assert read["consent_services"].dtype == bool
    assert read.loc[child, "violence_types__csam"] == 1 and read.loc[key, "violence_types__csam"] == 0
    assert set(read.loc[child, "violence_types"].split()) == {"csam", "sexual_extortion"}
    versions = table(tmp_path / "out", "case_versions")
    assert list(versions[versions["case_key"] == key]["gender"])[:1] == ["female"]


def test_what_is_written_about_python_reads_every_column_as_what_it_is(context, sara, worked, tmp_path, monkeypatch):
    taken(context, sara, tmp_path / "out")
    monkeypatch.chdir(tmp_path / "out")
    (lines,) = re.findall(r"```python\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    said: dict[str, Any] = {}
    exec(lines, said)
    for name, fields in said["fields"].items():
        read = said["read"](name)
        for field in fields:
            kinds = {"date": "M", "datetime": "M", "integer": "i", "number": "f", "boolean": "b"}
            kind = kinds.get(field["type"])
            assert read[field["name"]].isna().all() or kind in (None, read[field["name"]].dtype.kind), field["name"]
    assert said["cases"]["age"].dtype == "Int64" and len(said["needs"]) == 2
    assert worked[1] in set(said["cases"]["case_key"])


def test_every_entry_on_record_is_there_with_its_repeats(context, sara, tmp_path):
    done, _described = taken(context, sara, tmp_path / "out")
    with context.records.read() as tx:
        sent = [entry for _seq, entry in submissions.every(tx)]
    assert done.entries == len(sent)
    needs = table(tmp_path / "out", "core__need")
    assert set(needs["entry_id"]) == {entry.id for entry in sent if entry.form == "need"}
    (closing,) = [entry for entry in sent if entry.form == "closure"]
    rows = table(tmp_path / "out", "core__closure__still_open")
    assert list(rows["row"]) == list(range(1, len(closing.answers["still_open"]) + 1))
    assert set(rows["entry_id"]) == {closing.id}
    assert table(tmp_path / "out", "core__follow_up").loc[0, "done__information"] == 1


def test_free_text_only_on_request_and_never_as_a_formula(context, sara, tmp_path):
    taken(context, sara, tmp_path / "without")
    assert "=1+1" not in "".join(path.read_text("utf-8") for path in (tmp_path / "without").iterdir())
    taken(context, sara, tmp_path / "with", with_notes=True)
    rows = list(csv.reader((tmp_path / "with" / "safety__safety_plan.csv").open(encoding="utf-8-sig", newline="")))
    assert "'=1+1" in rows[1]
    notes = [json.loads(line.detail).get("notes") for line in audit.entries(context, ADMIN, action="agency.export")]
    assert notes == [True, None]


def test_codes_are_explained_in_three_languages(context, sara, tmp_path):
    taken(context, sara, tmp_path / "out")
    book = table(tmp_path / "out", "codebook", keep_default_na=False)
    (erbil,) = book[(book["table"] == "cases") & (book["column"] == "governorate") & (book["code"] == "IQ-AR")].to_dict(
        "records"
    )
    assert (erbil["label_en"], erbil["label_ar"]) == ("Erbil", "أربيل") and erbil["label_ckb"]
    question = book[(book["table"] == "core__need") & (book["column"] == "service_type") & (book["code"] == "")]
    assert question["label_ar"].item() and question["form_versions"].item()


def test_each_case_only_for_whom_it_is_and_of_no_other_agency(context, person, sara, amal, worked, tmp_path):
    _key, child = worked
    other = person("supervisor", "A02")
    done, _described = taken(context, other, tmp_path / "other")
    assert done.cases == done.entries == 0
    knowing.restrict(context, amal, child, "staff_family", "")
    done, _described = taken(context, sara, tmp_path / "own")
    assert done.cases == 1 and child not in "".join(path.read_text("utf-8") for path in (tmp_path / "own").iterdir())


def test_the_audit_says_what_was_taken_away(context, sara, tmp_path):
    done, _described = taken(context, sara, tmp_path / "out")
    (line,) = audit.entries(context, ADMIN, action="agency.export")
    assert (line.actor, line.object) == (sara.username, "A01")
    assert json.loads(line.detail) == {"cases": 2, "entries": done.entries}


def test_nothing_is_left_where_it_may_not_be(context, amal, sara, tmp_path):
    with pytest.raises(NotAllowed):
        agency_export.export(context, amal, tmp_path / "no")
    (tmp_path / "there").mkdir()
    (tmp_path / "there" / "mine.txt").touch()
    with pytest.raises(RecordError, match="there already"):
        agency_export.export(context, sara, tmp_path / "there")
    assert [path.name for path in tmp_path.iterdir() if path.name not in ("ws", "there")] == []
    assert not audit.entries(context, ADMIN, action="agency.export")


def test_it_goes_into_one_file_that_only_its_owner_can_read(context, sara, tmp_path):
    agency_export.export(context, sara, tmp_path / "all.zip")
    assert (tmp_path / "all.zip").stat().st_mode & 0o077 == 0
    with zipfile.ZipFile(tmp_path / "all.zip") as file:
        assert {"datapackage.json", "cases.csv", "codebook.csv"} <= set(file.namelist())


def test_what_is_written_after_the_moment_waits_for_the_next_time(context, sara, amal, worked):
    """Each page is a transaction of its own: a form that is sent in between two of them is of another moment."""
    as_whom = reader(sara, context.now())
    with context.records.read() as tx:
        until, before = (
            record.moment(tx, context.now()),
            record.page(tx, as_whom, worked, record.moment(tx, context.now())),
        )
    send(context, amal, worked[0], "core", "need", NEED | {"service_type": "livelihoods"})
    with context.records.read() as tx:
        assert record.page(tx, as_whom, worked, until) == before and before.entries
        assert (
            len(record.page(tx, as_whom, worked, record.moment(tx, context.now())).entries) == len(before.entries) + 1
        )


def test_many_pages_are_as_one(context, sara, tmp_path, monkeypatch):
    taken(context, sara, tmp_path / "one")
    monkeypatch.setattr(agency_export, "TOGETHER", 1)
    taken(context, sara, tmp_path / "two")
    for name in ("cases", "core__need", "risk_decisions"):
        assert (tmp_path / "one" / f"{name}.csv").read_text() == (tmp_path / "two" / f"{name}.csv").read_text()


def test_every_table_about_a_case_is_taken_away_or_left_out_on_purpose():
    """Drafts are nobody's word yet; the others say who may see a case, where it came from and who works for the agency."""
    about = {name for name, table in metadata.tables.items() if "case_key" in table.c}
    about = {name for name in about if not name.startswith("staged_")}  # what an import would bring, and has not yet
    left_out = {"drafts", "case_restrictions", "case_people", "imports", "changes"}
    taken_away = {table.name for table in record.HISTORIES.values()} | {"case_versions", "submissions"}
    assert taken_away <= about and about - left_out == taken_away
