"""Languages: gettext catalogs, direction, dates and numbers."""

from dashboard.i18n.catalogs import (
    area_text,
    broken,
    direction,
    gettext,
    language,
    ngettext,
    noted,
    offer,
    otherwise,
    use,
)
from dashboard.i18n.coverage import share, shown_in
from dashboard.i18n.dates import BAGHDAD, clock, day, local, moment, month
from dashboard.i18n.directions import isolated
from dashboard.i18n.harmless import harmless
from dashboard.i18n.joining import listed, listed_apart

__all__ = [
    "BAGHDAD",
    "area_text",
    "broken",
    "clock",
    "day",
    "direction",
    "gettext",
    "harmless",
    "isolated",
    "language",
    "listed",
    "listed_apart",
    "local",
    "moment",
    "month",
    "ngettext",
    "noted",
    "offer",
    "otherwise",
    "share",
    "shown_in",
    "use",
]
