"""ovtf export: what is taken away on the server, and what is said where it cannot be."""

import csv
import json
import zipfile

import openpyxl

from tests.cli.conftest import run


def test_an_agency_takes_its_cases_away(demo, tmp_path):
    of_agency = ("--agency", "A01", "-w", str(demo))
    said = run("export", "agency", *of_agency, "--to", str(tmp_path / "out")).stdout
    with (tmp_path / "out" / "cases.csv").open(encoding="utf-8-sig", newline="") as file:
        cases = list(csv.DictReader(file))
    assert f"{len(cases)} cases with" in said and "restricted are not in it" in said
    assert "there already" in run("export", "agency", *of_agency, "--to", str(tmp_path / "out"), code=1).stderr
    run("export", "gbvims", *of_agency, "--to", str(tmp_path / "ir.xlsx"))
    assert (tmp_path / "ir.xlsx").stat().st_mode & 0o077 == 0
    sheet = openpyxl.load_workbook(tmp_path / "ir.xlsx", read_only=True)["Incident Data"]
    rows = list(sheet.values)
    assert len(rows) == 1 + sum(case["status"] != "duplicate" for case in cases)
    assert not {case["case_key"] for case in cases} & {value for row in rows for value in row}


def test_a_place_that_is_none_is_said_before_anything_is_read(demo, tmp_path):
    for what in (("agency", "--agency", "A01"), ("gbvims", "--agency", "A01"), ("release", "--period", "2026-Q3")):
        end = ".xlsx" if what[0] == "gbvims" else ".zip"
        wrong = run("export", *what, "--to", str(tmp_path / "no" / f"a{end}"), "-w", str(demo), code=1).stderr
        assert "There is no folder" in wrong and wrong.count("\n") == 1
    assert not list(tmp_path.iterdir())
    assert (
        "is no workbook" in run("export", "gbvims", "--agency", "A01", "--to", "a.xls", "-w", str(demo), code=1).stderr
    )
    assert "'A99'" in run("export", "agency", "--agency", "A99", "--to", "a.zip", "-w", str(demo), code=1).stderr


def test_a_release_is_taken_away_in_english_and_names_nobody(demo, tmp_path):
    run("export", "release", "--period", "2026-Q3", "--to", str(tmp_path / "r.zip"), "-w", str(demo))
    with zipfile.ZipFile(tmp_path / "r.zip") as file:
        described = json.loads(file.read("datapackage.json"))
    assert described["private"] and described["clearance"] == "Not cleared for outside the task force"
    wrong = run("export", "release", "--period", "2031-Q1", "--to", str(tmp_path / "n.zip"), "-w", str(demo), code=1)
    assert "is not published" in wrong.stderr and not (tmp_path / "n.zip").exists()
