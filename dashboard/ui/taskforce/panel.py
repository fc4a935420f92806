"""One panel: a figure with its title, units, definition, table and download; shown values only."""

import csv
import html
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from io import StringIO
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.i18n import direction, language
from dashboard.i18n import gettext as _
from dashboard.ui.charts import CONFIG, Direction, Look, Theme

PAGE = "overview"


@dataclass(frozen=True, kw_only=True)
class Panel:
    """What a panel shows: `draw` makes its figure, `rows` are the same shown values in words."""

    name: str
    title: str
    units: str
    definition: str
    draw: Callable[[Look], go.Figure]
    head: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def caveat() -> str:
    """Return what has to be said with every figure."""
    return _("Reported cases with consent only: not a measure of how common online violence is.")


def rounding() -> str:
    """Return in words what was done to every number."""
    return _(
        "Every number is rounded to 5 after a small random change, so that nobody can be found in it. "
        "“Fewer than” includes none. Figures need not add up. A case is counted once, in the period in which "
        "it was registered."
    )


def show(panel: Panel, *, period: str, digest: str) -> None:
    """Draw a panel in a bordered box."""
    with st.container(border=True, height="stretch", key=f"{PAGE}.{panel.name}"):
        st.subheader(panel.title)
        st.caption(panel.units)
        st.plotly_chart(
            _drawn((panel.name, panel.title, digest, period, language()), *_look(), panel.draw),
            key=f"{PAGE}.{panel.name}.figure",
            theme=None,
            config=CONFIG,
            alt=_("{title}. {units} The same numbers are under “As table”.").format(
                title=panel.title, units=panel.units
            ),
        )
        with st.container(horizontal=True):
            with st.popover(_("What is counted"), icon=":material/info:"):
                st.markdown(f"{panel.definition}\n\n{rounding()}\n\n{caveat()}")
            with st.popover(_("As table"), icon=":material/table_rows:"):
                st.html(as_html(panel))
            st.download_button(
                _("Download"),
                icon=":material/download:",
                data=as_csv(panel),
                mime="text/csv",
                on_click="ignore",
                file_name=f"ovtf-{period}-{panel.name}.csv",
                key=f"{PAGE}.{panel.name}.download",
            )


def as_html(panel: Panel) -> str:
    """Return a panel's table as HTML: read aloud row by row, and far cheaper to draw than a data frame."""
    head = "".join(f"<th scope='col'>{html.escape(each)}</th>" for each in panel.head)
    body = "".join("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>" for row in panel.rows)
    title = html.escape(panel.title)
    return f"<table class='ovtf-facts'><caption>{title}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def as_csv(panel: Panel) -> bytes:
    """Return a panel's table as CSV that spreadsheets open as UTF-8, with the caveat under it."""
    text = StringIO()
    csv.writer(text).writerows([panel.head, *panel.rows, (), (panel.units,), (caveat(),)])
    return text.getvalue().encode("utf-8-sig")


def _look() -> tuple[Theme, Direction]:
    return ("dark" if st.context.theme.type == "dark" else "light", direction())


@st.cache_resource(max_entries=400, show_spinner=False)
def _drawn(
    what: tuple[str, ...],  # noqa: ARG001 - part of the cache key
    theme: Theme,
    towards: Direction,
    _draw: Callable[[Look], go.Figure],
) -> go.Figure:
    """Return the one figure that all sessions share; nobody may change it."""
    return Shared(_draw(Look(theme=theme, direction=towards)))


class Shared(go.Figure):
    """A finished figure: what is sent to a browser is worked out once (benchmarks/rerun_cost.py: a third of a rerun)."""

    def to_dict(self) -> dict[str, Any]:
        """Return the figure as plotly's dictionary, always the same one."""
        if "_sent" not in self.__dict__:
            self.__dict__["_sent"] = super().to_dict()
        return self.__dict__["_sent"]
