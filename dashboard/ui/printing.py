"""A way to print a page as it stands."""

import html

import streamlit as st


def print_button(label: str) -> None:
    """Offer to print the page as it stands."""
    st.html(
        f'<button class="ovtf-print" type="button">{html.escape(label)}</button>'
        """<script>document.querySelectorAll('.ovtf-print').forEach(
          button => { button.onclick = () => window.print(); })</script>""",
        unsafe_allow_javascript=True,
    )
