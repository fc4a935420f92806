"""What changed, in words: against the period before, the same a year before, and the long run; the total first."""

import streamlit as st

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.i18n import listed, listed_apart
from dashboard.release import Releases
from dashboard.release.compared import Change, Compared, along, changes, together
from dashboard.release.happenings import happenings
from dashboard.release.naming import cell_label, dimension_label, title
from dashboard.release.signals import ALARMS, Signal, comparable, judged
from dashboard.release.silence import silent, uncovered, undeclared
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.taskforce.trends import happening_words
from dashboard.ui.taskforce.wording import code_label, period_name, said

FIRST = 3
"""Changes that are shown at once, the total first."""


def compared(sheet: Sheet) -> tuple[Compared, ...]:
    """Compare every table of the chosen period with each earlier number that there is; empty at the first release."""
    return _compared(digest=sheet.releases.digest, period=sheet.period, _releases=sheet.releases)


@st.cache_resource(max_entries=60, show_spinner=False)
def _compared(*, digest: str, period: str, _releases: Releases) -> tuple[Compared, ...]:  # noqa: ARG001 - cache key
    return changes(_releases, period, _releases.names(period))


def verdict(sheet: Sheet, name: str, *codes: str) -> str:
    """Return whether one number, that of `codes` in the table `name`, rose (▲), fell (▼) or did not clearly (≈), and what it
    was before.
    """
    before = sheet.releases.previous(sheet.period)
    if before is None:
        return _("Nothing to compare with")
    try:
        earlier, table = sheet.releases.table(before, name), sheet.releases.table(sheet.period, name)
    except ReleaseError:
        return _("Nothing to compare with")
    if not comparable(earlier, table):
        return _("Nothing to compare with")
    words = {"rise": _("▲ {before} in {period}"), "fall": _("▼ {before} in {period}")}
    direction = judged(table, earlier[codes], table[codes], earlier)
    text = words[direction] if direction else _("≈ {before} in {period}")
    return text.format(before=said(earlier[codes], earlier.under), period=period_name(before))


def draw(sheet: Sheet, comparisons: tuple[Compared, ...]) -> None:
    """Draw the box "What changed": the numbers that rose or fell beyond chance, then what may explain a jump."""
    with st.container(border=True, height="stretch", key=f"{sheet.page}.changes"):
        st.subheader(_("What changed"), anchor=False)
        sheet.whole()
        if comparisons:
            _changes(comparisons, sheet)
        else:
            st.caption(_("There is no earlier release of a period as long as this one to compare with."))
        st.markdown("  \n".join(_explaining(sheet)))
        if comparisons:
            _judging(comparisons)


def _changes(comparisons: tuple[Compared, ...], sheet: Sheet) -> None:
    found = together(comparisons)
    lines = [_line(change) for change in found]
    if not found or found[0].signal.codes:
        lines = [_unmoved(comparisons[0], sheet), *lines]
    if not any(change.signal.codes for change in found):
        lines.append(_("Nothing else moved clearly more than the total."))
    st.markdown("\n".join(f"- {line}" for line in lines[:FIRST]))
    if lines[FIRST:]:
        with st.expander(_("{n} more").format(n=len(lines[FIRST:])), key=f"{sheet.page}.changes.more"):
            st.markdown("\n".join(f"- {line}" for line in lines[FIRST:]))
    _with_total(sheet, {(change.signal.table.name, change.signal.codes) for change in found})


def _with_total(sheet: Sheet, told: set[tuple[str, tuple[str, ...]]]) -> None:
    """List what moved as the total did, without what was told already, and lead to where it stands side by side."""
    before, signals = _along(digest=sheet.releases.digest, period=sheet.period, _releases=sheet.releases)
    first = [signal for signal in signals if (signal.table.name, signal.codes) not in told][:FIRST]
    if not first:
        return
    lines = [f"- {_moved(signal, before)}" for signal in first]
    st.markdown("\n".join([_("Moved with the total in a year:"), "", *lines]))
    shown = {"period": sheet.period, "compare": "periods", "against": before, "table": first[0].table.name}
    sheet.given.link("compare", _("Compare"), **shown)


