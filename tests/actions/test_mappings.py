"""Mappings that an agency keeps: versions with digest, who and when; shipped ones stay as they are."""

import pytest

from dashboard.actions.supervisor import mappings
from dashboard.errors import ImportRefused, NotAllowed

TEXT = '[column.record_ref]\nfrom = "Ref"\n'


def test_each_change_is_a_version_and_the_same_text_is_none(context, person):
    sara = person("supervisor", "A01")
    first = mappings.keep(context, sara, "ours", TEXT)
    assert mappings.keep(context, sara, "ours", TEXT) == first
    second = mappings.keep(context, sara, "ours", TEXT.replace("Ref", "Number"))
    assert (first.version, second.version, second.by) == (1, 2, sara.person_id) and first.digest != second.digest
    assert [each.version for each in mappings.kept(context, sara)] == [2]
    assert "Number" in mappings.source(context, sara, "ours")


def test_another_agency_does_not_see_it(context, person):
    mappings.keep(context, person("supervisor", "A01"), "ours", TEXT)
    other = person("supervisor", "A02", "other")
    assert mappings.kept(context, other) == []
    with pytest.raises(ImportRefused, match="no mapping 'ours'"):
        mappings.source(context, other, "ours")


def test_a_shipped_one_is_read_and_never_replaced(context, person):
    sara = person("supervisor", "A01")
    assert "INCIDENT ID" in mappings.source(context, sara, "gbvims_ir")
    with pytest.raises(ImportRefused, match="stays as it is"):
        mappings.keep(context, sara, "gbvims_ir", TEXT)


def test_references_of_survivors_are_not_kept(context, person):
    kept = mappings.keep(context, person("supervisor", "A01"), "ours", TEXT + '[online]\nreferences = ["S-77"]\n')
    assert "S-77" not in kept.source


@pytest.mark.parametrize(("name", "text"), [("Our own", TEXT), ("ours", "["), ("ours", "[colum]"), ("", TEXT)])
def test_what_cannot_be_one_is_refused(context, person, name, text):
    with pytest.raises(ImportRefused):
        mappings.keep(context, person("supervisor", "A01"), name, text)


def test_a_case_manager_keeps_none(context, person):
    with pytest.raises(NotAllowed):
        mappings.keep(context, person("case_manager", "A01"), "ours", TEXT)
