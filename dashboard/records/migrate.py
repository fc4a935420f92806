"""Bring a database up to the newest tables."""

import threading
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Engine

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


def upgrade(engine: Engine) -> None:
    """Run the migrations that the database has not seen yet; threads and processes may try at once."""
    with engine.connect() as connection:
        if MigrationContext.configure(connection).get_current_revision() == newest():
            return
    with _one_at_a_time:
        command.upgrade(_config(engine), "head")
