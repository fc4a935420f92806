"""The button that prints a page, and what every sheet of paper says at its foot."""

import html

import streamlit as st

from dashboard.ui import scripts


def print_button(label: str) -> None:
    """Draw a button that opens the browser's print dialogue for this page."""
    scripts.run("print", beside=f'<button class="ovtf-print" type="button">{html.escape(label)}</button>')


def on_paper(foot: str) -> None:
    """Let this page be printed across, with `foot` and the number of the page under each sheet."""
    # "<" ends no style, and neither it, a quote nor a backslash ends the text: each is written as its number.
    said = "".join(letter if letter.isalnum() or letter in " ·.,()-" else f"\\{ord(letter):x} " for letter in foot)
    font = "font: 9pt 'Noto Sans', 'Noto Sans Arabic', sans-serif; color: #333333"
    feet = f'@bottom-left {{ content: "{said}"; {font} }} @bottom-right {{ content: counter(page); {font} }}'
    st.html(
        f'<span class="ovtf-paper"></span><style>@page {{ size: A4 landscape; margin: 10mm 10mm 14mm; {feet} }}</style>'
    )
