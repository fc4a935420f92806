"""Write a new package whole or not at all; look first whether its name may be taken."""

import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

from sqlglot.dialects.duckdb import DuckDB

from dashboard.contract.names import check_name
from dashboard.errors import ContractError

RESERVED = ("core", "dashboard", "data", "information_schema", "main", "pg_catalog", "system", "temp", "values")
"""Names that the shell, its packages or its databases have already."""
LONGEST = 80
_REFUSED = '"\\|{}<>`~'


def check_new(area: str, taken: Iterable[str]) -> None:
    """Raise ContractError unless an area may have this name; `taken` are the areas that are shipped or installed."""
    check_name("area", area)
    if area in RESERVED:
        raise ContractError(f"The name {area!r} belongs to the dashboard itself. Choose another, such as 'my_{area}'.")
    if area in taken:
        raise ContractError(
            f"There is an area {area!r} already: see `ovtf plugin list`. Choose another name; "
            "it stays for good, because it is in every record."
        )
    if area in DuckDB.Generator.RESERVED_KEYWORDS:  # datasets would have to quote it in every SELECT
        raise ContractError(f"{area!r} is a word of SQL. Choose another name, such as 'my_{area}'.")


def check_words(what: str, words: str) -> None:
    """Raise ContractError unless a label or an owner can stand in Python, TOML and Markdown as it is."""
    if not words.strip() or len(words) > LONGEST or not words.isprintable() or set(words) & set(_REFUSED):
        raise ContractError(
            f"The {what} {words[:LONGEST]!r} cannot be taken. Write 1 to {LONGEST} characters in one line, "
            f"without any of {' '.join(_REFUSED)}"
        )


def write(texts: Mapping[str, str], target: Path) -> None:
    """Write files into a new folder; raise ContractError when it is there and not empty, or cannot be written.

    The files are written into a folder beside `target`, which then gets its name: a failure leaves nothing behind.
    """
    if target.exists() and not (target.is_dir() and not any(target.iterdir())):
        raise ContractError(f"{target} is there already and not empty. Remove it, or choose another place with --into.")
    try:
        beside = Path(tempfile.mkdtemp(prefix=".ovtf-", dir=target.parent))
    except OSError as error:
        raise _unwritable(target, error) from None
    try:
        _fill(beside, texts)
        beside.chmod(0o755)
        beside.rename(target)
    except OSError as error:
        raise _unwritable(target, error) from None
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def _fill(folder: Path, texts: Mapping[str, str]) -> None:
    for path, text in texts.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


def _unwritable(target: Path, error: OSError) -> ContractError:
    return ContractError(
        f"{target} cannot be written ({error.strerror or type(error).__name__}). Nothing was left there. "
        "Choose a folder that you may write in with --into."
    )
