"""What releases may tell of one survivor, in plain words: each by itself, and all together that hold her case."""

from dashboard.i18n import gettext as _
from dashboard.i18n import listed
from dashboard.release import About, Period, Releases
from dashboard.release.apart import apart, sharing
from dashboard.release.correctable import year_follows
from dashboard.release.ledger import Entry
from dashboard.release.limits import at_most, power, spent
from dashboard.release.policy import MU_MAX
from dashboard.ui.taskforce.wording import period_name


def tries(mu: float) -> str:
    """Return in how many of 100 tries the best test is right about somebody who was counted, rounded up."""
    return at_most(100 * power(mu))


def telling(releases: Releases, about: About) -> list[str]:
    """Return what a release may tell, a paragraph each: by itself, and together with others that hold its cases."""
    alone = _(
        "Whoever knows every other case and asks whether one survivor is in these numbers is right in at most {n} of 100 "
        "tries, when 5 of 100 are false alarms."
    ).format(n=tries(about.mu))
    return [alone, *_together(releases, about)]


def _together(releases: Releases, about: About) -> list[str]:
    """Return what follows when a case is in two releases, or is to be; nothing for a release by itself."""
    most = tries(MU_MAX)
    if others := sharing(releases, about.period):
        return [
            _(
                "Its cases are in other releases too ({others}). Who reads them all is right in at most {n} of 100 tries; more "
                "than {most} is never allowed. So none of them can be corrected any more."
            ).format(others=listed(map(period_name, others)), n=tries(spent(releases.entries, about.period)), most=most)
        ]
    if not year_follows(_entry(releases, about.period), releases.entries):
        return []
    return [
        _(
            "A release of the year counts its cases once more, and puts right what was wrong: there is no other "
            "correction. Who reads both is right in at most {most} of 100 tries."
        ).format(most=most)
    ]


def differing(releases: Releases, period: str) -> list[str]:
    """Return for a year whose shorter releases are there too that it is not their sum."""
    most = apart(releases, period) if Period.parse(period).longer() is None else None
    if most is None:
        return []
    return [
        _(
            "The year counts the cases of its shorter releases once more, with a random change of its own: a number of the "
            "year and the sum of theirs differ mostly by no more than {n} (19 of 20 numbers)."
        ).format(n=most)
    ]


def found(releases: Releases, entry: Entry) -> str:
    """Return in how many of 100 tries a case is found after a decision, with the other releases that hold it."""
    alone, together = tries(entry.mu), tries(spent(releases.entries, entry.period))
    if entry.is_held:
        return "-"
    if alone == together and not entry.revision:
        return alone
    words = (
        _("{n}; with its first version {together}")
        if entry.revision
        else _("{n}; with all that hold the case {together}")
    )
    return words.format(n=alone, together=together)


def _entry(releases: Releases, period: str) -> Entry:
    return next(entry for entry in releases.entries if entry.period == period and not entry.is_held)
