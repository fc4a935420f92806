"""An alert is given only where the whole interval of a shown number lies beyond the target."""

from datetime import UTC, datetime

import pytest

from dashboard.release import Releases
from dashboard.release.targets import INDICATORS, Target, interval, is_missed
from tests.ui.taskforce.conftest import published

__all__ = ["published"]
PERIOD = "2026-Q3"


def target(indicator: str, direction: str, number: int) -> Target:
    return Target(indicator=indicator, direction=direction, number=number, owner="x", since=datetime.now(UTC))


@pytest.mark.parametrize("name", list(INDICATORS))
def test_an_interval_holds_what_is_shown_and_an_alert_needs_all_of_it(published, name) -> None:
    releases, answer = Releases(published), INDICATORS[name]
    span = interval(releases, PERIOD, answer)
    if span is None:
        assert not is_missed(releases, PERIOD, target(name, "at_most", 0))
        return
    low, high = span
    assert low <= high and (answer.unit == "cases" or 0 <= low <= high <= 100)
    assert not is_missed(releases, PERIOD, target(name, "at_most", int(low) + 1))
    assert not is_missed(releases, PERIOD, target(name, "at_least", int(high)))
    assert is_missed(releases, PERIOD, target(name, "at_least", int(high) + 1))
    assert low < 1 or is_missed(releases, PERIOD, target(name, "at_most", int(low) - 1))
