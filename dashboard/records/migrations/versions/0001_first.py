"""The first tables, with triggers that keep history append-only."""

from alembic import op

from dashboard.records.tables import APPEND_ONLY, metadata

revision = "0001_first"
down_revision = None


def upgrade() -> None:
    connection = op.get_bind()
    metadata.create_all(connection)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            _refuse(connection, table, verb)


def _refuse(connection, table, verb):
    message = f"{table} is append-only"
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(
            f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        )
    else:
        connection.exec_driver_sql(f"CREATE RULE {table}_no_{verb.lower()} AS ON {verb} TO {table} DO INSTEAD NOTHING")
