"""What a form's texts are in a language: from its package's catalogs, else from the form's own language columns."""

from dashboard import codes
from dashboard.errors import DashboardError
from dashboard.forms.form import Form
from dashboard.forms.values import Choice, Question
from dashboard.i18n import area_text


def text(form: Form, package: str, message: str, language: str) -> str:
    """Return a text of a form in a language; `package` is the one whose catalogs translate it."""
    said = area_text(package, message, language)
    return form.texts.get(language, {}).get(message, said) if said == message else said


def choice_label(package: str, question: Question, choice: Choice, language: str) -> str:
    """Return the label of a choice in a language, from the public code list where the form takes its choices from one."""
    try:
        if choice.name in codes.names(question.list_name) and "audience" in choice.columns:
            return codes.label(question.list_name, choice.name, language)
    except DashboardError:
        pass  # a list of choices that only this form has: its labels are in the area's catalog
    return area_text(package, choice.label, language)
