"""A form's fingerprint changes with what its questions ask and decide, and with nothing else."""

import pytest

from dashboard.forms import Form
from ovtf_kit.checking import check
from ovtf_kit.fingerprint import fingerprint, names_its_version
from ovtf_kit.names import VERSIONS, Names

TEXT = """| survey |
| | type | name | label | relevant | constraint | calculation | choice_filter |
| | note | hello | Good morning | | | | |
| | begin_group | about | About | ${stream} = 'a' | | | |
| | select_one kind | kind | What kind? | | | | child = 'yes' |
| | end_group | | | | | | |
| | hidden | stream | | | | | |
| | integer | nights | How long? | ${kind} = 'family' | . > 0 | | |
| | calculate | twice | | | | ${nights} * 2 | |
| | begin_repeat | children | Children | | | | |
| | integer | age | Age | | | | |
| | end_repeat | | | | | | |
| choices |
| | list_name | name | label | child |
| | kind | family | With family | yes |
| | kind | shelter | In a shelter | no |
| settings |
| | form_title | version |
| | Place to stay | 3 |
"""


def read(old: str = "", new: str = "") -> Form:
    assert old in TEXT
    return Form.from_markdown(TEXT.replace(old, new), name="stay")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("| integer | nights", "| decimal | nights"),
        ("${kind} = 'family'", "${kind} = 'shelter'"),
        ("${stream} = 'a'", "${stream} = 'b'"),
        (". > 0", ". > 1"),
        ("${nights} * 2", "${nights} * 3"),
        ("| | kind | shelter | In a shelter | no |\n", ""),
        ("In a shelter | no", "In a shelter | yes"),
        ("| | integer | age | Age | | | | |\n", "| | integer | years | Age | | | | |\n"),
        ("| | hidden | stream |", "| | text | more | What else? | | | | |\n| | hidden | stream |"),
    ],
)
def test_another_question_choice_or_rule_is_another_fingerprint(old, new):
    assert fingerprint(read(old, new)) != fingerprint(read())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("How long?", "For how many nights?"),
        ("In a shelter", "Shelter"),
        ("Place to stay", "Somewhere to stay"),
        ("| | note | hello | Good morning | | | | |\n", ""),
        (
            "| | kind | family | With family | yes |\n| | kind | shelter | In a shelter | no |\n",
            "| | kind | shelter | In a shelter | no |\n| | kind | family | With family | yes |\n",
        ),
    ],
)
def test_words_notes_and_order_may_change_within_a_version(old, new):
    assert fingerprint(read(old, new)) == fingerprint(read())


def test_a_form_without_a_version_of_its_own_needs_no_fingerprint():
    unversioned = read("| | form_title | version |\n| | Place to stay | 3 |", "| | form_title |\n| | Place to stay |")
    assert names_its_version(read()) and not names_its_version(unversioned)


def test_a_snapshot_from_before_fingerprints_is_accepted_and_gets_them(copy):
    copy.change(
        "forms/stay.md", "| | form_title |\n| | Place to stay |", "| | form_title | version |\n| | Place to stay | 2 |"
    )
    with copy.opened() as subject:
        earlier = Names.parse((copy.path / "ovtf_shelter" / "names.toml").read_text("utf-8"))
        assert not any(section == VERSIONS for section, _name in earlier)
        assert check(subject, only=["names_stable", "form_versions"]).findings == ()
        added = earlier.joined(Names.of(subject.plugin)).keys() - earlier.keys()
    assert added == {(VERSIONS, "stay.2")}


def test_an_earlier_version_stays_in_the_snapshot_and_is_not_missed(copy):
    copy.change("names.toml", "[steps]", '[versions]\n"stay.1" = "000000000000"\n\n[steps]')
    with copy.opened() as subject:
        assert check(subject, only=["names_stable", "form_versions"]).findings == ()
        written = Names.parse((copy.path / "ovtf_shelter" / "names.toml").read_text("utf-8")).write("shelter")
    assert Names.parse(written)[VERSIONS, "stay.1"] == "000000000000"
