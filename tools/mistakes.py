"""python -m tools.mistakes: write docs/plugins/mistakes.md, ten mistakes and what is said about each."""

import logging
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ovtf_kit import alone
from ovtf_kit.checking import check
from ovtf_kit.finding import Finding
from ovtf_kit.opening import opened_from_folder

DOC = Path(__file__).parents[1] / "docs" / "plugins" / "mistakes.md"
HEAD = """# Ten mistakes, and what is said about each

Written by `make documents`, which makes each mistake and writes down what comes out; a test compares.
First what `ovtf plugin check` says, then what the library underneath says by itself: pluggy when it registers the plugin and
calls its hooks, pyxform when it converts the form, DuckDB when it runs the SQL.
"""
CODE = '''"""Shelter."""
from dashboard import Area, Dataset, Form, View, hookimpl

SQL = "SELECT case_key, found FROM shelter.stay"

@hookimpl
def register_area():
    return Area(name="shelter", label="Shelter", summary="A safe place.")

@hookimpl
def register_forms():
    return [Form.read(__name__, "forms/stay.md")]

@hookimpl
def register_datasets():
    return [Dataset(name="places", sql=SQL)]

@hookimpl
def register_views():
    return [View(name="found", label="Found", dataset="places", by=("found",))]

@hookimpl
def suggest_tasks(case):
    return []
'''
FORM = """| survey |
| | type | name | label | relevant |
| | select_one yes_no | found | Found? | |
| | integer | nights | Nights? | ${found} = 'yes' |
| | text | note | What else? | |
| choices |
| | list_name | name | label |
| | yes_no | yes | Yes |
| | yes_no | no | No |
"""


@dataclass(frozen=True)
class Mistake:
    """A mistake in CODE or FORM: `new` stands there instead of `old`; `library` is the one that reads it."""

    title: str
    old: str
    new: str
    library: str

    @property
    def code(self) -> str:
        """CODE with the mistake; as it is when the mistake is in FORM."""
        return CODE.replace(self.old, self.new)

    @property
    def form(self) -> str:
        """FORM with the mistake; as it is when the mistake is in CODE."""
        return FORM.replace(self.old, self.new)


MISTAKES = (
    Mistake("A hook is misspelt", "def register_views()", "def register_view()", "pluggy"),
    Mistake("A hook asks for a session", "def suggest_tasks(case)", "def suggest_tasks(case, session)", "pluggy"),
    Mistake(
        "A view without its brackets",
        'return [View(name="found", label="Found", dataset="places", by=("found",))]',
        'return View(name="found", label="Found", dataset="places", by=("found",))',
        "pluggy",
    ),
    Mistake("A form asks for a picture", "| integer | nights", "| image | nights", "pyxform"),
    Mistake("An expression asks for a question that is not there", "${found} = 'yes'", "${foudn} = 'yes'", "pyxform"),
    Mistake("A column of a form is misspelt", "| label | relevant |\n", "| label | relevent |\n", "pyxform"),
    Mistake(
        "An expression compares with a choice that is not there", "${found} = 'yes'", "${found} = 'Yes'", "pyxform"
    ),
    Mistake("A query reads a file", "FROM shelter.stay", "FROM read_csv('people.csv')", "DuckDB"),
    Mistake("A query reads free text", "SELECT case_key, found", "SELECT case_key, note AS found", "DuckDB"),
    Mistake("A figure counts by case", "SELECT case_key, found", "SELECT case_key, case_key AS found", "DuckDB"),
)
ALONE: dict[str, Callable[[Mistake], str]] = {
    "pluggy": lambda made: alone.pluggy_says(made.code),
    "pyxform": lambda made: alone.pyxform_says(made.form),
    "DuckDB": lambda made: alone.duckdb_says(made.code),
}


def ours(made: Mistake) -> list[Finding]:
    """Return the errors that our rules find in a plugin with this mistake, which is written into a temporary folder."""
    with tempfile.TemporaryDirectory(prefix="ovtf-mistake-") as place:
        package = Path(place) / "ovtf_shelter"
        (package / "forms").mkdir(parents=True)
        (package / "__init__.py").write_text(made.code, "utf-8")
        (package / "forms" / "stay.md").write_text(made.form, "utf-8")
        info = Path(place) / "ovtf_shelter-1.0.dist-info"
        info.mkdir()
        (info / "METADATA").write_text("Metadata-Version: 2.1\nName: ovtf-shelter\nVersion: 1.0\n", "utf-8")
        (info / "entry_points.txt").write_text("[ovtf_dashboard.plugins]\nshelter = ovtf_shelter\n", "utf-8")
        with opened_from_folder(Path(place), "ovtf_shelter") as subject:
            findings = check(subject, only=RULES[made.library]).findings
    return [finding for finding in findings if finding.level == "error"]


RULES = {
    "pluggy": ("loads", "hooks_known"),
    "pyxform": ("forms_convert", "forms_columns", "forms_choices"),
    "DuckDB": ("sql_allowed", "sql_runs", "figures_columns", "figures_bounded"),
}
"""The rules that meet the mistakes of each library; the others take longer and find nothing here."""


def write() -> str:
    """Return the text of docs/plugins/mistakes.md."""
    return "\n".join([HEAD, *(_entry(number, mistake) for number, mistake in enumerate(MISTAKES, 1))])


def _entry(number: int, made: Mistake) -> str:
    found = "\n\n".join(map(str, ours(made)))
    return (
        f"## {number}. {made.title}\n\nInstead of `{_line(made.old)}`: `{_line(made.new)}`\n\n"
        f"`ovtf plugin check`:\n\n```text\n{found}\n```\n\n{made.library} alone:\n\n```text\n{ALONE[made.library](made)}\n```\n"
    )


def _line(text: str) -> str:
    return text.strip().replace("\n", " ")


if __name__ == "__main__":
    logging.getLogger("dashboard.registry").setLevel(logging.ERROR)
    DOC.write_text(write(), "utf-8")
