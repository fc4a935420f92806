"""Import: tables from other systems are read, and checked as a whole before anything is written."""

from dashboard.interchange.columns import COLUMNS, Column
from dashboard.interchange.importing import ImportPlan, ImportReport, examine
from dashboard.interchange.rows import Incoming, Problem
from dashboard.interchange.template import template_csv, template_xlsx

__all__ = [
    "COLUMNS",
    "Column",
    "ImportPlan",
    "ImportReport",
    "Incoming",
    "Problem",
    "examine",
    "template_csv",
    "template_xlsx",
]
