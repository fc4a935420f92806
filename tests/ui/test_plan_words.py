"""What a file changes is told in words: which service, what came of it, of which day; never a code."""

import pytest

from dashboard.ui.imports import meanings


@pytest.mark.parametrize(
    ("element", "given", "told"),
    [
        ("need", ["mhpss_basic", "referred"], "Basic psychosocial support, Referred"),
        ("need", ["mhpss_basic", None], "Basic psychosocial support, –"),
        ("referral", ["health_medical", "accepted"], "Health care, Accepted"),
        ("referral", None, "–"),
        ("consent_services", "withdrawn", "Taken back"),
        ("consent_reporting", "not_recorded", "Not recorded at source"),
        ("status", "transferred", "Transferred"),
        ("risk", "high", "▲ High risk"),
    ],
)
def test_a_value_of_a_change_is_in_words(element, given, told):
    assert meanings.value(element, given) == told


@pytest.mark.parametrize(
    ("element", "name", "told"),
    [
        ("risk", "risk:2026-01-02:1", "Risk level, 2 Jan 2026"),
        ("risk", "risk::1", "Risk level"),
        ("need", "need:mhpss_basic:1", "Need"),
        ("referral", "referral:mhpss_basic:2", "Referral (2)"),
        ("consent_services", "", "Consent to services"),
        ("status", "", "Status of the case"),
    ],
)
def test_a_change_says_which_one_it_is_of(element, name, told):
    assert meanings.changed(element, name) == told
