"""What a supervisor decided about a form, shown beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from dashboard.i18n import gettext as _
from dashboard.i18n import moment
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words

if TYPE_CHECKING:
    from dashboard.actions.work.cases import OpenedCase


def show(file: OpenedCase, area: str, form: str) -> None:
    """Draw the newest review of a form of a case: waiting for the supervisor, sent back with a reason, or approved."""
    newest = next((review for review in file.work.reviews if (review.area, review.form) == (area, form)), None)
    if newest is None or (form == "closure" and file.case.status != "open"):
        return
    name, when = quoted(file.names.get(newest.by, "")), moment(newest.at)
    if newest.state == "requested":
        st.info(_("Sent in {when}; waits for the supervisor.").format(when=when))
    elif newest.state == "returned":
        reason = words.return_reason(newest.reason)
        text = _("{name} sent it back {when}: {reason}. Change it and send it in again.")
        st.warning(text.format(name=name, when=when, reason=reason))
    elif form != "closure":
        st.caption("✓ " + _("Approved by {name}, {when}").format(name=name, when=when))
