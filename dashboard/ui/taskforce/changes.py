"""What changed since the release before, in words, with how often chance alone would say so."""

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
    """Compare every table of a period with the period before; None when there is none."""
    return _compared(digest=sheet.releases.digest, period=sheet.period, _releases=sheet.releases)


@st.cache_resource(max_entries=60, show_spinner=False)
def _compared(*, digest: str, period: str, _releases: Releases) -> Compared | None:  # noqa: ARG001 - cache key
    names = [table.name for table in _releases.about(period).policy]
    return compare(_releases, period, names)


def verdict(comparison: Compared | None, name: str, *codes: str) -> str:
    """Return in words whether one number rose or fell. Only a signal counts: any other difference may be chance."""
    if comparison is None:
        return _("Nothing to compare with")
    listed = (signal for signal in comparison.signals if (signal.table.name, signal.codes) == (name, codes))
    signal = next(listed, None)
    if signal is None:
        return _("No clear change")
    return _("Rise beyond chance") if signal.direction == "rise" else _("Fall beyond chance")


def changes(sheet: Sheet, comparison: Compared | None) -> None:
    """Draw what changed up to a period."""
    with st.container(border=True, key=f"{sheet.page}.changes"):
        st.subheader(_("What changed"), anchor=False)
        _silence(sheet)
        if comparison is None:
            st.caption(_("There is no earlier release of a period as long as this one to compare with."))
        else:
            _signals(comparison, sheet)


def _silence(sheet: Sheet) -> None:
    """Say who fell silent and where nobody reported: both make numbers fall without less violence."""
    gone, nobody = silent(sheet.releases, sheet.period), uncovered(sheet.releases, sheet.period)
    unknown = undeclared(sheet.releases, sheet.period)
    if gone:
        word, agencies = _("Silent"), ", ".join(quoted(agency.name) for agency in gone)
        st.markdown(f"**{word}** · {agencies}")
    if nobody:
        word, places = _("Nobody reported for"), ", ".join(code_label("governorate", p) for p in nobody)
        st.markdown(f"**{word}** · {places}")
    if unknown:
        agencies = ", ".join(quoted(agency.name) for agency in unknown)
        st.markdown(_("It is not known where these agencies work: {names}").format(names=agencies))


def _signals(comparison: Compared, sheet: Sheet) -> None:
    before = period_name(comparison.before)
    if not comparison.signals:
        st.write(_("Nothing rose or fell beyond noise and chance since {period}.").format(period=before))
    for signal in comparison.signals[:FIRST]:
        st.markdown(_line(signal))
    if more := comparison.signals[FIRST:]:
        with st.expander(_("{n} more").format(n=len(more)), key=f"{sheet.page}.changes.more"):
            for signal in more:
                st.markdown(_line(signal))
    st.caption(
        _(
            "{n} numbers were compared with {period}, all together (Benjamini-Hochberg, 10 %): noise, rounding and chance, as "
            "if each case came by itself (Poisson). Of those that are listed at most one in ten is chance, on average; where "
            "nothing changed, at least nine releases in ten list nothing. One campaign against many survivors, or more "
            "reporting, makes a number rise, too. A governorate without a number is not a place without violence."
        ).format(n=comparison.comparisons, period=before)
    )


def _line(signal: Signal) -> str:
    table = signal.table
    where = " × ".join(cell_label(table, dim, code) for dim, code in zip(table.dims, signal.codes, strict=True))
    mark = "▲ " + _("Rise") if signal.direction == "rise" else "▼ " + _("Fall")
    change = _("from {before} to {after}").format(
        before=said(signal.before, table.floor), after=said(signal.after, table.floor)
    )
    return f"**{mark}** · {quoted(title(table))}{f': {quoted(where)}' if where else ''} · {change}"
