"""Export of forms for Kobo or ODK: one XLSForm workbook for each form, in every language of its area."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dashboard.actions.directory.entries import as_choice, merged
from dashboard.casework.core_forms import core_forms
from dashboard.casework.intake import AREA
from dashboard.errors import ContractError, did_you_mean
from dashboard.forms import Choice, Form, Question
from dashboard.forms.export import files_of, workbook
from dashboard.forms.labels import choice_label
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
        """The name of the form's workbook, such as "safety.risk_assessment.xlsx"."""
        return f"{self.area}.{self.form.name}.xlsx"

    def content(self) -> bytes:
        """Return the form as an XLSForm workbook (XLSX)."""
        return workbook(self.form, self.area, self.say, self.choice)

    def say(self, message: str, language: str) -> str:
        """Return a text of the form in a language."""
        return area_text(self.package, message, language)

    def choice(self, question: Question, choice: Choice, language: str) -> str:
        """Return what a choice is called in a language."""
        return choice_label(self.package, question, choice, language)


def exportable(registry: Registry, name: str = "") -> list[Exportable]:
    """Return the forms of an area ("safety"), one form ("safety.safety_plan"), or all (""); the core's area is "core".

    Raises ContractError when there is none of that name.
    """
    every = [Exportable(AREA, "dashboard", form) for form in core_forms()]
    every += [exported for plugin in registry.active for exported in of_plugin(plugin)]
    area, _dot, form = name.partition(".")
    chosen = [exported for exported in every if area in ("", exported.area) and form in ("", exported.form.name)]
    if not chosen:
        areas = {exported.area for exported in every}
        known = areas | {f"{exported.area}.{exported.form.name}" for exported in every}
        raise ContractError(f"There is no form or area {name!r}.{did_you_mean(name, known)}")
    return chosen


def of_plugin(plugin: Plugin) -> list[Exportable]:
    """Return the forms of a plugin."""
    return [Exportable(plugin.name, plugin.module, form) for form in plugin.forms]


def list_files(registry: Registry, forms: Iterable[Exportable], today: date) -> dict[str, bytes]:
    """Return the files of choices that some forms need, by name: services.csv, from what the installed areas ship."""
    return {file: _services(registry, today) for exported in forms for file in files_of(exported.form)}


def _services(registry: Registry, today: date) -> bytes:
    choices = [as_choice(entry) for entry in merged(registry.active, {}, today) if entry.service.service_types]
    columns = ("service_types", "governorates", "audience")
    rows = [(choice.name, choice.label, *(choice.columns[column] for column in columns)) for choice in choices]
    return csv_text([("name", "label", *columns), *rows], line_end="\n").encode("utf-8")
