"""What a stopped build leaves of a file of DuckDB: the file, and what DuckDB keeps beside it."""

import shutil
from pathlib import Path


def has_leftovers(path: Path) -> bool:
    """Whether a build, stopped or still under way, has a file at `path` or something beside it."""
    return any(leftover.exists() for leftover in _leftovers(path))


def clear(path: Path) -> None:
    """Remove the file at `path` and everything beside it."""
    for leftover in _leftovers(path):
        if leftover.is_dir():
            shutil.rmtree(leftover, ignore_errors=True)
        else:
            leftover.unlink(missing_ok=True)


def _leftovers(path: Path) -> tuple[Path, ...]:
    beside = (path.with_suffix(".damaged"), path.with_name(path.name + ".wal"), path.with_name(path.name + ".tmp"))
    return (path, *beside)
