"""Corrections: approved, once, beside the first version; and what is found in a file that was changed."""

import resource
from datetime import timedelta

import duckdb
import pytest

from dashboard.errors import ReleaseError
from dashboard.release import Correction, Releases, verify
from tests.release.conftest import NOW

WHY = Correction("dilan", "late_import")


@pytest.fixture
def published(cases, store, publish):
    source = store(cases("2026-Q3", 800))
    publish(source, "2026-Q3")
    return source


def test_a_correction_shows_its_numbers_and_keeps_the_first_version(published, cases, publish, path):
    first = Releases(path).digest
    published.add(cases("2026-Q3", 300, seed=9))
    summary = publish(published, "2026-Q3", correction=WHY)
    releases = Releases(path)
    about = releases.about("2026-Q3")
    assert (summary.outcome, about.revision, about.approver, about.reason) == ("corrected", 1, "dilan", WHY.reason)
    assert releases.cell("2026-Q3", "total") >= 900 and releases.digest != first
    assert [(entry.outcome, entry.revision) for entry in releases.entries] == [("published", 0), ("corrected", 1)]
    with duckdb.connect(str(path), read_only=True) as file:
        assert file.execute("SELECT count(DISTINCT revision) FROM cube").fetchone() == (2,)
    assert verify(releases) == []


def test_a_correction_has_noise_of_its_own(published, publish, path):
    before = {name: dict(Releases(path).table("2026-Q3", name).cells) for name in ("governorate", "age_sex")}
    publish(published, "2026-Q3", correction=WHY)
    assert before != {name: dict(Releases(path).table("2026-Q3", name).cells) for name in before}


def test_a_period_is_corrected_once_and_only_after_it_was_published(published, publish, path):
    publish(published, "2026-Q3", correction=WHY)
    state = path.read_bytes()
    with pytest.raises(ReleaseError, match="corrected once already"):
        publish(published, "2026-Q3", correction=WHY)
    with pytest.raises(ReleaseError, match="nothing to correct"):
        publish(published, "2026-Q2", correction=WHY)
    with pytest.raises(ReleaseError, match="already published"):
        publish(published, "2026-Q3")
    assert path.read_bytes() == state


def test_a_clock_that_was_set_back_is_noticed(published, cases, publish, path):
    published.add(cases("2026-Q4", 800))
    with pytest.raises(ReleaseError, match="clock of this machine is behind"):
        publish(published, "2026-Q4", now=NOW - timedelta(days=1))
    assert Releases(path).periods() == ("2026-Q3",)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ("UPDATE cube SET shown = shown + 5 WHERE tab = 'total'", "changed after it was published"),
        ("UPDATE cube SET shown = 7 WHERE tab = 'stream' AND d1 = 'tfgbv'", "off the steps of 5"),
        ("DELETE FROM cube WHERE tab = 'governorate_by_risk_level' AND d1 = 'IQ-AR' AND d2 = 'high'", "cells missing"),
        ("UPDATE release SET policy = replace(policy, '4.5', '1.5')", "than the budget allows"),
        ("UPDATE release SET policy = replace(policy, '\"floor\": 15', '\"floor\": 5')", "a lower floor"),
        ("UPDATE cube SET low = low + 1 WHERE tab = 'stream'", "more exact than they are"),
        ("UPDATE cube SET low = 0, high = 4 WHERE shown IS NULL AND tab = 'disability'", "more exact than they are"),
        ("UPDATE cube SET low = NULL, high = NULL WHERE tab = 'total'", "more exact than they are"),
        ("UPDATE cube SET deviation = 1 WHERE tab = 'age_sex'", "more exact than they are"),
        ("UPDATE release SET policy = replace(policy, '\"under\": 20', '\"under\": 10')", "more exact than they are"),
        ("UPDATE release SET mu = 0.1", "changed after it was published"),
        ("UPDATE release SET built_at = '2020-01-01T00:00:00+00:00'", "changed after it was published"),
    ],
)
@pytest.mark.usefixtures("published")
def test_whatever_was_changed_in_the_file_is_found(path, change, says):
    assert verify(Releases(path)) == []
    with duckdb.connect(str(path)) as file:
        file.execute(change)
    assert any(says in finding.text for finding in verify(Releases(path)))


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE cube SET shown = shown + 5 WHERE revision = 0 AND tab = 'total'",
        "INSERT INTO cube VALUES ('2026-Q3', 'secret', 'x', NULL, 3, 1, 3, 3, 0.0)",
        "INSERT INTO cube VALUES ('2025-Q4', 'total', NULL, NULL, 3, 0, 3, 3, 0.0)",
        "INSERT INTO cube SELECT * REPLACE (shown - 5 AS shown) FROM cube WHERE tab = 'total'",
        "INSERT INTO reported VALUES ('2025-Q4', 0, 'A1', 'A', ['IQ-BG'], 'reported', FALSE)",
    ],
)
def test_a_change_in_a_corrected_version_and_what_nobody_published_is_found(published, publish, path, change):
    publish(published, "2026-Q3", correction=WHY)
    assert verify(Releases(path)) == []
    with duckdb.connect(str(path)) as file:
        file.execute(change)
    assert verify(Releases(path))


def test_where_the_file_cannot_be_written_nothing_is_lost(published, cases, publish, path):
    state = path.read_bytes()
    published.add(cases("2026-Q4", 800))
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (len(state) // 2, before[1]))  # as if the disk were full
    try:
        with pytest.raises(ReleaseError, match="Nothing was published"):
            publish(published, "2026-Q4")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert path.read_bytes() == state and not path.with_name(path.name + ".new").exists()
    assert publish(published, "2026-Q4").outcome == "published"


@pytest.mark.parametrize(
    "change", ["DELETE FROM cube WHERE tab = 'governorate'", "UPDATE release SET policy = 'no json'"]
)
@pytest.mark.usefixtures("published")
def test_a_damaged_file_is_said_in_a_sentence(path, change):
    with duckdb.connect(str(path)) as file:
        file.execute(change)
    with pytest.raises(ReleaseError, match="Restore it from a backup"):
        Releases(path)
