"""Both doors to the rules, as an author uses them: `ovtf plugin check` and `pytest --pyargs ovtf_kit`."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ovtf_kit.names import VERSIONS, Names
from ovtf_kit.rules import RULES
from tests.kit.conftest import GOOD, Copy

SHIPPED = ["safety", "mhpss", "digital", "legal"]
QUICK = ("loads", "forms_convert", "forms_choices", "files_installed")


def run(*arguments: str, at: Path, path: str = "") -> subprocess.CompletedProcess:
    command = [sys.executable, *arguments]
    environment = os.environ | {"PYTHONPATH": path}
    return subprocess.run(command, cwd=at, env=environment, capture_output=True, text=True, check=False, timeout=300)


def check(*arguments: str, at: Path, rules: tuple[str, ...] = ()) -> subprocess.CompletedProcess:
    only = [part for rule in rules for part in ("--rule", rule)]
    call = "from dashboard.cli import main; main()"
    return run("-P", "-c", call, "plugin", "check", *arguments, *only, at=at)


def test_the_four_shipped_areas_keep_every_rule_with_no_exemption(tmp_path):
    done = check("--json", at=tmp_path)
    reports = json.loads(done.stdout)
    errors = [each for report in reports for each in report["findings"] if each["level"] == "error"]
    assert sorted(report["area"] for report in reports) == sorted(SHIPPED)
    assert errors == [] and done.returncode == 0
    assert all(report["left_out"] == [] for report in reports)
    warned = {each["rule"] for report in reports for each in report["findings"]}
    assert warned <= {"translations_complete"}


def test_what_plugin_new_writes_keeps_every_rule_but_for_names_that_are_not_kept_yet_and_words_to_translate(tmp_path):
    call = "from dashboard.cli import main; main()"
    made = run("-P", "-c", call, "plugin", "new", "health", "--label", "Health", "--owner", "A", at=tmp_path)
    assert made.returncode == 0, made.stderr
    done = check("./ovtf-health", "--json", at=tmp_path)
    (report,) = json.loads(done.stdout)
    assert done.returncode == 0 and report["left_out"] == []
    assert {each["rule"] for each in report["findings"]} <= {"names_stable", "translations_complete"}


@pytest.mark.parametrize("area", SHIPPED)
def test_a_shipped_snapshot_holds_every_name_of_today(area):
    from dashboard.registry import Registry

    kept = Names.parse(
        (Path(__file__).parents[2] / "plugins" / area / "src" / f"ovtf_{area}" / "names.toml").read_text("utf-8")
    )
    today = Names.of(Registry.load().plugin(area))
    assert {name: kept.get(name) for name in today} == today
    assert {section for section, _name in kept.keys() - today.keys()} <= {VERSIONS}, "earlier versions of forms stay"


def test_a_folder_is_installed_aside_and_checked(tmp_path):
    before = {path: path.read_bytes() for path in GOOD.rglob("*") if path.is_file() and path.suffix != ".pyc"}
    done = check(str(GOOD), at=tmp_path, rules=QUICK)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "shelter (ovtf-shelter 1.0): 4 of 4 rules kept" in done.stdout
    assert "built and installed in a temporary folder" in done.stderr
    assert {path: path.read_bytes() for path in GOOD.rglob("*") if path.is_file() and path.suffix != ".pyc"} == before


def test_findings_of_a_folder_come_together_and_fail(copy: Copy, tmp_path):
    copy.change("forms/stay.md", "${found} = 'yes'", "${found} = 'Yes'")
    copy.change("../pyproject.toml", '"**/*.sql", ', "")
    done = check("./shelter", at=tmp_path, rules=QUICK)
    assert done.returncode == 1 and "Traceback" not in done.stdout + done.stderr
    for head in (
        "loads: ovtf_shelter, register_datasets",
        "forms_choices: form stay",
        "files_installed: pyproject.toml",
    ):
        assert f"error {head}" in done.stdout
    assert (
        done.stdout.count("  found: ") == done.stdout.count("  do: ") == 3
        and "plugin shelter failed" not in done.stderr
    )


def test_a_folder_that_cannot_be_built_is_looked_at_as_it_is_and_says_so(copy: Copy, tmp_path):
    copy.change("../pyproject.toml", "setuptools.build_meta", "hatchling_that_is_not_here")
    done = check("./shelter", at=tmp_path, rules=QUICK)
    assert done.returncode == 1 and "taken from the folder as it is, not installed" in done.stderr
    assert "3 of 4 rules kept, 1 error" in done.stdout and "No module named 'hatchling_that_is_not_here'" in done.stdout


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("safty", "Did you mean 'safety'?"),
        ("./nowhere", "there is no pyproject.toml in that folder"),
        ("./empty", "has no entry point in the group"),
    ],
)
def test_what_is_no_plugin_gets_a_sentence(tmp_path, wanted, said):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "pyproject.toml").write_text('[project]\nname = "empty"\nversion = "1"\n')
    done = check(wanted, at=tmp_path)
    assert done.returncode == 1 and said in done.stderr and "Traceback" not in done.stderr


def test_names_are_written_into_the_source_and_old_ones_stay(copy: Copy, tmp_path):
    copy.change("forms/stay.md", "| text | note |", "| text | remark |")
    kept = copy.path / "ovtf_shelter" / "names.toml"
    earlier = Names.parse(kept.read_text("utf-8"))
    assert check("./shelter", "--write-names", at=tmp_path).returncode == 0
    now = Names.parse(kept.read_text("utf-8"))
    assert now.keys() - earlier.keys() == {("questions", "stay.remark")} and earlier.keys() < now.keys()


def test_pytest_has_one_test_for_each_rule_and_fails_with_what_was_found(copy: Copy, tmp_path):
    copy.change("forms/stay.md", "${found} = 'yes'", "${found} = 'Yes'")
    arguments = ("-m", "pytest", "-p", "no:cacheprovider", "--pyargs", "ovtf_kit", "--area", "shelter", "-v")
    done = run(*arguments, "-k", "forms_ or loads", at=tmp_path, path=str(copy.path))
    assert done.returncode == 1 and "1 failed, 3 passed" in done.stdout
    assert "test_plugin[forms_choices] FAILED" in done.stdout and "test_plugin[loads] PASSED" in done.stdout
    assert "  found: " in done.stdout and "Traceback" not in done.stdout
    assert f"{len(RULES) - 4} deselected" in done.stdout  # a test for each rule


def test_pytest_says_which_areas_there_are(tmp_path):
    done = run("-m", "pytest", "-p", "no:cacheprovider", "--pyargs", "ovtf_kit", "--area", "safty", at=tmp_path)
    assert done.returncode != 0 and "Did you mean 'safety'?" in done.stdout + done.stderr
