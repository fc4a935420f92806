"""Periods are Iraqi calendar quarters, half-years and years, released once they are over."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import ReleaseError
from dashboard.release import Period

labels = st.builds("{}-{}".format, st.integers(2000, 2098), st.sampled_from(["Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y"]))


@given(labels)
def test_a_label_reads_back_as_itself(label: str) -> None:
    assert str(Period.parse(label)) == label


@given(labels)
def test_a_period_ends_where_the_next_begins(label: str) -> None:
    period = Period.parse(label)
    after = period.end + timedelta(seconds=1)
    following = Period.parse(f"{after.year}-Q{(after.month - 1) // 3 + 1}")
    assert following.start == period.end
    assert period.start < period.end


@pytest.mark.parametrize(
    "label",
    [
        "",
        "2026",
        "2026-Q5",
        "2026-H3",
        "Q3 2026",
        "26-Q3",
        "2026-Q3; DROP",
        "0000-Q1",
    ],
)
def test_a_bad_label_is_answered_with_how_to_write_one(label: str) -> None:
    with pytest.raises(ReleaseError, match="2026-Q3"):
        Period.parse(label)


def test_a_quarter_turns_at_midnight_in_baghdad() -> None:
    assert Period.parse("2026-Q3").start == datetime(2026, 6, 30, 21, tzinfo=UTC)
    assert Period.parse("2026-Q4").end == datetime(2026, 12, 31, 21, tzinfo=UTC)


def test_a_period_closes_after_its_delay() -> None:
    period = Period.parse("2026-Q3")
    with pytest.raises(ReleaseError, match="15 Oct 2026"):
        period.check_closed(period.end + timedelta(days=13), 14)
    period.check_closed(period.end + timedelta(days=14), 14)


def test_a_quarter_grows_into_a_half_year_and_then_a_year() -> None:
    half = Period.parse("2026-Q3").longer()
    assert half is not None and str(half) == "2026-H2" and half.quarters == ("2026-Q3", "2026-Q4")
    year = half.longer()
    assert year is not None and str(year) == "2026-Y" and len(year.quarters) == 4
    assert year.longer() is None
