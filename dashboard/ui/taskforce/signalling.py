"""What changed since the release before, in words, with how often chance alone would say so."""

from collections.abc import Sequence

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.release import Releases
from dashboard.release.signals import Signal, compare
from dashboard.ui.taskforce.tables import title
from dashboard.ui.taskforce.wording import cell_label, period_name, said

MOST = 12
ALWAYS = ("total", "governorate", "violence_group", "platform_group")


def signals(releases: Releases, period: str, names: Sequence[str]) -> None:
    """Draw the signals of a period."""
    found = compare(releases, period, list(dict.fromkeys([*ALWAYS, *names])))
    with st.container(border=True, key="response.signals"):
        st.subheader(_("What changed"), anchor=False)
        if found is None:
            st.caption(_("There is no earlier release of a period as long as this one to compare with."))
            return
        if not found.signals:
            st.write(
                _("Nothing rose or fell beyond noise and chance since {period}.").format(
                    period=period_name(found.before)
                )
            )
        for signal in found.signals[:MOST]:
            st.markdown(_line(signal))
        st.caption(
            _(
                "{n} numbers were compared with {period}. Listed is what changed by more than 2.58 standard deviations of "
                "noise, rounding and chance: about one comparison in a hundred by chance alone. More reporting also makes "
                "a number rise. A governorate without a number is no place without violence."
            ).format(n=found.comparisons, period=period_name(found.before))
        )


def _line(signal: Signal) -> str:
    table = signal.table
    where = " × ".join(cell_label(table, dim, code) for dim, code in zip(table.dims, signal.codes, strict=True))
    mark = "▲ " + _("Rise") if signal.direction == "rise" else "▼ " + _("Fall")
    named = {
        "total": _("New cases"),
        "governorate": _("Governorate"),
        "violence_group": _("Type"),
        "platform_group": _("Platform"),
    }
    what = named.get(table.name) or title(table)
    change = _("from {before} to {after}").format(
        before=said(signal.before, table.floor), after=said(signal.after, table.floor)
    )
    return f"**{mark}** · {what}{f': {where}' if where else ''} · {change}"
