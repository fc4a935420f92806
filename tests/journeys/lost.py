"""A form with every kind of question behind a line that breaks: what its screen shows, and what is kept of it."""

import json
import os
import re
import sqlite3
import subprocess
import time
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, expect

from tests.commands import has_settled_in
from tests.server import OVTF, free_port, serving

FORM = """| survey |
| | type | name | label | constraint | required |
| | integer | age | How old? | . < 200 | |
| | text | note | A word | | |
| | date | day | Which day? | | |
| | select_one place | place | Where? | | |
| | select_multiple need | needs | What is needed? | | |
| | acknowledge | told | She was told | | |
| | begin repeat | children | Child | | |
| | integer | child_age | Age of the child | | |
| | end repeat | | | | |

| choices |
| | list_name | name | label |
| | place | home | Home |
| | place | away | Away |
| | need | food | Food |
| | need | rest | Rest |

| settings |
| | form_title | form_id | version |
| | All kinds | all | 1 |
"""
AREA = f"""
from dashboard import Area, Form, hookimpl
@hookimpl
def register_area(): return Area(name="kinds", label="Kinds", summary="Every kind of question.")
@hookimpl
def register_forms(): return [Form.from_markdown({FORM!r}, name="all")]
"""


class Office:
    """A server on a small workspace, with a partner's area, behind a line; `server` can be started again."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.workspace, self.port, self.line = folder, folder / "ws", free_port(), free_port()
        self.running = ExitStack()
        _partner(folder / "site")
        self.env = os.environ | {"PYTHONPATH": str(folder / "site")}
        self._ovtf("init")
        config = self.workspace / "config.toml"
        config.write_text(
            config.read_text().replace("allowed_hosts = []", f'allowed_hosts = ["127.0.0.1:{self.line}"]')
        )
        self._ovtf("agency", "add", "A01", "Agency one")
        said = self._ovtf("user", "add", "amal", "--role", "case_manager", "--agency", "A01")
        self.password = said.strip().rpartition(" ")[2]
        has_settled_in(self.workspace)

    def _ovtf(self, *words: str) -> str:
        command = [OVTF, *words, "--workspace", str(self.workspace)]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=self.env).stdout

    def start(self) -> None:
        """Start the server, after `stop` once more on the same port."""
        command = [OVTF, "serve", "--workspace", str(self.workspace), "--port", str(self.port)]
        address = f"http://127.0.0.1:{self.port}"
        self.running.enter_context(serving(command, address, self.folder / "server.log", self.env))

    def stop(self) -> None:
        """Stop the server, and with it every session of a window."""
        self.running.close()

    def kept(self) -> dict[str, Any]:
        """Return the answers of the draft that was saved last."""
        rows = self._rows("SELECT answers FROM drafts WHERE outcome = 'open' ORDER BY saved_at DESC")
        return _given(rows[0][0])

    def sent(self, form: str) -> list[dict[str, Any]]:
        """Return the answers of every entry of a form, oldest first."""
        rows = self._rows("SELECT answers FROM submissions WHERE form = ? ORDER BY seq", form)
        return [_given(answers) for (answers,) in rows]

    def _rows(self, query: str, *values: str) -> list[Any]:
        with sqlite3.connect(f"file:{self.workspace / 'records.db'}?mode=ro", uri=True) as record:
            return record.execute(query, values).fetchall()


def _given(answers: str) -> dict[str, Any]:
    """Return answers without a tick that was taken away, which looks like one that was never set."""
    return {name: answer for name, answer in json.loads(answers).items() if answer is not False}


def _partner(site: Path) -> None:
    info = site / "ovtf_kinds-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "ovtf_kinds.py").write_text(AREA, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ovtf-kinds\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[ovtf_dashboard.plugins]\nkinds = ovtf_kinds\n")


def shown(visit) -> dict[str, Any]:
    """Return what the form shows, in the shape in which answers are kept."""
    page = visit.page
    numbers = [int(field.input_value()) for field in page.get_by_label("Age of the child").all() if field.input_value()]
    answers = {
        "age": _number(page.get_by_label("How old?")),
        "note": page.get_by_label("A word").input_value(),
        "day": _day(page.get_by_role("group", name="Which day?")),
        "place": "".join(_chosen(page.get_by_role("radiogroup", name="Where?"), "label:has(input:checked)")),
        "needs": _chosen(page.get_by_role("toolbar", name="What is needed?"), "[aria-pressed=true]"),
        "told": page.get_by_role("checkbox", name="She was told").is_checked(),
        "children": [{"child_age": number} for number in numbers],
    }
    return {name: answer for name, answer in answers.items() if answer}


def _number(field: Locator) -> int | None:
    return int(field.input_value()) if field.input_value() else None


def _day(field: Locator) -> str:
    parts = re.findall(r"\d+", " ".join(field.get_by_role("spinbutton").all_inner_texts()))
    return "-".join(reversed(parts)) if len(parts) == 3 else ""


def _chosen(field: Locator, chosen: str) -> list[str]:
    return field.evaluate(f"e => [...e.querySelectorAll('{chosen}')].map(one => one.innerText.trim().toLowerCase())")


def told(visit) -> None:
    """See that the connection was lost and that what is shown is kept, after the run that draws the page anew."""
    expect(visit.page.get_by_text("What this page shows now is what is kept.")).to_be_visible()
    visit.refresh()
    expect(visit.page.get_by_text("look at your last answers before you send this in")).to_be_visible()


def agreed(visit, office: Office) -> dict[str, Any]:
    """Ask until the screen shows what is kept, and return it: a new field is empty for the moment before its value."""
    until = time.monotonic() + 20
    while (on_screen := shown(visit)) != office.kept():
        assert time.monotonic() < until, f"the screen shows {on_screen}, and {office.kept()} is kept"
    return on_screen
