"""Who reported."""

from dashboard.ui.taskforce.given import Given


def render(given: Given) -> None:
    """Draw the page."""
