"""python -m tools.import_inputs: write docs/import-inputs.md, what becomes of each file that people bring (`make documents`)."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

DOC = Path(__file__).parents[1] / "docs" / "import-inputs.md"
_HEAD = """# Files that people bring, and what happens

Written by `make documents` from `tools/import_inputs.toml`; `tests/interchange/test_inputs.py` takes each file through the
whole import and compares. The files are invented after what agencies have sent; those that begin with m are made in
`tests/interchange/made.py`. Words in quotation marks are what a person is told. A row that stays out is told with its sheet,
row and column, and comes back in a workbook with the reason beside it; nothing comes in as long as one stays out, unless a
person takes the others without it.

| file | what it is | what happens |
|---|---|---|
"""
_ASKED = {
    "online": "which cases happened online",
    "needed": "columns that are missing",
    "date_order": "day or month first",
}


@dataclass(frozen=True, kw_only=True)
class Expected:
    """What a file is, and what becomes of it; words are parts of sentences.

    `kind` is the shipped mapping that is recognised, `asks` and `answers` are what a person is asked and says. `refused`
    stands alone. Otherwise so many rows are `new`, `asked` about, `left_out`, `beside` a case, or `bad`, `because` of these
    words; she is `told` these and nothing else, and every row is `understood` with these values.
    """

    what: str
    kind: str = "template"
    asks: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)
    refused: str = ""
    new: int = 0
    asked: int = 0
    left_out: int = 0
    beside: int = 0
    bad: int = 0
    because: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    understood: Mapping[str, Any] = field(default_factory=dict)


def expected() -> dict[str, Expected]:
    """Return what is expected of each file, by its name."""
    tables = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
    return {name: Expected(**{key: _frozen(value) for key, value in table.items()}) for name, table in tables.items()}


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def write() -> str:
    """Return the text of docs/import-inputs.md."""
    rows = (f"| {name} | {file.what} | {' '.join(_happens(file))} |\n" for name, file in expected().items())
    return _HEAD + "".join(row.replace("\n", " ").strip() + "\n" for row in rows)


def _happens(file: Expected) -> Iterator[str]:
    if file.refused:
        yield f"Refused: {_quoted([file.refused])}."
    elif file.kind != "template" and file.kind:
        yield f"Known as {file.kind}."
    if file.asks:
        yield f"Asked: {', '.join(_ASKED[each] for each in file.asks)}."
    counts = {"Taken": file.new, "To be decided": file.asked, "Left out": file.left_out, "Stays out": file.bad}
    yield from (f"{word}: {_rows(rows)}." for word, rows in counts.items() if rows and word != "Stays out")
    if file.bad:
        yield f"Stays out: {_rows(file.bad)}, {_quoted(file.because)}."
    if file.understood:
        yield f"Understood: {', '.join(f'{name} {_value(value)}' for name, value in file.understood.items())}."
    if file.told:
        yield f"Told: {_quoted(file.told)}."


def _value(value: Any) -> str:
    return ", ".join(value) if isinstance(value, tuple | list) else "not said" if value is None else str(value)


def _rows(rows: int) -> str:
    return f"{rows} row{'s' if rows > 1 else ''}"


def _quoted(words: Any) -> str:
    return ", ".join(f"“{each.rstrip('.')}”" for each in words)


if __name__ == "__main__":
    DOC.write_text(write(), "utf-8")
