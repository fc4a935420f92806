"""Take away: all that the agency has recorded, as tables that others read; and its cases for GBVIMS."""

import streamlit as st

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.actions.supervisor import agency_export, gbvims_export
from dashboard.i18n import gettext as _
from dashboard.spreadsheets import XLSX


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    require(who, Permission.export_agency)
    st.title(_("Take away"), anchor=False)
    st.write(
        _(
            "What your agency has recorded is yours. Here you take a copy along: for a system of your own, for your files, "
            "or to leave."
        )
    )
    st.warning(
        _(
            "Whoever has such a file can find a survivor in it. Keep it where the files of your cases are kept, send it to "
            "nobody, and delete it when it is not needed any more. The audit says that you took it."
        ),
        icon=":material/lock:",
    )
    st.caption(_("Cases that are restricted are in it only where you may open them."))
    _everything(context, who)
    _for_gbvims(context, who)


def _everything(context: Context, who: Principal) -> None:
    with st.container(border=True, key="take_away.all"):
        st.subheader(_("Everything, as tables"), anchor=False)
        st.write(
            _(
                "A .zip with a table for cases, their versions, risk decisions, consents, steps, reviews and each form, and a "
                "codebook in three languages. It opens in Excel, R and others."
            )
        )
        with_notes = st.checkbox(_("Also free text, in which people may be named"), key="take_away.notes")
        st.download_button(
            _("Take everything away"),
            icon=":material/download:",
            data=lambda: agency_export.packed(context, who, with_notes=with_notes),
            mime="application/zip",
            on_click="ignore",
            file_name=f"ovtf-{who.agency}.zip",
            key="take_away.package",
        )


def _for_gbvims(context: Context, who: Principal) -> None:
    with st.container(border=True, key="take_away.gbvims"):
        st.subheader(_("For the GBVIMS Incident Recorder"), anchor=False)
        st.write(
            _(
                "A workbook with the 42 columns of the Incident Recorder. Survivor and caseworker codes stay empty. Its sheet "
                "“To confirm” lists the cases whose type of violence nobody has confirmed yet, with their keys: look at each "
                "before you use it, and take that sheet out before you give the file to anybody."
            )
        )
        st.download_button(
            _("Take cases for GBVIMS"),
            icon=":material/download:",
            data=lambda: gbvims_export.export(context, who),
            mime=XLSX,
            on_click="ignore",
            file_name=f"ovtf-{who.agency}-gbvims.xlsx",
            key="take_away.workbook",
        )
