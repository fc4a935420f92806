"""Entries of areas that are switched off or not installed any more: readable, as they were sent in."""

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase
from dashboard.actions.work.forms import label
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.i18n import harmless, moment
from dashboard.records.submissions import Submission
from dashboard.ui.quoting import quoted, quoted_lines
from dashboard.ui.widgets import answers


def show(context: Context, file: OpenedCase) -> None:
    """Draw the entries of areas that are switched off or not installed; nothing when there are none."""
    submissions = kept(context, file)
    if not submissions:
        return
    st.subheader(_("Kept from areas that are not in use"), anchor=False)
    st.caption(_("These areas are switched off or not installed. What was recorded stays here to be read."))
    for sent in submissions:
        name = quoted(harmless(label(context, sent.area, sent.form)))
        with st.expander(f"{name} · {moment(sent.at, context.now())}"):
            st.caption(quoted(file.names.get(sent.by, "")))
            _answers(context, sent)


def kept(context: Context, file: OpenedCase) -> list[Submission]:
    """Return the entries of areas that are not active, the newest first."""
    active = {"core", *(plugin.name for plugin in context.registry.active)}
    return [sent for sent in file.work.submissions if sent.area not in active]


def _answers(context: Context, sent: Submission) -> None:
    try:
        answers.show(context, context.registry.module(sent.area), sent)
    except DashboardError as error:
        st.info(quoted_lines(str(error)))
