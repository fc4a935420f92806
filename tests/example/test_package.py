"""The package keeps every rule, passes its own tests, and is listed beside the areas that are shipped."""

import json

from tests.example.conftest import PACKAGE


def test_it_keeps_every_rule(site):
    (report,) = json.loads(site.ovtf("plugin", "check", str(site.folder / "source"), "--json"))
    assert report["area"] == "education"
    assert [each for each in report["findings"] if each["level"] == "error"] == []
    assert not {each["rule"] for each in report["findings"]} & {"names_stable", "translations_complete"}


def test_its_own_tests_pass(site):
    said = site.python("-m", "pytest", "-q", "-p", "no:cacheprovider", str(site.folder / "source"))
    assert " passed" in said and "skipped" not in said


def test_it_is_active_beside_the_shipped_areas_and_brings_one_of_everything(installed):
    assert {each.name for each in installed.active} == {"mhpss", "safety", "digital", "legal", "education"}
    found = installed.plugin("education")
    assert (found.problem, found.distribution, found.unknown_hooks) == ("", "ovtf-education", ())
    assert [each.name for each in found.forms] == ["standing", "contacts"]
    assert all((found.checklists, found.guidance, found.services, found.datasets, found.indicators, found.released))


def test_every_file_beside_the_module_is_installed(site):
    here, there = PACKAGE / "ovtf_education", site.folder / "site" / "ovtf_education"
    names = [
        {str(each.relative_to(top)) for each in top.rglob("*.*") if each.suffix != ".pyc"} for top in (here, there)
    ]
    assert names[0] == names[1] >= {"forms/standing.xlsx", "forms/contacts.md", "names.toml", "locales/ckb.po"}
