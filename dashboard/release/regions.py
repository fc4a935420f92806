"""Regions: governorates put together, so that a small number of cases can still be told by place.

Every governorate is in exactly one region. The task force may replace the list (`[regions]` in config.toml); a release
keeps in its file the regions that it was made with.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.codes import UNKNOWN, group, label, names, places
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.i18n import noted


@dataclass(frozen=True)
class Region:
    """What a region is called, and the codes of its governorates."""

    label: str
    places: tuple[str, ...]


Regions = Mapping[str, Region]
TWO: Regions = {
    code: Region(
        label("region", code, "en"),
        tuple(place for place in places() if group("governorate", place) == code),
    )
    for code in names("region")
    if code != UNKNOWN
}
"""Those of the public list: the Kurdistan Region, and federal Iraq."""
FIVE: Regions = {
    "kri": TWO["kri"],
    "north": Region(noted("North"), ("IQ-NI", "IQ-KI", "IQ-SD")),
    "centre": Region(noted("Baghdad and centre"), ("IQ-BG", "IQ-AN", "IQ-DI", "IQ-WA")),
    "euphrates": Region(noted("Middle Euphrates"), ("IQ-BB", "IQ-KA", "IQ-NA", "IQ-QA")),
    "south": Region(noted("South"), ("IQ-BA", "IQ-DQ", "IQ-MA", "IQ-MU")),
}
LISTS: Mapping[str, Regions] = {"two": TWO, "five": FIVE}


def own(code: str, places: Sequence[str]) -> Region:
    """Return a region of the task force's own list: called as in our lists where one has it, governorate by governorate,
    else by its code. With other governorates the name of a public region would be untrue.
    """
    listed = [regions[code] for regions in LISTS.values() if code in regions]
    same = (region.label for region in listed if set(region.places) == set(places))
    return Region(next(same, code), tuple(places))


def of_place(regions: Regions) -> dict[str, str]:
    """Return the region of each governorate, by their codes; one that is not known is in a region that is not known."""
    return {place: code for code, region in regions.items() for place in region.places} | {UNKNOWN: UNKNOWN}


def check(regions: Regions) -> None:
    """Raise ReleaseError unless each region has a name and a place, and each governorate is in exactly one region."""
    _check_names(regions)
    listed = [place for region in regions.values() for place in region.places]
    for wrong, says in (
        ([place for place in listed if place not in places()], _("No governorate has the code {places}.")),
        ([place for place in places() if place not in listed], _("In no region: {places}.")),
        ([place for place in places() if listed.count(place) > 1], _("In more than one region: {places}.")),
    ):
        if wrong:
            told = ", ".join(dict.fromkeys(_told(place) for place in wrong))
            rule = _("Each governorate belongs to exactly one region.")
            raise ReleaseError(f"{says.format(places=told)} {rule}")


def _check_names(regions: Regions) -> None:
    """Raise ReleaseError for a code that could be taken for another thing in a release, and for a region without a place."""
    for code, region in regions.items():
        if not re.fullmatch(r"\w{1,40}", code) or code in (*names("governorate"), "none"):
            raise ReleaseError(
                _(
                    "{code} is no name of a region. Use 1 to 40 letters, digits or underscores; the code of a governorate "
                    "and none mean something else."
                ).format(code=f"{code!r:.60}")
            )
        if not region.places:
            raise ReleaseError(_("The region {code} has no governorate.").format(code=repr(code)))


def _told(place: str) -> str:
    return f"{label('governorate', place, 'en')} ({place})" if place in places() else repr(place)
