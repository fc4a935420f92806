"""The scripts that our pages run in the browser: the files of theme/, word for word, and what each is told.

What changes is told beside the script, never written into it. So the browser knows every script by its hash and runs
no other, wherever it comes from (ui/door/headers.py).
"""

import html
import json
import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import streamlit as st

THEME = Path(__file__).parent / "theme"
OF_STREAMLIT = Path(st.__file__).parent / "static" / "index.html"


def run(name: str, told: Any = None, *, beside: str = "") -> None:
    """Run theme/NAME.js in the window; `told` is what it is given, `beside` is HTML that it works on.

    The browser runs it when it is drawn first, and again when `told` or `beside` is another one.
    """
    st.html(beside + tag(name, told), unsafe_allow_javascript=True)


def tag(name: str, told: Any) -> str:
    """Return the script as it stands in a page. Nothing that it is told can end it, or become a part of it."""
    return f'<script data-told="{html.escape(json.dumps(told))}">{_script(name)}</script>'


@cache
def _script(name: str) -> str:
    body = (THEME / f"{name}.js").read_text("utf-8").strip()
    return f"({body})(JSON.parse(document.currentScript.dataset.told))"


@cache
def hashes() -> tuple[str, ...]:
    """Return the hashes of all scripts that stand in a page, ours and Streamlit's, as a browser wants them."""
    ours = [_script(path.stem) for path in sorted(THEME.glob("*.js"))]
    streamlits = re.findall(r"<script>(.*?)</script>", OF_STREAMLIT.read_text("utf-8"), re.DOTALL)
    return tuple(f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" for text in [*ours, *streamlits])
