"""Bring a database up to the newest tables."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _

HERE = Path(__file__).parent / "migrations"
_one_at_a_time = threading.Lock()  # Alembic keeps its context in module globals


def _config(engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = engine
    return config


def newest() -> str:
    """Return the identifier of the newest migration."""
    return str(ScriptDirectory(str(HERE)).get_current_head())


def known() -> set[str]:
    """Return the identifiers of all migrations."""
    return {each.revision for each in ScriptDirectory(str(HERE)).walk_revisions()}


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database has not seen yet; threads and processes may try at once.

    Raises RecordError when a newer version of the dashboard has written to the database.
    """
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == newest():
        return
    if current is not None and current not in known():
        raise RecordError(
            _(
                "A newer version of the dashboard has written this record, and this version cannot read it. Nothing was "
                "changed. Install the newer version again, or restore the backup that was made before the upgrade."
            )
        )
    with _one_at_a_time:
        command.upgrade(_config(engine), "head")
