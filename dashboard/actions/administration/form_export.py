"""Forms on their way to Kobo or ODK: one workbook a form, in every language of its area."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard import codes
from dashboard.actions.directory.entries import as_choice, merged
from dashboard.casework.core_forms import core_forms
from dashboard.casework.intake import AREA
from dashboard.errors import ContractError, DashboardError, did_you_mean
from dashboard.forms import Choice, Form, Question
from dashboard.forms.export import files_of, workbook
from dashboard.i18n import area_text
from dashboard.registry import Plugin, Registry
from dashboard.spreadsheets import csv_text


@dataclass(frozen=True)
class Exportable:
    """A form with the area that it belongs to and the package whose catalogs translate it."""

    area: str
    package: str
    form: Form

    @property
    def file_name(self) -> str:
        """The name of its workbook, such as "safety.risk_assessment.xlsx"."""
        return f"{self.area}.{self.form.name}.xlsx"

    def content(self) -> bytes:
        """Return its workbook."""
        return workbook(self.form, self.area, self._say, self._choice)

    def _say(self, message: str, language: str) -> str:
        return area_text(self.package, message, language)

    def _choice(self, question: Question, choice: Choice, language: str) -> str:
        try:
            if choice.name in codes.names(question.list_name) and "audience" in choice.columns:
                return codes.label(question.list_name, choice.name, language)
        except DashboardError:
            pass  # a list of the form's own
        return self._say(choice.label, language)


def exportable(registry: Registry, wanted: str = "") -> list[Exportable]:
    """Return the forms of an area ("safety"), one form ("safety.safety_plan"), or all; the shell's are "core".

    Raises ContractError when there is none of that name.
    """
    every = list(_every(registry))
    area, _dot, form = wanted.partition(".")
    found = [each for each in every if area in ("", each.area) and form in ("", each.form.name)]
    if not found:
        known = {name for each in every for name in (each.area, f"{each.area}.{each.form.name}")}
        raise ContractError(f"There is no form or area {wanted!r}.{did_you_mean(wanted, known)}")
    return found


def of_plugin(plugin: Plugin) -> list[Exportable]:
    """Return the forms of a plugin."""
    return [Exportable(plugin.name, plugin.module, form) for form in plugin.forms]


def _every(registry: Registry) -> Iterator[Exportable]:
    yield from (Exportable(AREA, "dashboard", form) for form in core_forms())
    for plugin in registry.active:
        yield from of_plugin(plugin)


def list_files(registry: Registry, forms: Iterable[Exportable], today: date) -> dict[str, bytes]:
    """Return the lists that forms take from files, by name: the services that the installed areas ship."""
    return {name: _services(registry, today) for each in forms for name in files_of(each.form)}


def _services(registry: Registry, today: date) -> bytes:
    choices = [as_choice(entry) for entry in merged(registry.active, {}, today) if entry.service.service_types]
    columns = ("service_types", "governorates", "audience")
    rows = [(choice.name, choice.label, *(choice.columns[column] for column in columns)) for choice in choices]
    return csv_text([("name", "label", *columns), *rows], line_end="\n").encode("utf-8")
