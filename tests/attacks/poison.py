"""A demo workspace poisoned in every place from where text of somebody else comes to a page, and what came of it."""

import json
import sqlite3
from contextlib import closing
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import duckdb

from dashboard.contract import Service
from dashboard.records import Records, services, submissions
from dashboard.records.services import ServiceVersion

MARK = "Xnadia"
POISON = (
    f'{MARK} <img src=x onerror="window.pwned=1"><script>window.pwned=2</script><a class=pwned href="javascript:pwned=3">a</a>'
    " ![p](http://evil.example/p.png) [c](http://evil.example/c) https://evil.example/d www.evil.example"
    " :red[R] $x^2$ :material/home: :smile: &lt;b&gt; `code` **bold**"
)
FOUND = """() => {
  const main = document.body;
  const bad = 'img[src="x"], img[src*="evil"], a[href*="evil"], a[href^="javascript"], a.pwned, .katex, [onerror]';
  return {
    pwned: window.pwned ?? null,
    elements: [...main.querySelectorAll(bad)].map(element => element.outerHTML.slice(0, 200)),
    scripts: [...document.scripts].map(script => script.textContent).filter(text => text.includes('window.pwned')),
    shown: main.innerText.includes('MARK'),
  };
}""".replace("MARK", MARK)
"""What a page says of itself: did a script run, is there an element that a payload made, was a payload shown at all."""

PLAIN = POISON.replace("$x^2$ ", "")
"""What a plugin writes may have a formula, as it may be bold: only links, pictures and HTML are taken out."""
PLUGIN = f"""
from dashboard import Area, ChecklistItem, Checklist, Form, Guidance, Service, Task, View, hookimpl
P = {PLAIN!r}
Q = P.replace("|", "").replace("`", "")
FORM = '''
| survey | | | | | |
| | type | name | label | hint | guidance_hint |
| | select_one kinds | kind | LABEL | LABEL | LABEL |
| | note | said | LABEL | | |
| choices | | | | | |
| | list_name | name | label | | |
| | kinds | one | LABEL | | |
| | kinds | two | LABEL | | |
| settings | | | | | |
| | form_title | version | | | |
| | LABEL | 1 | | | |
'''.replace("LABEL", Q)
@hookimpl
def register_area(): return Area(name="odd", label=P, summary=P, order=9)
@hookimpl
def register_forms(): return [Form.from_markdown(FORM, name="f")]
@hookimpl
def register_guidance():
    return [Guidance(heading="issue", text=P + "\\n\\n> [e]: http://evil.example/e\\n\\n[e]", source=P, reviewed="2026-11")]
@hookimpl
def register_checklists(): return [Checklist(name="c", label=P, items=(ChecklistItem(name="a", label=P, hint=P),))]
@hookimpl
def register_services():
    return [Service(name="s", label=P, kind="tool", summary=P, no_referral=P, steps=(P,), caution=P, channels=(("web", P),))]
@hookimpl
def register_views(): return [View(name="v", label=P, dataset="cases", by=("gender",), note=P)]
@hookimpl
def suggest_tasks(case): return [Task(name="t", label=P + "{{w}}", reason=P, values={{"w": P}}, form="f")]
"""
CATALOG = f"""msgid ""
msgstr "Content-Type: text/plain; charset=utf-8\\n"

msgid {json.dumps(PLAIN)}
msgstr {json.dumps("ترجمة " + PLAIN)}
"""


def plugin(site: Path) -> None:
    """Install a hostile area with a hostile translation into a folder."""
    package = site / "ovtf_odd"
    (package / "locales").mkdir(parents=True)
    (package / "__init__.py").write_text(PLUGIN, "utf-8")
    (package / "locales" / "ar.po").write_text(CATALOG, "utf-8")
    info = site / "ovtf_odd-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ovtf-odd\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[ovtf_dashboard.plugins]\nodd = ovtf_odd\n")


def workspace(folder: Path) -> str:
    """Poison names, the directory, a note and the agencies of a release, past every check; return the case of the note."""
    with closing(sqlite3.connect(folder / "records.db")) as raw, raw:
        raw.execute("UPDATE people SET name = ?", (POISON[:120],))
        raw.execute("UPDATE agencies SET name = ?", (POISON,))
    with duckdb.connect(str(folder / "releases.duckdb")) as raw:
        raw.execute("UPDATE reported SET name = ?", [POISON])
    records = Records.open(f"sqlite:///{folder / 'records.db'}")
    entry = Service(
        name="poisoned", label=POISON, kind="provider", summary=POISON, service_types=("legal_aid",), hours=POISON,
        cost=POISON, channels=(("web", POISON), ("phone", POISON)), steps=(POISON,), caution=POISON, source=POISON,
        verified_by=POISON, last_verified="2026-11-01",
    )  # fmt: skip
    now = datetime.now(UTC)
    with records.write() as tx:
        values = {name: value for name, value in asdict(entry).items() if name != "name"}
        services.add(tx, ServiceVersion(key="ovtf.poisoned", values=json.loads(json.dumps(values)), at=now, by="x"))
        query = (
            "SELECT s.id FROM submissions s JOIN cases c ON c.key = s.case_key JOIN people p ON p.id = c.case_manager "
            "WHERE s.area = 'safety' AND s.form = 'safety_plan' AND p.username = 'amal' AND c.status = 'open' LIMIT 1"
        )
        sent = submissions.get(tx, tx.exec_driver_sql(query).scalar_one())
        answers = {**sent.answers, "note": POISON}
        submissions.submit(tx, replace(sent, id=str(uuid4()), answers=answers, at=now, supersedes=sent.id))
    records.close()
    return sent.case_key


def language(folder: Path, code: str) -> None:
    """Let everybody read the pages in a language."""
    with closing(sqlite3.connect(folder / "records.db")) as raw, raw:
        raw.execute("UPDATE people SET language = ?", (code,))
