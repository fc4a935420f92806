"""What Alembic runs: the migrations in one transaction, on the engine that migrate.py gives, one process at a time."""

from alembic import context

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    else:
        connection.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('ovtf migrations'))")
    context.configure(connection=connection, target_metadata=None, transactional_ddl=True)
    context.run_migrations()
    connection.commit()
