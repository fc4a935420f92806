"""Words for released tables and numbers: titles, definitions, periods, codes, and numbers that are not shown."""

from collections.abc import Collection

from dashboard.codes import label
from dashboard.i18n import day, language, listed
from dashboard.i18n import gettext as _
from dashboard.release import About, Period, ReleasedTable
from dashboard.release.limits import at_most, power
from dashboard.release.policy import MU_MAX, STEP


def period_name(period: str) -> str:
    """Return a period in words: "2026 Q3", "2026, first half" or "2026"."""
    span = Period.parse(period)
    if span.length == 1:
        return _("{year} Q{quarter}").format(year=span.year, quarter=span.first)
    if span.length == 4:
        return str(span.year)
    half = _("{year}, first half") if span.first == 1 else _("{year}, second half")
    return half.format(year=span.year)


def covered(about: About) -> str:
    """Return the period in words; where some of its quarters had a release of their own before, with those it counts."""
    name = period_name(about.period)
    if about.quarters == Period.parse(about.period).quarters:
        return name
    parts = listed(period_name(quarter) for quarter in about.quarters)
    return _("{period} (only {quarters})").format(period=name, quarters=parts)


def released_on(about: About) -> str:
    """Return when a release was made, and its fingerprint."""
    words = _("Released on {date} and never changed since. Fingerprint {digest}.")
    if about.revision:
        words = _("Corrected on {date}; the first version stays in the file. Fingerprint {digest}.")
    return words.format(date=day(about.built_at), digest=about.digest[:12])


def source_line(about: About) -> str:
    """Return which release a number is from, and its fingerprint: on paper, in files and in pictures."""
    words = _("Release {period} · fingerprint {digest}")
    return words.format(period=covered(about), digest=about.digest[:12])


def both_versions(mu: float) -> str:
    """Return what a case that is in a release and in its correction has spent, in words; `mu` is of both together."""
    words = _("A case that is in both versions has spent {mu} of its budget; one version may take {most}.")
    return f"{words} {_found(mu)}".format(mu=f"{mu:.2f}", most=f"{MU_MAX:.2f}")


def would_spend(mu: float) -> str:
    """Return what a case will have spent, at most, when its release is corrected, in words."""
    words = _("After a correction a case that is in both versions has spent up to {mu}; one version may take {most}.")
    return f"{words} {_found(mu)}".format(mu=at_most(mu, 2), most=f"{MU_MAX:.2f}")


def _found(mu: float) -> str:
    return _(
        "Whoever knows everything else and asks whether she is in the figures finds her in at most {n} of 100 tries, when "
        "5 of 100 are false alarms."
    ).format(n=at_most(100 * power(mu)))


def less(under: int) -> str:
    """Return the words for a number that is not shown: how many it is probably under, the same for all of a table."""
    return _("too few to show (probably under {under})").format(under=under)


def said(number: int | None, under: int) -> str:
    """Return a number as text, or in words that it is too few to show (None) and what it is probably `under`."""
    return less(under) if number is None else str(number)


def per_cent(share: int) -> str:
    """Return a share in steps of 5 % as text; beside a shown number it is never "0 %"."""
    return _("{n} %").format(n=share) if share else _("under {n} %").format(n=STEP)


def hidden(table: ReleasedTable, codes: Collection[str], nowhere: Collection[str]) -> str:
    """Return the words in place of a number that is not shown: where nobody who reported works (`nowhere`, governorates)
    other ones than where there are too few.
    """
    return nobody() if not set(codes).isdisjoint(nowhere) else less(table.under)


def nobody() -> str:
    """Return the words for a place of which the release says nothing, because nobody who reported works there."""
    return _("nobody who reported works there")


def around(table: ReleasedTable, codes: tuple[str, ...]) -> str:
    """Return a cell's number with the interval that holds the true one in 19 of 20 tries: "60 (about 51 to 69)"."""
    if (interval := table.interval(codes)) is None:
        return less(table.under)
    return ranged(table[codes], *interval)


def ranged(number: int | None, low: int | None, high: int | None) -> str:
    """Return a shown number with what the true one lies between."""
    return _("{n} (about {low} to {high})").format(n=number, low=low, high=high)


def between(low: int, high: int) -> str:
    """Return what a true number lies between, where its shown one stands elsewhere or is not told."""
    return _("about {low} to {high}").format(low=low, high=high)


def code_label(dim: str, code: str) -> str:
    """Return a code's label in the language of this run."""
    return label(dim, code, language())


def short_place(code: str) -> str:
    """Return a governorate's name without "Al-", short enough for a tile."""
    return code_label("governorate", code).removeprefix("Al-")
