"""ovtf release plan: what is declared, what it would tell at the expected size, and what is proposed; no case is read."""

import re

import pytest

from dashboard.workspace import Workspace
from tests.commands import ovtf
from tests.reported import report_in


@pytest.fixture
def workspace(tmp_path):
    return Workspace.create(tmp_path / "ws")


def plan(workspace, *words):
    return ovtf("release", "plan", "-w", str(workspace.path), *words).stdout


def declare(workspace, more):
    config = workspace.path / "config.toml"
    text = config.read_text("utf-8")
    for name, value in more.items():
        text = re.sub(rf"(?m)^{name} = \S+", f"{name} = {value}", text)
    config.write_text(text, "utf-8")


def test_without_a_word_from_the_task_force_it_asks_how_many_cases_are_expected(workspace):
    said = plan(workspace)
    assert "Together 1.12 of 1.20" in said and "write expected = 200" in said and "governorate_by_risk_level" in said


def test_it_proposes_the_settings_for_the_expected_size(workspace):
    said = plan(workspace, "--expected", "60")
    assert 'menu = "tiny"\nrhythm = "half_year"' in said and "Each half-year: At 120 cases about" in said
    assert "It would be held back for too few cases in about 100% of the tries." in said
    assert 'menu = "large"\nrhythm = "quarter"\nregions = "five"' in plan(workspace, "--expected", "3000")


def test_what_is_declared_is_shown_for_the_quarter_and_the_year(workspace):
    declare(workspace, {"menu": '"medium"', "expected": "823"})
    said = plan(workspace)
    quarter, year = said.split("Once a year besides:")
    assert "region_by_missing" in quarter and "governorate_by_risk_level" not in quarter
    assert "governorate_by_risk_level" in year and "open_cases" in year
    assert "At 823 cases about" in quarter and "At 3292 cases about" in year
    assert "This is what is proposed for 823 cases a quarter." in year


def test_a_year_is_rehearsed_only_after_its_quarters_and_a_wrong_list_of_regions_is_named(workspace):
    declare(workspace, {"menu": '"small"'})
    report_in(workspace.path, "2025-Q1")
    build = ("release", "build", "--dry-run", "-w", str(workspace.path), "--period")
    assert "can be built" in ovtf(*build, "2025-Q1").stdout
    refused = ovtf(*build, "2025-Y", code=1)
    assert "comes after its shorter releases" in refused.stdout + refused.stderr
    with (workspace.path / "config.toml").open("a", encoding="utf-8") as config:
        config.write('[regions]\nkri = ["IQ-AR"]\n')
    refused = ovtf(*build, "2025-Q1", code=1)
    assert "In no region: Al-Anbar (IQ-AN)" in refused.stdout + refused.stderr
    assert "In no region" in ovtf("release", "verify", "-w", str(workspace.path), code=1).stdout
    assert "✕ settings: In no region" in ovtf("check", "-w", str(workspace.path), code=1).stdout


def test_settings_that_the_whole_menu_does_not_use_are_named(workspace):
    assert "Without effect" not in plan(workspace) and "before the first release of a year" in plan(workspace)
    declare(workspace, {"yearly": "false", "regions": '"five"'})
    assert 'Without effect, because menu is "whole": yearly, regions.' in plan(workspace)
    checked = ovtf("check", "-w", str(workspace.path), code=1).stdout
    assert "✕ settings: without effect" in checked and "yearly, regions" in checked
