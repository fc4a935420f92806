"""What the installed areas declare for their pages."""

from functools import cache

from dashboard.registry import Registry
from dashboard.ui.every_page import area_page
from dashboard.ui.taskforce.given import AreaPage


@cache
def installed() -> Registry:
    return Registry.load()


def declared(area: str) -> AreaPage:
    """Return what an installed area declares for its page."""
    return area_page(installed().plugin(area))
