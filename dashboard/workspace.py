"""The workspace: one folder with the settings, the three stores, backups and logs."""

import os
import secrets
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self
from uuid import uuid4

from dashboard import settings
from dashboard.errors import WorkspaceError
from dashboard.settings import Settings

CONFIG = """\
# Settings of this workspace. The dashboard reads them when it starts.
title = "OVTF response dashboard"
demo = {demo}

# The system of record. Leave it empty for records.db in this folder, or give a PostgreSQL address.
database = ""

[timelines]                # in days; for the task force to agree on (the guide sets high and medium risk)
normal = 7                 # normal risk: first action
consent = 2                # a child's case: guardian's consent or best-interest decision
answer = 3                 # a referral that nobody has answered
look_again = 14            # a service that was not available, a referral that was accepted
follow_up = 14             # first follow-up where none was agreed on

[hours]                    # hours that areas set; the task force may shorten them, a longer one is not taken
                           # (docs/operators.md), one line for each: area.name = 12

[release]
delay_days = 14            # a quarter is published at the earliest this many days after it ends
report_days = 10           # an agency reports on time until this many days after it ends; the task force sets it
# Declare these before the first release, with what `ovtf release plan` proposes: what is built is never taken back.
expected = 0               # new cases a quarter that the task force expects: ovtf release plan proposes what follows
menu = "whole"             # which tables: all of them, or "tiny", "small", "medium", "large" (docs/operators.md)
rhythm = "quarter"         # how often: or "half_year", "year"
yearly = true              # a release of the year adds what a short menu lacks
waits = 2                  # decisions to wait for a longer period that are reserved
regions = "two"            # or "five", or a list of your own under [regions]

[session]
idle_minutes = 30
absolute_hours = 8

[server]
allowed_hosts = []         # the name under which people reach it behind a proxy with TLS, as ["ovtf.example.org"]
"""
RECORD, HEADS, WHOLE = "record", "heads", "workspace"
"""Marks in the folder `made/`: that the record was made, and the file of heads of its audit; that the whole workspace
was, so that a record is to come."""
SEAL = "audit"
"""The secret that seals the audit."""
SECRET_BYTES = 32


@dataclass(frozen=True)
class Workspace:
    """Paths and settings of one workspace folder.

    `made/` holds an empty file for each thing that must never be missing again once it was made: the record, each
    secret. So what is lost is told from what is new, and nobody begins an empty record in place of the survivors' one.
    """

    path: Path
    settings: Settings

    @classmethod
    def create(cls, path: Path, *, demo: bool = False) -> Self:
        """Make the folder and its settings where they are missing, and open it."""
        config = path / "config.toml"
        is_new = not any((config.exists(), (path / "records.db").exists(), (path / "made").exists()))
        for folder in (path, path / "backups", path / "logs"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if is_new:
            _mark(path, WHOLE)
        with suppress(FileExistsError):  # settings that are there stay
            _write_private(config, CONFIG.format(demo=str(demo).lower()).encode())
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing workspace; raise WorkspaceError when it is not one, or its settings cannot be."""
        try:
            text = (path / "config.toml").read_text("utf-8")
        except FileNotFoundError:
            raise WorkspaceError(
                f"{path.name!r} is not a workspace: it has no config.toml. Make one with: ovtf init --workspace DIR"
            ) from None
        except (OSError, UnicodeDecodeError) as error:
            raise WorkspaceError(
                f"config.toml cannot be read ({type(error).__name__}). It must be a text in UTF-8 that this account "
                "may read; restore it from a backup."
            ) from None
        return cls(path.resolve(), settings.read(text))

    @property
    def is_demo(self) -> bool:
        """Whether this is a demonstration, in which every case is invented."""
        return self.settings.demo

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the system of record."""
        return self.settings.database or f"sqlite:///{self.path / 'records.db'}"

    @property
    def may_make_record(self) -> bool:
        """Whether the record is still to come: only in a workspace that `create` made, and only once."""
        return self.was_made(WHOLE) and not self.was_made(RECORD)

    def was_made(self, name: str) -> bool:
        """Whether the record (RECORD), the heads (HEADS) or a secret was there before."""
        return (self.path / "made" / name).exists()

    def mark_made(self, name: str) -> None:
        """Remember that the record, the heads or a secret is there from now on."""
        if not self.was_made(name):
            _mark(self.path, name)

    @property
    def projection(self) -> Path:
        return self.path / "projection.duckdb"

    @property
    def releases(self) -> Path:
        return self.path / "releases.duckdb"

    @property
    def building(self) -> Path:
        """The projection that a release under way is counted from; there is none at any other time."""
        return self.path / "building" / "projection.duckdb"

    @property
    def logs(self) -> Path:
        return self.path / "logs"

    def secret(self, name: str) -> bytes:
        """Return a 32-byte secret, generated on first use in a file that only this account can read.

        Raises WorkspaceError when it is damaged, or was there before and is not any more: what was made with the old
        one could not be read or recognised with a new one.
        """
        path = self.path / "secrets" / name
        if not path.exists() and not self.was_made(name):
            path.parent.mkdir(mode=0o700, exist_ok=True)
            with suppress(FileExistsError):  # another process was first
                _write_private(path, secrets.token_bytes(SECRET_BYTES))
        value = self.kept_secret(name)
        self.mark_made(name)
        return value

    def kept_secret(self, name: str) -> bytes:
        """Return a secret that must be there, and change nothing; raise WorkspaceError when it is missing or damaged."""
        try:
            value = (self.path / "secrets" / name).read_bytes()
        except FileNotFoundError:
            raise WorkspaceError(
                f"The secret {name!r} is missing. No new one is made, because the record needs the old one: "
                "restore the folder secrets/ of this workspace from a backup."
            ) from None
        if len(value) != SECRET_BYTES:
            raise WorkspaceError(
                f"The secret {name!r} is damaged. Restore the folder secrets/ of this workspace from a backup."
            )
        return value


def _mark(path: Path, name: str) -> None:
    (path / "made").mkdir(mode=0o700, exist_ok=True)
    with suppress(FileExistsError):
        _write_private(path / "made" / name, b"")


def _write_private(path: Path, content: bytes) -> None:
    """Write a new file that only this account can read: whole and on disk, or not at all.

    Raises FileExistsError when it is there already. A process killed half-way leaves a draft that nobody reads.
    """
    draft = path.with_name(f".{path.name}.{uuid4()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)  # not a rename, which would replace what another process has just written
    finally:
        draft.unlink()
    _sync(path.parent)


def _sync(folder: Path) -> None:
    """Bring the names in a folder to disk: otherwise a power cut takes the file back."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
