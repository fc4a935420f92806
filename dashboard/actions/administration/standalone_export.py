"""Forms for telephones without a line: each complete in itself, with a neutral name and no word of whose device it is."""

import base64
import binascii
import re
from collections.abc import Iterable, Mapping
from contextvars import copy_context
from dataclasses import dataclass, replace

from dashboard import codes
from dashboard.actions.administration.form_export import Exportable
from dashboard.actions.directory.entries import Listed, as_choice
from dashboard.casework.facts_asked import LIST
from dashboard.casework.standalone import number, standalone
from dashboard.errors import FormError
from dashboard.forms import Choice, Form, Question, Row
from dashboard.forms.export import workbook
from dashboard.forms.supported import FILES
from dashboard.i18n import gettext as _
from dashboard.i18n import use
from dashboard.languages import LANGUAGES

SERVICES = "services"
_RSA = bytes.fromhex("300d06092a864886f70d010101")
"""What stands near the beginning of a public key of the kind RSA (RFC 5280)."""


@dataclass(frozen=True)
class Standalone:
    """A form as it goes to a telephone; `services` are the choices of the service directory by language."""

    exported: Exportable
    services: Mapping[str, tuple[Choice, ...]]

    @property
    def number(self) -> int:
        """The number by which it is known on the telephone."""
        return number(self.exported.area, self.exported.form.name)

    @property
    def file_name(self) -> str:
        """The name of its workbook."""
        return f"form_{self.number}.xlsx"

    def content(self, public_key: str = "", server: str = "") -> bytes:
        """Return it as an XLSForm workbook (XLSX), with a public key (`checked_key`) so that entries are encrypted.

        `server` is the address to which encrypted entries are sent, which Kobo wants in the form.
        """
        named = {"form_title": f"Form {self.number}", "form_id": f"form_{self.number}"}
        named |= {"public_key": public_key} if public_key else {}
        named |= {"submission_url": checked_address(server)} if server else {}
        form = self.with_services(standalone(self.exported.form, self.exported.area))
        return workbook(form, self.exported.area, self.exported.say, self._choice, named)

    def with_services(self, form: Form) -> Form:
        """Return a form that brings the service directory along: on a telephone there is no file beside it."""
        return replace(form, questions=tuple(map(self._with_services, form.questions)))

    def _with_services(self, question: Question) -> Question:
        if question.row is not None:
            row = Row(questions=tuple(map(self._with_services, question.row.questions)), groups=question.row.groups)
            return replace(question, row=row)
        return (
            replace(question, list_name=SERVICES, choices=self.services["en"])
            if question.list_name in FILES
            else question
        )

    def _choice(self, question: Question, choice: Choice, language: str) -> str:
        if question.list_name == SERVICES:
            return next(other.label for other in self.services[language] if other.name == choice.name)
        if question.list_name.startswith(LIST):
            return codes.label(question.list_name.removeprefix(LIST), choice.name, language)
        return self.exported.choice(question, choice, language)


def standalone_forms(forms: Iterable[Exportable], directory: Iterable[Listed]) -> list[Standalone]:
    """Return forms as they go to telephones, with the entries of the service directory to which one can refer."""
    entries = [entry for entry in directory if entry.service.service_types]

    def choices(language: str) -> tuple[Choice, ...]:
        use(language)
        return tuple(map(as_choice, entries))

    # Each in a copy of the context, so that the language of the person who reads stays what it is.
    services = {language: copy_context().run(choices, language) for language in LANGUAGES}
    return [Standalone(form, services) for form in forms]


def checked_address(text: str) -> str:
    """Return the address of a server; raise FormError for one to which entries would go unprotected."""
    if not re.fullmatch(r"https://[\w.-]+(:\d+)?/[\w./-]*", text.strip()):
        raise FormError(
            _("The address of the server begins with https:// and has a path, such as /submission at its end.")
        )
    return text.strip()


def checked_key(text: str) -> str:
    """Return a public key for a form's settings: one line of base64; raise FormError for what is no public RSA key.

    The private key that belongs to it stays with the agency: with it what was collected is opened, and never here.
    """
    if "PRIVATE KEY" in text:
        raise FormError(
            _("This is the private key. It stays with you: give the public one, which begins with BEGIN PUBLIC KEY.")
        )
    line = "".join(part for part in text.split("\n") if not part.startswith("-----"))
    line = "".join(line.split())
    try:
        key = base64.b64decode(line, validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if not 2 <= key.find(_RSA) <= 4:  # of a private key it stands further on
        raise FormError(
            _("This is no public RSA key. Make one as docs/offline-forms.md says, and give the public part.")
        )
    return line
