"""What an agency takes away as tables: its cases, what was decided about them, and every form."""

from dashboard.interchange.takeaway.codebook import CODEBOOK, codebook_rows
from dashboard.interchange.takeaway.form_tables import FormInVersion, FormTables, form_tables
from dashboard.interchange.takeaway.record_tables import record_tables, rows_of
from dashboard.interchange.takeaway.table import Column, OutTable

__all__ = [
    "CODEBOOK",
    "Column",
    "FormInVersion",
    "FormTables",
    "OutTable",
    "codebook_rows",
    "form_tables",
    "record_tables",
    "rows_of",
]
