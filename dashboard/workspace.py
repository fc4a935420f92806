"""The workspace: one folder with the settings, the three stores, backups and logs."""

import contextlib
import os
import secrets
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from dashboard.errors import WorkspaceError

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

[session]
idle_minutes = 30
absolute_hours = 8
secure_cookie = false      # true behind a proxy that terminates TLS
"""


@dataclass(frozen=True)
class Workspace:
    """Paths and settings of one workspace folder."""

    path: Path
    settings: dict[str, Any]

    @classmethod
    def create(cls, path: Path, *, demo: bool = False) -> Self:
        """Make the folder and its settings where they are missing, and open it."""
        for folder in (path, path / "backups", path / "logs"):
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        config = path / "config.toml"
        if not config.exists():
            _write_private(config, CONFIG.format(demo=str(demo).lower()).encode())
        return cls.open(path)

    @classmethod
    def open(cls, path: Path) -> Self:
        """Open an existing workspace; raise WorkspaceError when it is not one."""
        try:
            settings = tomllib.loads((path / "config.toml").read_text("utf-8"))
        except FileNotFoundError:
            raise WorkspaceError(
                f"{path.name!r} is not a workspace: it has no config.toml. Make one with: ovtf init --workspace DIR"
            ) from None
        except tomllib.TOMLDecodeError as error:
            raise WorkspaceError(f"config.toml cannot be read: {error}. Correct that line and start again.") from None
        return cls(path.resolve(), settings)

    @property
    def is_demo(self) -> bool:
        """Whether this is a demonstration, in which every case is invented."""
        return bool(self.settings.get("demo"))

    @property
    def database_url(self) -> str:
        """The SQLAlchemy address of the system of record."""
        return str(self.settings.get("database") or f"sqlite:///{self.path / 'records.db'}")

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

    def setting(self, section: str, name: str, default: Any) -> Any:
        """Return one setting of a section, or the default."""
        return self.settings.get(section, {}).get(name, default)

    def secret(self, name: str) -> bytes:
        """Return a 32-byte secret, generated on first use in a file that only this account can read."""
        path = self.path / "secrets" / name
        path.parent.mkdir(mode=0o700, exist_ok=True)
        if not path.exists():
            with contextlib.suppress(FileExistsError):  # another process was first
                _write_private(path, secrets.token_bytes(32))
        value = path.read_bytes()
        if len(value) < 32:
            raise WorkspaceError(f"The secret {name!r} is damaged. Restore the workspace's secrets from a backup.")
        return value


def _write_private(path: Path, content: bytes) -> None:
    """Write a new file that only this account can read; raise FileExistsError when it is there already."""
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
