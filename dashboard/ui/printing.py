"""The button that prints a page."""

import html

from dashboard.ui import scripts


def print_button(label: str) -> None:
    """Draw a button that opens the browser's print dialogue for this page."""
    scripts.run("print", beside=f'<button class="ovtf-print" type="button">{html.escape(label)}</button>')
