"""Ages: whole years, bands of other systems, and years at a day from a date of birth that is not kept."""

import re
from datetime import date

from dashboard import codes
from dashboard.codes import UNKNOWN
from dashboard.i18n import gettext as _
from dashboard.interchange.mapping.targets import case_targets
from dashboard.interchange.mapping.words import code_of

OLDEST = 110
_RANGE = re.compile(r"(?:age\s*)?(\d{1,3})\s*(?:-|–|_|to|الى|إلى|بۆ)\s*(\d{1,3})(?: years)?", re.IGNORECASE)
_FROM = re.compile(r"(?:age\s*)?(\d{1,3})\s*(?:\+|and over|and above|years and over|فاكثر|فأكثر)", re.IGNORECASE)


def years(text: str) -> int | None:
    """Return an age in whole years, None where it is said to be unknown; a ValueError has what is wrong."""
    if code_of(case_targets()["gender"], text) == UNKNOWN:  # any list with "unknown" knows the words for it
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > 3 or int(text) > OLDEST:
        raise ValueError(_("is not an age in whole years between 0 and 110."))
    return int(text)


def band(text: str) -> str:
    """Return the age band that a text means; a ValueError says why none is: a band of another system may lie across two."""
    known = UNKNOWN if code_of(case_targets()["gender"], text) == UNKNOWN else code_of(case_targets()["age_band"], text)
    if known:
        return known
    ends = _ends(text)
    if ends is None:
        raise ValueError(_("is not an age band that is known. Use a code or label of the template's second sheet."))
    lowest, highest = codes.band_of(ends[0]), codes.band_of(ends[1])
    if lowest != highest:
        raise ValueError(
            _("is a band that lies across two of ours ({one} and {other}). Say in the mapping which it is.").format(
                one=lowest, other=highest
            )
        )
    return lowest


def is_band(text: str) -> bool:
    """Return whether a text in a column of ages is a band."""
    return _ends(text) is not None


def _ends(text: str) -> tuple[int, int] | None:
    """Return the youngest and the oldest age of a band, or None."""
    if match := _RANGE.fullmatch(text):
        return int(match[1]), max(int(match[1]), int(match[2]))
    if match := _FROM.fullmatch(text):
        return int(match[1]), OLDEST
    return None


def age_at(birth: date, day: date) -> int:
    """Return the age in whole years that somebody who was born on a day has on another; a ValueError when it cannot be."""
    age = day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
    if not 0 <= age <= OLDEST:
        raise ValueError(_("does not give an age between 0 and 110 on the day of the report."))
    return age
