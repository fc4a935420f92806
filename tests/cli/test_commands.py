"""The command line, as a real process: one clear sentence for every mistake."""

import json
import sqlite3

import pytest

from tests.cli.conftest import run
from tests.interchange.filled_template import filled_csv


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["demo"],
        ["serve"],
        ["user", "add"],
        ["agency", "add"],
        ["plugin", "list"],
        ["import", "cases"],
        ["release", "build"],
        ["release", "show"],
        ["audit", "verify"],
        ["audit", "head"],
    ],
)
def test_help_reads_well(words):
    text = run(*words, "--help").stdout
    assert "Usage:" in text and "--help" in text


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["demmo"], "No such command"),
        (["serve", "--prt", "1"], "No such option"),
        (["user", "add", "x"], "Missing option"),
        (["import", "cases", "nowhere.csv", "--agency", "A"], "does not exist"),
        (["serve", "--port", "abc"], "valid integer"),
    ],
)
def test_a_wrong_argument_gets_one_sentence(words, part):
    error = run(*words, code=2).stderr
    assert part in error and error.count("\n") == 1


def test_a_folder_that_is_no_workspace_is_said_so(tmp_path):
    assert "is not a workspace" in run("serve", "-w", str(tmp_path), code=1).stderr


def test_plugin_list_shows_the_four_areas_as_text_and_json():
    assert "safety" in run("plugin", "list").stdout
    found = json.loads(run("plugin", "list", "--json").stdout)
    assert {row["name"]: row["status"] for row in found} == dict.fromkeys(
        ("safety", "mhpss", "digital", "legal"), "active"
    )
    assert all(row["contributes"]["forms"] for row in found)


def test_a_workspace_from_nothing_to_an_import_and_a_release(tmp_path):
    path = str(tmp_path / "ws")
    run("init", "-w", path)
    run("agency", "add", "A01", "Agency one", "-w", path)
    assert "Password" in run("user", "add", "nadia", "--role", "case_manager", "--agency", "A01", "-w", path).stdout
    with sqlite3.connect(tmp_path / "ws" / "records.db") as record:
        ((hashed,),) = record.execute("SELECT password_hash FROM people")
    assert hashed.startswith("$2b$12$")  # the tests' own process hashes at a lower cost
    assert "already" in run("user", "add", "nadia", "--role", "coordinator", "-w", path, code=1).stderr
    assert "Did you mean 'supervisor'" in run("user", "add", "x1", "--role", "supervisr", "-w", path, code=1).stderr
    table = tmp_path / "cases.csv"
    run("import", "template", str(table))
    assert (
        "no rows under its header" in run("import", "cases", str(table), "--agency", "A01", "-w", path, code=1).stderr
    )
    table.write_bytes(filled_csv())
    assert "1 would come in" in run("import", "cases", str(table), "--agency", "A01", "--dry-run", "-w", path).stdout
    assert "1 came in" in run("import", "cases", str(table), "--agency", "A01", "-w", path).stdout
    assert "0 came in, 1 were there" in run("import", "cases", str(table), "--agency", "A01", "-w", path).stdout
    table.write_text(table.read_text("utf-8-sig").replace("IQ-AR", "Atlantis"), "utf-8")
    refused = run("import", "cases", str(table), "--agency", "A01", "-w", path, code=1)
    assert "row 2, governorate" in refused.stdout and "Nothing was imported" in refused.stderr
    assert "Atlantis" not in refused.stdout + refused.stderr
    assert "no release yet" in run("release", "show", "-w", path, code=1).stderr
    assert "not a period" in run("release", "build", "--period", "2026-Q9", "-w", path, code=1).stderr
    head = run("audit", "head", "-w", path).stdout.strip()
    (tmp_path / "paper").write_text(f"{head}\n")
    assert "whole" in run("audit", "verify", "--head", head, "--head", str(tmp_path / "paper"), "-w", path).stdout
    forged = " ".join([*head.split()[:2], "0" * 64])
    assert "written anew" in run("audit", "verify", "--head", forged, "-w", path, code=1).stderr
    modes = {file.name: file.stat().st_mode & 0o777 for file in (tmp_path / "ws" / "secrets").iterdir()}
    assert modes and set(modes.values()) == {0o600}


def test_a_release_is_shown_with_floors_in_words_and_never_rebuilt(demo):
    shown = json.loads(run("release", "show", "--json", "-w", str(demo)).stdout)
    cells = [cell["shown"] for cell in shown["cells"]]
    assert all(cell is None or (cell >= 10 and cell % 5 == 0) for cell in cells) and None in cells
    assert all((cell["interval"] is None) == (cell["shown"] is None) for cell in shown["cells"])
    (total,) = (cell for cell in shown["cells"] if cell["table"] == "total")
    assert total["interval"][0] < total["shown"] < total["interval"][1] and total["probably_under"] is None
    as_csv = run("release", "show", "--csv", "-w", str(demo)).stdout
    assert "too few to show (probably under 20),," in as_csv
    assert f"total,,,,,{total['shown']},{total['interval'][0]},{total['interval'][1]}" in as_csv
    said = run("release", "show", "-w", str(demo)).stdout
    assert f"{total['shown']} (about {total['interval'][0]} to {total['interval'][1]})" in said
    assert "already published" in run("release", "build", "--period", shown["period"], "-w", str(demo), code=1).stderr


def test_running_the_demo_again_keeps_its_data(demo):
    before = (demo / "records.db").stat().st_mtime_ns
    text = run("demo", "--workspace", str(demo), "--no-start").stdout
    assert "amal" in text and "http://127.0.0.1:8501" in text
    assert (demo / "records.db").stat().st_mtime_ns == before
