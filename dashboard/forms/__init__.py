"""Forms: XLSForm in, answers checked. Nothing here knows of cases, plugins or screens."""

from dashboard.forms.examine import FormState
from dashboard.forms.form import Form
from dashboard.forms.jsonable import from_json, misfits, to_json
from dashboard.forms.values import Choice, Group, Kind, Question

__all__ = ["Choice", "Form", "FormState", "Group", "Kind", "Question", "from_json", "misfits", "to_json"]
