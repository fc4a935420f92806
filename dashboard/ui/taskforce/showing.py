"""Drawing panels: each in a box with its figure, what is counted, the same numbers as a table, and a download."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from itertools import zip_longest
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.i18n import direction, language
from dashboard.i18n import gettext as _
from dashboard.ui.charts import CONFIG, Direction, Look, Theme
from dashboard.ui.html_table import as_html
from dashboard.ui.pictures import pictures
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.download import as_zip, in_this_language
from dashboard.ui.taskforce.focus import clicked
from dashboard.ui.taskforce.panel import Panel, caveat, rounding
from dashboard.ui.taskforce.sheet import Sheet
from dashboard.ui.ways_in import opening, paragraphs, under

WIDE = 5
"""Panels whose table has more columns take the whole width of the page."""
NARROW = 4
"""Figures whose table has more columns are wider than a phone, and slide sideways there (theme/shell.css)."""


def show(panel: Panel, sheet: Sheet) -> None:
    """Draw a panel in a bordered box."""
    key = f"{sheet.page}.{panel.name}"
    with st.container(border=True, height="stretch", key=key):
        st.subheader(quoted(panel.title), anchor=False)
        st.caption(quoted(panel.units))
        with _sliding(panel, key):
            _figure(panel, sheet, key)
        if _slides(panel):
            with st.container(key=f"{key}.aside"):  # shown on a phone only (theme/shell.css)
                st.caption(_("Slide sideways to see all of it."))
        if panel.note:
            st.caption(quoted(panel.note))
        with st.container(horizontal=True):
            _ways_in(panel, sheet, key)


def _sliding(panel: Panel, key: str) -> AbstractContextManager[object]:
    return st.container(key=f"{key}.sliding") if _slides(panel) else nullcontext()


def _slides(panel: Panel) -> bool:
    """Whether a figure is wider than a phone. It begins with its axis: lines without their numbers tell nothing."""
    return len(panel.head) > NARROW if panel.slides is None else panel.slides


def _figure(panel: Panel, sheet: Sheet, key: str) -> None:
    theme, towards = _look()
    of = (key, panel.title, sheet.releases.digest, sheet.period, language(), theme, towards, *panel.filters)
    clicks = bool(panel.dim and sheet.narrows)
    figure_key = ".".join((key, "click" if clicks else "figure", *(sheet.focus or ())))
    st.plotly_chart(
        _drawn(of="\n".join(of), _draw=partial(panel.draw, Look(theme=theme, direction=towards))),
        key=figure_key,
        on_select=partial(clicked, figure_key, panel.dim, panel.marks) if clicks else "ignore",
        selection_mode="points",
        theme=None,
        config=CONFIG,
        alt=_("{title}. {units} The same numbers are under “As table”.").format(title=panel.title, units=panel.units),
    )


def _ways_in(panel: Panel, sheet: Sheet, key: str) -> None:
    name = f"ovtf-{sheet.period}-{panel.name}"

    def make_zip() -> bytes:
        return as_zip(panel, name=name, abouts=sheet.take([panel]), source=sheet.source)

    source = f"{sheet.source(sheet.releases.about(sheet.period))} · {caveat()}"
    meaning = paragraphs(panel.definition, panel.note, rounding(), caveat())
    st.html(
        under(
            opening(_("What is counted"), meaning),
            opening(_("As table"), as_html(panel.head, panel.rows, panel.title)),
            pictures(panel.title, source, f"{sheet.period}-{key}"),
        )
    )
    st.download_button(
        _("Download"),
        icon=":material/download:",
        data=in_this_language(make_zip),
        mime="application/zip",
        on_click="ignore",
        file_name=f"{name}.zip",
        key=f"{key}.download",
    )


def side_by_side(panels: Sequence[Panel], sheet: Sheet, widths: tuple[int, int] = (1, 1)) -> None:
    """Draw panels: first the wide ones over the whole width, then the others two in a row."""
    for panel in panels:
        if len(panel.head) > WIDE:
            show(panel, sheet)
    narrow = iter([panel for panel in panels if len(panel.head) <= WIDE])
    for pair in zip_longest(narrow, narrow):  # the same iterator twice: two panels at a time
        for column, panel in zip(st.columns(widths), pair, strict=True):
            if panel is not None:
                with column:
                    show(panel, sheet)


def _look() -> tuple[Theme, Direction]:
    return ("dark" if st.context.theme.type == "dark" else "light", direction())


@st.cache_resource(max_entries=400, show_spinner=False)
def _drawn(*, of: str, _draw: Callable[[], go.Figure]) -> go.Figure:  # noqa: ARG001 - one text: Streamlit hashes it fast
    """Return a figure, drawn once for all that `of` names and then shared by all sessions, so nobody may change it."""
    return Shared(_draw())


class Shared(go.Figure):  # type: ignore[misc]  # plotly has no types
    """A finished figure whose dictionary is made only once: making it took a third of a rerun
    (benchmarks/rerun_cost.py).
    """

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plotly's dictionary: made at the first call, the same object at every later one."""
        if "_sent" not in self.__dict__:
            self.__dict__["_sent"] = super().to_dict()
        sent: dict[str, Any] = self.__dict__["_sent"]
        return sent
