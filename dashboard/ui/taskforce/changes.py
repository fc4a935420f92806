"""What changed since the release before, in words, and how often chance alone would make such a change."""

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.release.signals import Compared, Signal, compare
from dashboard.release.silence import silent, uncovered, undeclared
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.wording import cell_label, code_label, period_name, said, title

FIRST = 5
"""Signals that are shown at once, the strongest."""


def compared(sheet: Sheet) -> Compared | None:
    """Compare every table of the chosen period with the release before it; None when there is none of the same
    length.
    """
    return _compared(digest=sheet.releases.digest, period=sheet.period, _releases=sheet.releases)


@st.cache_resource(max_entries=60, show_spinner=False)
def _compared(*, digest: str, period: str, _releases: Releases) -> Compared | None:  # noqa: ARG001 - cache key
    names = [table.name for table in _releases.about(period).policy]
    return compare(_releases, period, names)


def verdict(comparison: Compared | None, name: str, *codes: str) -> str:
    """Return in words whether one number, that of `codes` in the table `name`, rose or fell beyond chance."""
    if comparison is None:
        return _("Nothing to compare with")
    matching = (signal for signal in comparison.signals if (signal.table.name, signal.codes) == (name, codes))
    signal = next(matching, None)
    if signal is None:  # any other difference may be chance
        return _("No clear change")
    return _("Rise beyond chance") if signal.direction == "rise" else _("Fall beyond chance")


def changes(sheet: Sheet, comparison: Compared | None) -> None:
    """Draw the box "What changed": agencies that stopped reporting, then the numbers that rose or fell beyond chance."""
    with st.container(border=True, key=f"{sheet.page}.changes"):
        st.subheader(_("What changed"), anchor=False)
        _silence(sheet)
        if comparison is None:
            st.caption(_("There is no earlier release of a period as long as this one to compare with."))
        else:
            _signals(comparison, sheet)


def _silence(sheet: Sheet) -> None:
    """Name the agencies that reported for the period before and not for this one, the governorates without a report,
    and the agencies that reported without declaring where they work.

    The first two make numbers fall although there may be no less violence.
    """
    stopped_reporting = silent(sheet.releases, sheet.period)
    places_without_report = uncovered(sheet.releases, sheet.period)
    without_places = undeclared(sheet.releases, sheet.period)
    if stopped_reporting:
        heading, agencies = _("Silent"), ", ".join(quoted(agency.name) for agency in stopped_reporting)
        st.markdown(f"**{heading}** · {agencies}")
    if places_without_report:
        heading = _("Nobody reported for")
        places = ", ".join(code_label("governorate", place) for place in places_without_report)
        st.markdown(f"**{heading}** · {places}")
    if without_places:
        agencies = ", ".join(quoted(agency.name) for agency in without_places)
        st.markdown(_("It is not known where these agencies work: {names}").format(names=agencies))


def _signals(comparison: Compared, sheet: Sheet) -> None:
    earlier_period = period_name(comparison.before)
    if not comparison.signals:
        st.write(_("Nothing rose or fell beyond noise and chance since {period}.").format(period=earlier_period))
    for signal in comparison.signals[:FIRST]:
        st.markdown(_line(signal))
    if weaker := comparison.signals[FIRST:]:
        with st.expander(_("{n} more").format(n=len(weaker)), key=f"{sheet.page}.changes.more"):
            for signal in weaker:
                st.markdown(_line(signal))
    st.caption(
        _(
            "{n} numbers were compared with {period}, all together (Benjamini-Hochberg, 10 %): noise, rounding and chance, as "
            "if each case came by itself (Poisson). Of those that are listed at most one in ten is chance, on average; where "
            "nothing changed, at least nine releases in ten list nothing. One campaign against many survivors, or more "
            "reporting, makes a number rise, too. A governorate without a number is not a place without violence."
        ).format(n=comparison.comparisons, period=earlier_period)
    )


def _line(signal: Signal) -> str:
    table = signal.table
    where = " × ".join(cell_label(table, dim, code) for dim, code in zip(table.dims, signal.codes, strict=True))
    mark = "▲ " + _("Rise") if signal.direction == "rise" else "▼ " + _("Fall")
    change = _("from {before} to {after}").format(
        before=said(signal.before, table.under), after=said(signal.after, table.under)
    )
    return f"**{mark}** · {quoted(title(table))}{f': {quoted(where)}' if where else ''} · {change}"
