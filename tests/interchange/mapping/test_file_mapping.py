"""Mappings as they are written down: what is wrong is said at once, and nothing is lost on the way back."""

import pytest

from dashboard.errors import ImportRefused
from dashboard.interchange.mapping import FileMapping, shipped
from dashboard.interchange.mapping.conditions import Condition, readable


@pytest.mark.parametrize("name", shipped())
def test_a_mapping_written_down_is_the_same_mapping(name):
    mapping = shipped()[name]
    again = FileMapping.from_toml(mapping.to_toml())
    assert again.to_toml() == mapping.to_toml() and again.digest == mapping.digest


def test_all_that_is_wrong_is_said_at_once_with_what_was_meant():
    text = '[souce]\nkind = "x"\n[date]\norder = "dym"\n[column.gendr]\nfrom = "SEX"\n[column.age]\nform = "AGE"\n'
    with pytest.raises(ImportRefused) as refused:
        FileMapping.from_toml(text)
    said = str(refused.value)
    assert all(word in said for word in ("'source'", "'gender'", "'from'", "dmy")) and said.count("\n") >= 3


@pytest.mark.parametrize(
    "text",
    ["[", "version = 2", "column = 3", "[online]\nall = 'yes'", "[rows]\nwhere = 'x'", f"version = {'9' * 5000}"],
)
def test_a_text_that_is_no_mapping_is_refused_with_a_sentence(text):
    with pytest.raises(ImportRefused):
        FileMapping.from_toml(text)


def test_a_condition_made_to_be_slow_is_read_at_once():
    blanks = " " * 50_000
    assert not readable(f"x{blanks}={blanks}") and readable(f"x{blanks}={blanks}y\n\nz")
    assert Condition.read(" A B != yes | No ") == Condition("A B", ("yes", "no"), negated=True)
    assert Condition.read("A = b=c") == Condition("A", ("b=c",), negated=False)
    assert not any(readable(text) for text in ("x", "=", "!=", "A =", "= b", "!= b"))


def test_a_list_of_references_is_not_kept():
    mapping = FileMapping.from_toml('[online]\nreferences = ["A-1"]\n')
    assert "A-1" not in mapping.to_keep().to_toml()
