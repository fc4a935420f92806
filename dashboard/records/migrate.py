"""Bring a database up to the newest tables."""

import threading
from pathlib import Path

from sqlalchemy import Engine, column, inspect, select, table

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _

HERE = Path(__file__).parent / "migrations"
NEWEST = max(path.stem for path in (HERE / "versions").glob("[0-9]*.py"))
"""The newest migration, by the names of the files. A database on which it was run opens without Alembic, which takes
0.2 s to import. A test compares this name with Alembic's own answer."""
_one_at_a_time = threading.Lock()  # Alembic keeps its context in module globals, so only one thread may run it


def upgrade(engine: Engine) -> None:
    """Run the migrations that were not run on the database yet; several threads and processes may call it at once.

    Raises RecordError when a newer version of the dashboard has written to the database.
    """
    current = newest_applied(engine)
    if current != NEWEST:
        _run(engine, current)


def is_older(engine: Engine) -> bool:
    """Return whether migrations wait to be run on a database that has tables."""
    return newest_applied(engine) not in (None, NEWEST)


def newest_applied(engine: Engine) -> str | None:
    """Return the newest migration that was run on a database, None for a new database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def _run(engine: Engine, current: str | None) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(HERE)).walk_revisions()}
    if current is not None and current not in known:
        raise RecordError(
            _(
                "A newer version of the dashboard has written this record, and this version cannot read it. Nothing was "
                "changed. Install the newer version again, or restore the backup that was made before the upgrade."
            )
        )
    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = engine
    with _one_at_a_time:
        command.upgrade(config, "head")
