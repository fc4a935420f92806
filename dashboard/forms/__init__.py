"""Forms: XLSForm is read, answers are checked. Nothing here knows of cases, plugins or screens."""

from dashboard.forms.examine import FormState
from dashboard.forms.form import Form
from dashboard.forms.jsonable import from_json, misfits, to_json
from dashboard.forms.kinds import KINDS, Kind, KindName, NotAnAnswer, rows_of
from dashboard.forms.values import MOST_ROWS, Choice, Group, Question, Row

__all__ = [
    "KINDS",
    "MOST_ROWS",
    "Choice",
    "Form",
    "FormState",
    "Group",
    "Kind",
    "KindName",
    "NotAnAnswer",
    "Question",
    "Row",
    "from_json",
    "misfits",
    "rows_of",
    "to_json",
]
