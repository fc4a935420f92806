"""Finding in the service directory: words, numbers, spelling, places and the other filters."""

import pytest

from dashboard.actions.directory import editing as directory
from dashboard.actions.directory import entries as directory_entries
from dashboard.i18n import language, use

POLICE, DCVAW, ASAYISH = "safety.police_104", "safety.dcvaw_119", "legal.asayish_erbil"
NEW = {"label": "Helpline of the city", "summary": "Listens, day and night.", "kind": "hotline", "region": "kri"}
NEW |= {"service_types": ["mhpss_basic"]}


@pytest.fixture
def dilan(person):
    return person("coordinator")


def keys(found):
    return {each.key for each in found}


@pytest.mark.parametrize("search", ["National police", "police national", "POLICE", "104", "١٠٤"])
def test_a_search_finds_by_words_and_numbers(context, search):
    assert POLICE in keys(directory.find(context, search=search))


@pytest.mark.parametrize("search", ["07508088080", "+964 750 808 8080", "750 808"])
def test_a_search_finds_a_number_however_it_is_grouped(context, dilan, search):
    directory.correct(context, dilan, POLICE, {"channels": [["phone", "+964 750 808 8080"], ["phone", "07508088080"]]})
    assert POLICE in keys(directory.find(context, search=search))


@pytest.mark.parametrize("shown", ["en", "ar", "ckb"])
def test_a_search_folds_arabic_and_sorani_spelling_whatever_language_is_shown(context, dilan, shown):
    key = directory.add(context, dilan, NEW | {"label": "مركز الأمان", "summary": "پەناگەی کوردی"})
    use(shown)
    try:
        for search in ("الامان", "كوردي", "کوردی"):
            assert keys(directory.find(context, search=search)) == {key}
    finally:
        use("en")


def test_a_search_finds_the_translated_label_whatever_language_is_shown(context, monkeypatch):
    def said(_module, text):
        return "الشرطة الوطنية" if (language(), text) == ("ar", "National police") else text

    monkeypatch.setattr(directory_entries, "area_text", said)
    assert keys(directory.find(context, search="الشرطة")) == {POLICE}


def test_a_search_for_what_is_not_there_finds_nothing(context):
    assert directory.find(context, search="nothing like this") == []


@pytest.mark.parametrize(
    ("governorate", "there", "not_there"),
    [
        ("IQ-AR", {DCVAW, ASAYISH, "digital.stopncii"}, {POLICE, "legal.asayish_sulaimani"}),
        ("IQ-SU", {DCVAW, "legal.asayish_sulaimani"}, {POLICE, ASAYISH}),
        ("IQ-BG", {POLICE, "digital.stopncii"}, {DCVAW, ASAYISH}),
        ("unknown", {POLICE, DCVAW, "digital.stopncii"}, {ASAYISH, "legal.asayish_sulaimani", "safety.emergency_911"}),
    ],
)
def test_a_governorate_finds_its_own_its_regions_and_the_countrys(context, governorate, there, not_there):
    found = keys(directory.find(context, governorate=governorate))
    assert there <= found and not not_there & found


def test_a_region_finds_its_own_and_the_countrys(context):
    found = keys(directory.find(context, region="kri"))
    assert {DCVAW, ASAYISH, "digital.stopncii"} <= found and POLICE not in found
    assert keys(directory.find(context, region="iraq")) == keys(directory.directory(context))


def test_the_other_filters(context, dilan):
    child = directory.add(
        context, dilan, NEW | {"audience": "child", "languages": ["kmr"], "service_types": ["child_protection"]}
    )
    assert child in keys(directory.find(context, audience="child", language="kmr", kind="hotline"))
    assert keys(directory.find(context, service_type="child_protection")) >= {child}
    for other in ({"audience": "adult"}, {"language": "en"}, {"kind": "tool"}, {"service_type": "cash"}):
        assert child not in keys(directory.find(context, **other))
