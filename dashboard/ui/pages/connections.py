"""Connections: programs outside that may read cleared releases, each with a purpose, an end and two who decided."""

from collections.abc import Callable
from functools import partial

import streamlit as st

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.taskforce import clearances, connections
from dashboard.actions.taskforce.connections import DAYS, Connection
from dashboard.errors import DashboardError
from dashboard.i18n import day, listed
from dashboard.i18n import gettext as _
from dashboard.ui.quoting import quoted
from dashboard.ui.taskforce.wording import period_name


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Connections"), anchor=False)
    st.caption(
        _(
            "A program outside, such as Power BI, R or the site of a partner, reads releases that are cleared for outside, and "
            "nothing else. One coordinator asks and gets a token, another approves it. It ends by itself on its day, and at "
            "once when somebody ends it here. Every use is in the audit."
        )
    )
    _ask(context, who)
    _secret()
    every = connections.every(context, who)
    if not every:
        st.info(_("No program is connected."))
    for connection in every:
        _draw(context, who, connection)


def _ask(context: Context, who: Principal) -> None:
    """Let a coordinator ask for a token."""
    with st.expander(_("Ask for a connection"), icon=":material/add_link:"), st.form("connections.form", border=False):
        purpose = st.text_input(
            _("What is it for?"),
            key="connections.purpose",
            placeholder=_("Such as: Power BI of the sub-cluster"),
            help=_("No names of people, numbers, links or addresses."),
        )
        days = st.selectbox(_("Good for"), DAYS, key="connections.days", index=1, format_func=_days)
        cleared = [period for period, standing in clearances.every(context, who).items() if standing.state == "cleared"]
        periods = _only(cleared) if cleared else []
        if st.form_submit_button(_("Ask for it"), key="connections.ask"):
            _act(lambda: _asked(context, who, purpose, days, tuple(periods)))


def _only(cleared: list[str]) -> list[str]:
    label = _("Only these releases (none chosen: every one that is cleared, also later)")
    return st.multiselect(label, cleared, key="connections.periods", format_func=period_name)


def _asked(context: Context, who: Principal, purpose: str, days: int, periods: tuple[str, ...]) -> None:
    st.session_state["connections.secret"] = connections.ask(context, who, purpose, days, periods)


def _days(days: int) -> str:
    return _("{n} days").format(n=days)


def _secret() -> None:
    """Show the secret of the token that was asked for just now: this once."""
    secret = st.session_state.pop("connections.secret", None)
    if secret:
        st.success(
            _(
                "Asked. Copy the token now and keep it like a password: it is shown this once. It opens nothing until another "
                "coordinator approves it."
            )
        )
        st.code(secret, language=None)


def _draw(context: Context, who: Principal, connection: Connection) -> None:
    with st.container(border=True, key=f"connections.{connection.id}"):
        st.markdown(f"**{quoted(connection.purpose)}** · {_standing(connection)}")
        of = (
            listed([period_name(period) for period in connection.periods])
            if connection.periods
            else _("every cleared one")
        )
        words = _("Asked for by {name} on {date} · good until {until} · releases: {periods}")
        st.caption(
            words.format(
                name=quoted(connection.asked_by), date=day(connection.asked_at), until=day(connection.until), periods=of
            )
        )
        with st.container(horizontal=True):
            if connection.state == "asked" and connection.is_mine:
                st.info(_("You asked for it. Another coordinator approves it."))
            elif connection.state == "asked" and st.button(
                _("Approve"), key=f"connections.approve.{connection.id}", type="primary"
            ):
                _act(partial(connections.approve, context, who, connection.id))
            if connection.state in ("asked", "approved") and st.button(
                _("End it"), key=f"connections.end.{connection.id}"
            ):
                _act(partial(connections.end, context, who, connection.id))


def _standing(connection: Connection) -> str:
    words = {
        "asked": _("waits for another coordinator"),
        "approved": _("approved by {name}"),
        "expired": _("expired"),
        "ended": _("ended by {name}"),
    }
    return words[connection.state].format(name=quoted(connection.decided_by))


def _act(action: Callable[[], object]) -> None:
    try:
        action()
    except DashboardError as error:
        st.error(quoted(str(error)))
        return
    st.rerun()