@st.cache_resource(max_entries=60, show_spinner=False)
def _along(*, digest: str, period: str, _releases: Releases) -> tuple[str, tuple[Signal, ...]]:  # noqa: ARG001 - cache key
    return along(_releases, period, _releases.names(period))


def _unmoved(comparison: Compared, sheet: Sheet) -> str:
    table = sheet.releases.table(sheet.period, "total")
    text = _("No clear change · **{title}**: {after}; {before} in {period}")
    return text.format(
        title=quoted(title(table)),
        after=said(table[()], table.under),
        before=said(comparison.total_before, table.under),
        period=period_name(comparison.before),
    )


def _line(change: Change) -> str:
    signal = change.signal
    mark = "▲ " + _("Rise") if signal.direction == "rise" else "▼ " + _("Fall")
    numbers = [said(signal.after, signal.table.under), *(_before(*each) for each in change.signals)]
    return f"{mark} · **{quoted(_where(signal))}**: {listed_apart(numbers)}"


def _moved(signal: Signal, period: str) -> str:
    mark = "▲" if signal.direction == "rise" else "▼"
    where, after = _where(signal), said(signal.after, signal.table.under)
    if signal.table.area == "core":  # "Referred before" alone does not say of what
        where = f"{dimension_label(signal.table, signal.table.dims[0])}: {where}"
    return f"{mark} **{quoted(where)}**: {after}; {_before('year', period, signal)}"


def _where(signal: Signal) -> str:
    """Return a cell by its labels; the title of its table where it has none, or where they do not say what they are of."""
    table = signal.table
    labels = " × ".join(cell_label(table, dim, code) for dim, code in zip(table.dims, signal.codes, strict=True))
    if not labels:
        return title(table)
    return labels if table.area == "core" else f"{title(table)}: {labels}"


def _before(basis: str, period: str, signal: Signal) -> str:
    if basis == "long_run":
        return _("about {n} in the long run").format(n=signal.before)
    text = _("{before} in {period}")
    return text.format(before=said(signal.before, signal.table.under), period=period_name(period))


def _explaining(sheet: Sheet) -> list[str]:
    """Return what makes numbers move although violence did not: agencies that joined, left or stopped reporting, entered
    older cases, places without a report, and agencies of which it is not known where they work.
    """
    told = [happening_words(each) for each in happenings(sheet.releases, sheet.period) if each.period == sheet.period]
    stopped = [agency.name for agency in silent(sheet.releases, sheet.period)]
    names = {
        _("Reported for the period before and not for this one; what it recorded here is counted"): stopped,
        _("Nobody reported for"): [
            code_label("governorate", place) for place in uncovered(sheet.releases, sheet.period)
        ],
        _("It is not known where these agencies work"): [
            agency.name for agency in undeclared(sheet.releases, sheet.period)
        ],
    }
    return [*told, *(f"**{heading}** · {listed(map(quoted, named))}" for heading, named in names.items() if named)]


def _judging(comparisons: tuple[Compared, ...]) -> None:
    with st.popover(_("How this is judged"), icon=":material/info:"):
        st.markdown(
            _(
                "Each number is compared with the period before, with the same period a year before, and with the long run "
                "(the mean of all earlier releases, those with less noise weighing more), as far as there are any: {n} "
                "comparisons. The total first; then what moved beyond the total; then crossings of what moved. Noise, "
                "rounding and chance (each case as if it came by itself, Poisson) are taken off, for all together "
                "(Benjamini-Hochberg). Where nothing changed, at most {alarms} of 100 releases list something all the "
                "same: that was measured."
            ).format(n=sum(found.comparisons for found in comparisons), alarms=ALARMS)
            + "\n\n"
            + _(
                "What moved with the total is listed below it, judged each by itself as on the page Compare: it is no "
                "finding, and one of many may be chance."
            )
            + "\n\n"
            + _(
                "A number that means none or not known is never listed. One campaign against many survivors, or more "
                "reporting, makes a number rise, too. A governorate without a number is not a place without violence."
            )
        )
