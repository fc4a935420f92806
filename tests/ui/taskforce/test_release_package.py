"""A release as a Data Package: its published numbers and no other, valid for programs of others, with what it means."""

import json
import re
import zipfile
from datetime import UTC, datetime
from io import BytesIO

import frictionless
import pandas as pd
import pytest

from dashboard import codes
from dashboard.i18n import use
from dashboard.release import Releases
from dashboard.release.outside import Clearance
from dashboard.release.package import NOBODY, SHOWN, TOO_FEW, write
from dashboard.release.silence import uncovered
from dashboard.ui.taskforce.download import release_zip

NOW = datetime(2027, 1, 5, tzinfo=UTC)


@pytest.fixture(scope="module")
def written(published, tmp_path_factory):
    releases, folder = Releases(published), tmp_path_factory.mktemp("package") / "out"
    count = write(releases, "2026-Q3", folder, is_cleared=False, at=NOW)
    return releases, folder, count


def read(folder, name):
    return pd.read_csv(folder / f"{name}.csv", keep_default_na=False, na_values={"value": "", "low": "", "high": ""})


def test_it_is_valid_for_others(written):
    _releases, folder, _count = written
    report = frictionless.Package(str(folder / "datapackage.json")).validate()
    assert report.valid, report.flatten(["fieldName", "rowNumber", "message"])[:5]


def test_it_holds_each_published_cell_and_no_other_number(written):
    releases, folder, count = written
    rows = read(folder, "cells")
    assert len(rows) == count
    by_cell = {(row.table, *(code for code in (row.code_1, row.code_2) if code)): row for row in rows.itertuples()}
    for name in releases.names("2026-Q3"):
        table = releases.table("2026-Q3", name)
        for cell, shown in table.cells.items():
            row = by_cell.pop((name, *cell))
            if shown is None:
                assert pd.isna(row.value) and pd.isna(row.low) and pd.isna(row.high)
                assert row.status == (NOBODY if set(cell) & set(uncovered(releases, "2026-Q3")) else TOO_FEW)
            else:
                assert (row.value, (row.low, row.high), row.status) == (shown, table.interval(cell), SHOWN)
    assert not by_cell and set(rows["status"]) == {SHOWN, TOO_FEW, NOBODY}


def test_places_have_p_codes_and_codes_three_languages(written):
    _releases, folder, _count = written
    rows, book = read(folder, "cells"), read(folder, "codebook")
    erbil = rows[(rows["table"] == "governorate") & (rows["code_1"] == "IQ-AR")]
    assert erbil["pcode"].item() == codes.pcode("IQ-AR") and erbil["label_1"].item() == "Erbil"
    said = book[(book["table"] == "governorate") & (book["code"] == "IQ-AR")]
    assert said["label_ar"].item() == "أربيل" and said["pcode"].item() == codes.pcode("IQ-AR")
    used = {(row.table, code) for row in rows.itertuples() for code in (row.code_1, row.code_2) if code}
    assert used == {(row.table, row.code) for row in book.itertuples()}


def test_it_says_what_it_means_and_that_it_may_not_leave(written):
    _releases, folder, _count = written
    described = json.loads((folder / "datapackage.json").read_text("utf-8"))
    assert described["private"] and described["temporal"] == {"start": "2026-07-01", "end": "2026-09-30"}
    assert "not a measure of how common" in described["caveats"] and described["release"]["privacy_budget"]["mu"] > 0
    notes = (folder / "notes.txt").read_text("utf-8")
    assert "Not cleared for outside" in notes and "غير مسموح" in notes and "no zero" in notes and "حالات" in notes
    assert set(read(folder, "reported")["state"]) <= {"on_time", "late", "missing"}


def test_from_the_page_it_is_the_same_in_every_language_and_names_nobody(written):
    releases, _folder, _count = written
    cleared = Clearance(period="2026-Q3", state="cleared", asked_by="Dilan", agreed_by="Rana", at=NOW)
    use("ar")
    content = release_zip(releases, "2026-Q3", cleared)
    use("en")
    with zipfile.ZipFile(BytesIO(content)) as file:
        described = json.loads(file.read("datapackage.json"))
        assert not any(name in file.read(part) for part in file.namelist() for name in (b"Dilan", b"Rana"))
    assert (described["private"], described["clearance"]) == (False, "Cleared for outside the task force")
    assert not re.search("[\u0600-\u06ff]", described["description"])
