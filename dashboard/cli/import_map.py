"""ovtf import map: what the columns of a file mean, and everything that is still to be said, in one run."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.supervisor import import_looking, imports, mappings
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.errors import ImportRefused, did_you_mean
from dashboard.i18n import BAGHDAD
from dashboard.interchange.looking import Look
from dashboard.interchange.mapping import Draft, shipped
from dashboard.interchange.reading.limits import BIGGEST

OPEN = 3
"""The exit code when something is left to say or to correct."""
FileArgument = Annotated[Path, typer.Argument(exists=True, dir_okay=False, readable=True, help="The table of cases.")]
MappingOption = Annotated[
    str, typer.Option("--mapping", help="A shipped mapping, one that the agency keeps, or a file that ends in .toml.")
]

ONLINE = '--online all, or --online "COLUMN=value|value" for the column and the values that say so'
_ANSWERS = {
    "online": f'in the mapping under [online] column = "COLUMN" and values = ["value"], or all = true; or to plan: {ONLINE}',
    "date_order": 'in the mapping under [date] order = "dmy" or order = "mdy"',
    "needed": 'in the mapping under [column.{name}] from = "COLUMN", or constant = "unknown"',
}
"""How a question is answered, by what it is about."""


def content_of(file: Path) -> bytes:
    """Return what is in a file, and no more of it than shows that it is too large."""
    with file.open("rb") as opened_file:
        return opened_file.read(BIGGEST + 1)


def map_file(
    file: FileArgument,
    to: Annotated[Path | None, typer.Option("--to", help="Write the mapping there: a name that ends in .toml.")] = None,
    mapping: MappingOption = "",
    agency: Annotated[str, typer.Option(help="The agency that keeps the mapping.")] = "",
    workspace: WorkspaceOption = DEFAULT,
) -> None:
    """Draft a mapping for a file and show all of its problems and questions. Exit code 3: something is still open."""
    if to is not None and to.suffix != ".toml":
        raise ImportRefused("A mapping is written as TOML. Use a name that ends in .toml.")
    if to is not None and to.exists():
        raise ImportRefused(f"{to.name} is there already. Choose another name, or move it away.")
    toml = toml_of(mapping, agency, workspace) if mapping else ""
    day = datetime.now(UTC).astimezone(BAGHDAD).date().isoformat()
    seen = import_looking.look_at(file.name, content_of(file), toml, day)
    if to is not None:
        asked = "".join(f"# {line}\n" for line in _asked(seen.draft))
        to.write_text(asked + seen.draft.mapping.to_toml(), "utf-8")
    print("\n".join(_lines(seen)))
    if to is not None:
        print(
            f"The mapping is in {to.name}. Answer there what is open, then: ovtf import map {file.name} --mapping {to.name}"
        )
    if seen.draft.questions or seen.draft.problems:
        raise typer.Exit(OPEN)


def toml_of(name: str, agency: str, workspace: Path) -> str:
    """Return the text of a mapping: of a file, a shipped one, or one that an agency keeps."""
    if name.endswith(".toml"):
        return _read(Path(name))
    if name in shipped():
        return shipped()[name].to_toml()
    if not agency:
        hint = did_you_mean(name, shipped())
        raise ImportRefused(f"{name!r} does not come with the dashboard.{hint} Say with --agency whose mapping it is.")
    with opened(workspace) as context:
        imports.known_agency(context, agency)
        return mappings.source(context, operator("supervisor", agency), name)


def _read(path: Path) -> str:
    try:
        text = path.read_text("utf-8")
        tomllib.loads(text)
    except (OSError, UnicodeDecodeError):
        raise ImportRefused(f"{path.name} cannot be read. Look at its name and whether it is a text file.") from None
    except tomllib.TOMLDecodeError as error:
        raise ImportRefused(f"{path.name} is no TOML: {error}. Correct the line and try again.") from None
    return text


def _lines(seen: Look) -> Iterator[str]:
    """Yield what is known of a file and what is open; values of cells are shown on the page alone."""
    draft = seen.draft
    for name, rows in seen.sheets:
        yield f"sheet {name or '1'}: {rows} rows"
    yield from (f"note: {note}" for note in seen.notes)
    yield f"kind: {draft.kind or 'none of the shipped mappings fits; this is a first draft'}"
    for each in draft.columns:
        yield f"column {each.column}: {_meaning(each.meaning, each.sure)}"
    unknown = Counter(each.column for each in draft.values)
    yield from (f"values of {column}: {n} mean no code yet" for column, n in unknown.items())
    if unknown:
        yield 'answer: in the mapping, in the table of what the column means: values = {"word of the file" = "code"}'
    yield from _asked(draft)
    for fault in draft.problems:
        yield place(fault.sheet, fault.row, fault.column) + fault.message


def _asked(draft: Draft) -> Iterator[str]:
    """Yield each question with how it is answered."""
    for each in draft.questions:
        yield " ".join(f"question: {each.column + ': ' if each.column else ''}{each.sentence}".split())
        if each.about in _ANSWERS:
            yield f"answer: {_ANSWERS[each.about].replace('{name}', each.column)}"


def _meaning(meaning: str, sure: int) -> str:
    if not meaning:
        return "dropped or not known"
    return meaning if sure == 100 else f"perhaps {meaning} ({sure}% sure; say so in the mapping)"


def place(sheet: str, row: int, column: str) -> str:
    """Return where something is wrong, for the beginning of a line."""
    parts = [f"sheet {sheet}" if sheet else "", f"row {row}" if row else "", column]
    named = ", ".join(part for part in parts if part)
    return f"{named}: " if named else ""
