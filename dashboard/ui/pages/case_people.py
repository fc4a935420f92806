"""Who works on a case and who may know of it; and how that is changed, for whoever decides it."""

from collections.abc import Callable
from functools import partial
from typing import Any

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.work import knowing
from dashboard.actions.work.cases import OpenedCase
from dashboard.errors import DashboardError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records.need_to_know import Helper, Restriction
from dashboard.records.people import Person
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets.knowing import ask, choose, reason

NOBODY = ""
"""The choice that no supervisor of the agency is to know of a case: each is part of the conflict."""


def banner(file: OpenedCase) -> None:
    """Say on top of a restricted case that nobody else is to hear of it, and who supervises it."""
    if file.restriction is None:
        return
    why = reason(file.restriction.reason)
    if file.only_supervisor:
        st.warning(
            _(
                "Restricted: {why}. Only its case manager, {name} who supervises it, and those who were added by name know "
                "of this case. Speak of it with nobody else."
            ).format(why=why, name=quoted(file.only_supervisor.name)),
            icon=":material/lock:",
        )
        if not file.decides and file.may_name:
            st.caption(
                _(
                    "If she is part of it herself, name another supervisor under Facts. Then she does not see it any more."
                )
            )
    else:
        st.warning(_unsupervised().format(why=why), icon=":material/lock:")


def _unsupervised() -> str:
    return _(
        "Restricted: {why}. No supervisor of your agency knows of this case, so no plan and no closing is approved. Tell the "
        "head of your agency that somebody else has to supervise it, without saying whose case it is. Where that cannot be, "
        "offer her a referral to another agency of the task force."
    )


def show(context: Context, who: Principal, file: OpenedCase) -> None:
    """Draw who works on the case, and the ways to change it."""
    key = f"case.{file.case.key}.people"
    st.subheader(_("Who works on it"), anchor=False)
    if message := st.session_state.pop(f"{key}.message", None):
        st.warning(quoted_lines(message))
    st.markdown("\n".join(f"- {line}" for line in _lines(file)))
    if not file.may_name:
        return
    staff = knowing.colleagues(context, who, file.case.key)
    change = partial(_change, context, who, file, key)
    with st.container(horizontal=True):
        if file.decides:
            _add(file, staff, key, change)
            _take_off(file, key, change)
        _restrict(file, staff, key, change)
        if file.decides:
            _lift(file, key, change)


def _lines(file: OpenedCase) -> list[str]:
    case_manager = quoted(file.names.get(file.case.case_manager, ""))
    return [_("{name}, case manager").format(name=case_manager), *(_helper(file, helper) for helper in file.helpers)]


def _helper(file: OpenedCase, helper: Helper) -> str:
    name, why = quoted(file.names.get(helper.person, "")), reason(helper.reason)
    if helper.until is None:
        return _("{name}: {why}").format(name=name, why=why)
    return _("{name}, until {day}: {why}").format(name=name, day=day(helper.until), why=why)


def _add(file: OpenedCase, staff: list[Person], key: str, change: Callable[..., None]) -> None:
    there = {file.case.case_manager, *(helper.person for helper in file.helpers)}
    names = {person.id: person.name for person in staff if person.id not in there}
    with st.popover(_("Add a colleague")):
        st.write(_("She reads the case and works on it as you do. All that she does stands in the log."))
        chosen = choose(_("Who?"), names, f"{key}.add.who")
        until = st.date_input(_("Until (her last day; empty for no end)"), value=None, key=f"{key}.add.until")
        why = ask(knowing.ADD_REASONS, f"{key}.add.why")
        _button(_("Add"), f"{key}.add", change, knowing.add, chosen, why, until, needs=(chosen, why))


def _take_off(file: OpenedCase, key: str, change: Callable[..., None]) -> None:
    if not file.helpers:
        return
    names = {helper.person: file.names.get(helper.person, "") for helper in file.helpers}
    with st.popover(_("Take a colleague off")):
        st.write(_("From now on she does not see the case any more. What she wrote stays."))
        chosen = choose(_("Who?"), names, f"{key}.off.who")
        why = ask(knowing.REMOVE_REASONS, f"{key}.off.why")
        _button(_("Take off"), f"{key}.off", change, knowing.take_off, chosen, why, needs=(chosen, why))


def _restrict(file: OpenedCase, staff: list[Person], key: str, change: Callable[..., None]) -> None:
    names = {person.id: person.name for person in staff if person.role == "supervisor"}
    if file.decides:
        names[NOBODY] = _("Nobody here: every supervisor is part of it")
    elif file.only_supervisor:
        del names[file.only_supervisor.id]
    with st.popover(_restrict_label(file.restriction)):
        st.write(
            _(
                "Then only its case manager, those who were added by name and one supervisor know of the case. Nobody else "
                "here finds it, and no list or figure of theirs counts it. If you choose somebody else and it is not your "
                "own case, you will not see it any more."
            )
        )
        chosen = choose(_("Who supervises it?"), names, f"{key}.restrict.who")
        why = ask(knowing.RESTRICT_REASONS, f"{key}.restrict.why")
        _button(_("Restrict"), f"{key}.restrict", change, knowing.restrict, why, chosen, needs=(chosen, why))


def _restrict_label(restriction: Restriction | None) -> str:
    return _("Name another supervisor") if restriction else _("Restrict this case")


def _lift(file: OpenedCase, key: str, change: Callable[..., None]) -> None:
    if file.restriction is None:
        return
    with st.popover(_("End the restriction")):
        st.write(_("Then your agency sees the case again as it sees its other cases."))
        why = ask(knowing.LIFT_REASONS, f"{key}.lift.why")
        _button(_("End it"), f"{key}.lift", change, knowing.lift, why, needs=(why,))


def _button(
    label: str, key: str, change: Callable[..., None], action: Callable[..., None], *more: Any, needs: tuple[Any, ...]
) -> None:
    """Draw the button of a change; it waits until all that the change needs was chosen."""
    waits = any(chosen is None for chosen in needs)
    st.button(label, key=f"{key}.go", type="primary", disabled=waits, on_click=change, args=(action, *more))


def _change(
    context: Context, who: Principal, file: OpenedCase, key: str, action: Callable[..., None], *more: Any
) -> None:
    try:
        action(context, who, file.case.key, *more)
    except DashboardError as error:
        st.session_state[f"{key}.message"] = str(error)
