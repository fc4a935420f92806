"""Two buttons under a figure that save it as a picture, PNG or SVG, made in the browser (theme/picture.js)."""

from html import escape

import streamlit as st

from dashboard.i18n import gettext as _

FORMATS = ("png", "svg")


def pictures(title: str, source: str, name: str) -> None:
    """Draw a button for each format. In the picture stand the `title` and the `source`; its file is called `name`."""
    told = f'data-title="{escape(title)}" data-source="{escape(source)}" data-name="ovtf-{escape(name)}"'
    says = escape(_("Save {title} as a picture").format(title=title))
    st.html(
        "".join(
            f'<button class="ovtf-picture" type="button" data-format="{kind}" aria-label="{says}: {kind}" {told}>'
            f"{kind.upper()}</button> "
            for kind in FORMATS
        )
    )
