"""Heads: the newest line of the audit at some moment, noted outside the record, in the workspace and on paper."""

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _

FEWEST = 16
"""Digits of a hash that have to be copied from the screen to paper, at least: 64 bits, which nobody meets by chance."""
_SPOKEN = re.compile(rf"(\d+)\s+(\S+)\s+([0-9a-f]{{{FEWEST},64}})")


@dataclass(frozen=True, kw_only=True)
class Head:
    """A line of the audit: its number, its time and its hash (or the first 16 digits of it, or more)."""

    n: int
    at: str
    hash: str

    def __str__(self) -> str:
        """Return the head as one line to be kept: number, time, hash."""
        return f"{self.n} {self.at} {self.hash}"


def note(path: Path, head: Head | None, why: str) -> None:
    """Append a head to the file of heads, on disk before this returns; None only makes the file."""
    line = json.dumps(asdict(head) | {"why": why}) + "\n" if head else ""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        os.write(handle, line.encode())  # one write: lines of two processes never mix
        os.fsync(handle)
    finally:
        os.close(handle)


def read(path: Path) -> list[Head]:
    """Return the heads of a file, none where there is no file."""
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError):
        raise _unreadable(path.name) from None
    return [parse(line) for line in text.splitlines() if line.strip()]


def parse(line: str) -> Head:
    """Return the head that a line of a file, of a screen or of paper says; raise RecordError when it says none."""
    try:
        said = json.loads(line)
        head = Head(n=said["n"], at=said["at"], hash=said["hash"])
    except (ValueError, KeyError, TypeError):
        spoken = _SPOKEN.fullmatch(line.strip().lower())
        if spoken is None:
            raise _unreadable(line[:80]) from None
        head = Head(n=int(spoken[1]), at=spoken[2].upper(), hash=spoken[3])
    if not _makes_sense(head):
        raise _unreadable(line[:80])
    return head


def _makes_sense(head: Head) -> bool:
    try:
        has_zone = datetime.fromisoformat(head.at).tzinfo is not None
    except (TypeError, ValueError):
        return False
    return (
        has_zone
        and isinstance(head.n, int)
        and head.n > 0
        and bool(re.fullmatch(rf"[0-9a-f]{{{FEWEST},64}}", str(head.hash)))
    )


def _unreadable(what: str) -> RecordError:
    return RecordError(
        _(
            "This is no head of an audit: {what}. A head is one line with a number, a time and a hash, as "
            "`ovtf audit head` prints it; at least {n} digits of the hash are needed."
        ).format(what=repr(what), n=FEWEST)
    )
