"""Alembic's way in: run the migrations in one transaction on the engine that we were given."""

from alembic import context

engine = context.config.attributes["engine"]
with engine.connect() as connection:
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    context.configure(connection=connection, target_metadata=None, transactional_ddl=True)
    context.run_migrations()
    connection.commit()
