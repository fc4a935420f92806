"""Bring a database up to the newest tables; before that a verified copy is made, to which it goes back when it fails."""

import threading
from pathlib import Path

from sqlalchemy import Engine, column, inspect, select, table
from sqlalchemy.exc import SQLAlchemyError

from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.records import copies

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
    if current == NEWEST:
        return
    record = _file(engine)
    if current is None or record is None:
        _run(engine, current)
        return
    with copies.only_one(record):
        if (current := newest_applied(engine)) != NEWEST:  # another process may have done it meanwhile
            _run_with_copy(engine, current, record)


def is_older(engine: Engine) -> bool:
    """Return whether migrations wait to be run on a database that has tables."""
    return newest_applied(engine) not in (None, NEWEST)


def newest_applied(engine: Engine) -> str | None:
    """Return the newest migration that was run on a database, None for a new database."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(select(column("version_num")).select_from(table("alembic_version"))).scalar()


def _file(engine: Engine) -> Path | None:
    """Return the file of a record, None for one in memory or on PostgreSQL."""
    name = engine.url.database if engine.dialect.name == "sqlite" else None
    return Path(name) if name and name != ":memory:" else None


def _run_with_copy(engine: Engine, current: str | None, record: Path) -> None:
    """Copy the record and migrate it; when that fails, the record is what it was before, and the sentence says so."""
    _check_known(current)
    copy = copies.make(record, str(current))
    try:
        _migrate(engine)
        is_sound = copies.is_sound(record, copy)
    except Exception as error:
        _restore(engine, record, copy, current)
        raise RecordError(_failed(copy, type(error).__name__)) from error
    if not is_sound:
        _restore(engine, record, copy, current)
        raise RecordError(_failed(copy, _("the record was not whole afterwards")))


def _restore(engine: Engine, record: Path, copy: Path, current: str | None) -> None:
    """Go back to the copy, unless the migration was undone as a whole and the record is what it was."""
    engine.dispose()
    if newest_applied(engine) != current or not copies.is_sound(record, copy):
        engine.dispose()
        copies.go_back(record, copy)


def _failed(copy: Path, reason: str) -> str:
    return _(
        "The record could not be brought up to date ({reason}). It is as it was before, and nothing is lost; a copy of it "
        "is in the file {copy}. Install the version again that you had before, and tell whoever looks after the dashboard."
    ).format(reason=reason, copy=copy.name)


def _run(engine: Engine, current: str | None) -> None:
    """Migrate a new record, or one on PostgreSQL, in one transaction."""
    _check_known(current)
    try:
        _migrate(engine)
    except SQLAlchemyError as error:
        if current is None or engine.dialect.name == "sqlite":
            raise
        raise RecordError(
            _(
                "The record could not be brought up to date ({reason}). PostgreSQL took everything back: it is as it was "
                "before. Make a copy with pg_dump, and install the version again that you had before."
            ).format(reason=type(error).__name__)
        ) from error


def _check_known(current: str | None) -> None:
    from alembic.script import ScriptDirectory

    known = {script.revision for script in ScriptDirectory(str(HERE)).walk_revisions()}
    if current is not None and current not in known:
        raise RecordError(
            _(
                "A newer version of the dashboard has written this record, and this version cannot read it. Nothing was "
                "changed. Install the newer version again, or restore the backup that was made before the upgrade."
            )
        )


def _migrate(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(HERE))
    config.attributes["engine"] = engine
    with _one_at_a_time:
        command.upgrade(config, "head")
