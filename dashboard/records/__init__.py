"""The system of record: what people entered, append-only. Everything else is derived from it.

Only this package and `access` use SQLAlchemy.
"""

from dashboard.records.engine import Records, Tx

__all__ = ["Records", "Tx"]
