"""The button that prints a page."""

import html

import streamlit as st


def print_button(label: str) -> None:
    """Draw a button that opens the browser's print dialogue for this page."""
    st.html(
        f'<button class="ovtf-print" type="button">{html.escape(label)}</button>'
        """<script>document.querySelectorAll('.ovtf-print').forEach(
          button => { button.onclick = () => window.print(); })</script>""",
        unsafe_allow_javascript=True,
    )
