"""python -m pytest: what the area promises. The dashboard's own rules run with `ovtf plugin check education`."""

from datetime import UTC, datetime

from dashboard.registry import Registry

REGISTRY = Registry.load()
NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def test_the_area_is_active():
    assert REGISTRY.plugin("education").status == "active"


def test_support_that_is_not_available_needs_a_reason():
    form = REGISTRY.form("education", "support")
    asked = {"topic": "information", "result": "unavailable"}
    assert list(form.examine(asked, now=NOW).problems) == ["unavailable_why"]
    assert form.examine(asked | {"unavailable_why": "cost"}, now=NOW).problems == {}
