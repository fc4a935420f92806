"""The case page: what must I do next, and why; then the areas, each with steps, forms and guidance."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase, read_case
from dashboard.contract import Task
from dashboard.i18n import area_text, direction
from dashboard.i18n import gettext as _
from dashboard.ui.navigation import go, link
from dashboard.ui.pages import case_area, case_consent, case_facts, case_follow, case_history, case_needs, case_people
from dashboard.ui.widgets import scroll, strip, tasks

TABS = {"need": "needs", "referral": "needs", "consent": "consent", "safe_again": "consent", "incident": "facts"}
"""The tab of each form that belongs to no area; those that are not listed are under Follow-up."""


def render(context: Context, who: Principal) -> None:
    """Draw the page of the case whose key is in the address."""
    key = st.query_params.get("key", "").strip().upper()
    if not key:
        st.title(_("Case"), anchor=False)
        st.info(_("Choose a case in the list, or search it by its key."))
        if st.button(_("To the list of cases"), key="case.list"):
            go("cases")
        return
    file = read_case(context, who, key)
    st.title(_("Case {key}").format(key=file.case.key), anchor=False)
    strip.show(context, file)
    case_people.banner(file)
    strip.alerts(context, file)
    with st.container(key="case.columns"):
        left, right = st.columns([7, 3.4], gap="medium")
        with right, st.container(border=True, key="case.next"):
            tasks.show(context, file.tasks, partial(_way, context, file))
            link("plan", _("Action plan to print"), key=file.case.key)
        with left:
            scroll.here(_place(file))
            _tabs(context, who, file)


def _place(file: OpenedCase) -> str:
    return f"case.{file.case.key}.tabs"


def _way(context: Context, file: OpenedCase, task: Task) -> None:
    """Draw a button that opens the tab in which a step is done."""
    label = tab_of(context, task)
    key = f"case.{file.case.key}.next.{task.area}.{task.name}"
    icon = ":material/arrow_forward:" if direction() == "ltr" else ":material/arrow_back:"
    st.button(label, key=key, icon=icon, type="tertiary", on_click=_turn_to, args=(file, label))


def tab_of(context: Context, task: Task) -> str:
    """Return the tab where the work of a task is done: of the form that it names, else of its own area.

    A form of another area, or of the core, is written with its area, such as "core.referral".
    """
    names = _names(context)
    area, _dot, form = task.form.rpartition(".")
    if area == "core" or task.area not in names:
        return _shell()[TABS.get(form, "follow")]
    return names.get(area) or names[task.area]


def _turn_to(file: OpenedCase, label: str) -> None:
    st.session_state[f"case.{file.case.key}.tab"] = label
    scroll.ask(_place(file))


def _names(context: Context) -> dict[str, str]:
    """Return the title of the tab of each area, by the name of the area."""
    return {
        plugin.name: area_text(plugin.module, plugin.area.label) for plugin in context.registry.active if plugin.area
    }


def _shell() -> dict[str, str]:
    """Return the titles of the tabs that every case has; they stand after those of the areas."""
    return {
        "consent": _("Consent"),
        "needs": _("Referrals"),
        "follow": _("Follow-up"),
        "facts": _("Facts"),
        "history": _("History"),
    }


def _tabs(context: Context, who: Principal, file: OpenedCase) -> None:
    plugins = context.registry.active
    # One function for each tab, in the order of the tabs.
    draws: list[Callable[[], None]] = [partial(case_area.show, context, who, file, plugin) for plugin in plugins]
    draws += [partial(page.show, context, who, file) for page in (case_consent, case_needs, case_follow, case_facts)]
    draws.append(partial(case_history.show, context, file))
    tabs = st.tabs([*_names(context).values(), *_shell().values()], on_change="rerun", key=f"case.{file.case.key}.tab")
    for tab, draw in zip(tabs, draws, strict=True):
        if tab.open:
            with tab:
                draw()
