"""The system of record: append-only, the source of truth. Only this room and `access` know SQLAlchemy."""

from dashboard.records.engine import Records, Tx

__all__ = ["Records", "Tx"]
