"""Cases: find one by its key, or narrow the list."""

from typing import Any

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.cases import list_cases
from dashboard.contract import Case
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go
from dashboard.ui.widgets import words

SIZE = 20
ANY = ""


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Cases"), anchor=False)
    chosen = _filters(who)
    page = st.session_state.get("cases.page", 1)
    matches = list_cases(context, who, **chosen, page=page, size=SIZE)
    if not matches.total:
        _nothing(chosen)
        return
    st.caption(_("{n} cases").format(n=matches.total))
    for case in matches.cases:
        _row(case)
    _paging(matches.total, page)


def _filters(who: Principal) -> dict[str, Any]:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(_("Search by key"), key="cases.search", placeholder="OV-", on_change=_first)
        mine = st.toggle(_("Only mine"), key="cases.mine", value=who.role == "case_manager", on_change=_first)
    with st.expander(_("More filters")), st.container(horizontal=True):
        risk = _pick(_("Risk"), "risk_level", "cases.risk")
        stream = _pick(_("Adult or child"), "stream", "cases.stream")
        place = _pick(_("Governorate"), "governorate", "cases.governorate")
        status = _pick(_("Status"), "status", "cases.status")
    return {"search": search, "mine": mine, "risk": risk, "stream": stream, "governorate": place, "status": status}


def _pick(label: str, name: str, key: str) -> str | None:
    chosen = st.selectbox(
        label,
        [ANY, *codes.names(name)],
        key=key,
        on_change=_first,
        format_func=lambda code: words.code(name, code) if code else _("All"),
    )
    return chosen or None


def _first() -> None:
    st.session_state["cases.page"] = 1


def _nothing(chosen: dict[str, Any]) -> None:
    if any(value for name, value in chosen.items() if name != "mine"):
        st.info(_("No case fits these filters. Take one away, or check the key."))
        return
    st.info(_("There is no case here yet. A case begins with a conversation and her consent."))
    if st.button(_("Open a new case"), key="cases.new", type="primary"):
        go("new-case")


def _row(case: Case) -> None:
    with st.container(border=True):
        facts, way = st.columns([4, 1], vertical_alignment="center")
        level = case.risk_level or "not_assessed"
        facts.markdown(
            f":{words.COLOURS[level]}[**{words.risk(case.risk_level)}**] · {words.stream(case)} · "
            f"{words.code('violence_type', case.primary_violence_type)}"
        )
        facts.caption(
            " · ".join(
                (
                    words.code("governorate", case.governorate),
                    words.code("age_band", case.age_band),
                    _("reported {day}").format(day=day(case.report_date)),
                    words.code("status", case.status),
                )
            )
        )
        with way:
            if st.button(case.key, key=f"cases.open.{case.key}", width="stretch", help=_("Open this case")):
                go("case", key=case.key)


def _paging(total: int, page: int) -> None:
    pages = (total + SIZE - 1) // SIZE
    if pages > 1:
        st.pagination(pages, key="cases.page", default=page) if hasattr(st, "pagination") else st.number_input(
            _("Page {n} of {all}").format(n=page, all=pages), 1, pages, key="cases.page"
        )
