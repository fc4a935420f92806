"""ovtf plugin form, as a real process: every mistake of a form's file, and every form on its way out."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.server import OVTF
from tests.stay import STAY, XLS, as_csv, as_xlsx


def run(*words: str, code: int = 0) -> subprocess.CompletedProcess[str]:
    done = subprocess.run([OVTF, "plugin", "form", *words], capture_output=True, text=True, check=False)
    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    return done


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    survey = [["type", "name", "label"], ["intger", "age", "Age"], ["text", "twice", "A"], ["text", "twice", "B"]]
    path = tmp_path / "stay.xlsx"
    path.write_bytes(as_xlsx({**STAY, "survey": survey}))
    return path


def test_a_good_form_is_taken(tmp_path):
    path = tmp_path / "stay.csv"
    path.write_bytes(as_csv())
    assert run("check", str(path)).stdout == "stay.csv: 7 rows of the survey, all taken.\n"
    assert "6 rows of the survey" in run("check", str(XLS)).stdout


def test_every_mistake_is_listed_with_its_place_and_the_exit_code_is_1(wrong):
    said = run("check", str(wrong), code=1).stdout
    assert "error type: survey, row 2\n" in said and "Did you mean 'integer'?" in said
    assert "error double_name: survey, row 4\n" in said and "row 3 has it already" in said
    assert said.splitlines()[-1] == "stay.xlsx: 2 errors, 2 warnings. It is not taken like this."


def test_findings_are_also_json(wrong):
    found = json.loads(run("check", str(wrong), "--json", code=1).stdout)
    assert [(each["sheet"], each["row"], each["rule"], each["level"]) for each in found][:2] == [
        ("survey", 2, "type", "error"),
        ("survey", 4, "double_name", "error"),
    ]
    assert all(each["found"] and each["expected"] and each["todo"] for each in found)


def test_a_picture_that_is_named_like_a_workbook_ends_in_a_sentence(tmp_path):
    path = tmp_path / "photo.xlsx"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\x00" * 400)
    assert "neither an Excel workbook" in run("check", str(path), code=1).stdout


def test_the_forms_of_an_area_are_written_and_can_be_checked(tmp_path):
    said = run("export", "safety", "--into", str(tmp_path / "out")).stdout
    assert said.startswith("2 forms written to ")
    names = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert names == ["safety.risk_assessment.xlsx", "safety.safety_plan.xlsx"]
    assert "all taken" in run("check", str(tmp_path / "out" / names[0])).stdout


def test_a_form_with_services_brings_their_list(tmp_path):
    assert "Upload services.csv" in run("export", "core.referral", "--into", str(tmp_path)).stdout
    assert (tmp_path / "services.csv").read_text("utf-8").startswith("name,label,service_types,governorates,audience\n")


def test_a_form_that_is_not_there_gets_one_sentence(tmp_path):
    error = run("export", "safety.plan", "--into", str(tmp_path), code=1).stderr
    assert "Did you mean 'safety.safety_plan'?" in error and error.count("\n") == 1
