"""What is wrong with an entry before its answers are looked at: rejected, sealed, changed, of another form, without its rows."""

from collections.abc import Iterator, Mapping

from dashboard.casework.standalone import asks_for_rows
from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.mapped import Fault
from dashboard.interchange.offline_entries.gathered import FilledForm
from dashboard.interchange.offline_entries.layout import Layout
from dashboard.interchange.offline_entries.parents import cell
from dashboard.interchange.source import Line, Sheet

MOST_ROWS = 200
"""So many rows can a repeat of one entry have: nobody writes down more on a telephone, and each takes its time."""
_REVIEW = ("ReviewState", "__system/reviewState", "_validation_status", "_validation_status/uid")
_REJECTED = ("rejected", "not approved", "validation_status_not_approved")
_STATUS = ("Status", "__system/status")
_SEALED = ("notdecrypted", "missingencryptedformdata")


def left_out(sheet: Sheet, line: Line) -> str:
    """Return why an entry is left out, "" when it is not."""
    states = {cell(sheet, line, name).lower() for name in _REVIEW}
    return _("rejected there") if states & set(_REJECTED) else ""


def wrong(filled: FilledForm, line: Line, sheet: Sheet, layout: Layout) -> Iterator[Fault]:
    """Yield what is wrong with an entry as a whole; raise ImportRefused for another form's."""
    if any(cell(sheet, line, name).replace(" ", "").lower() in _SEALED for name in _STATUS):
        yield filled.fault("", _("is still encrypted. Export it again and give the passphrase, or decrypt it first."))
        return
    if cell(sheet, line, "isValidated").lower() == "false":
        yield filled.fault(
            "", _("was changed after it left the telephone: its signature does not hold. Ask who sent it.")
        )
    if not filled.instance:
        yield filled.fault("", _("has no id (_uuid, KEY or instanceID). Export it again with all columns."))
    of_form, _dot, _version = filled.version.partition(".")
    if of_form and of_form != str(layout.number):
        raise ImportRefused(
            _("The file holds entries of another form than Form {number}. Choose the form that was filled in.").format(
                number=layout.number
            )
        )


def wrong_rows(filled: FilledForm, texts: Mapping[str, str], layout: Layout) -> Iterator[Fault]:
    """Yield a fault where rows were written down and are not in the file: Kobo's CSV leaves them out in silence."""
    for question in layout.form.questions:
        rows = len(filled.rows.get(question.name, ()))
        if rows > MOST_ROWS:
            text = _("has more than {n} rows. Look at this entry where it was collected.").format(n=MOST_ROWS)
            yield filled.fault(question.name, text)
        if question.row is not None and not rows and texts.get(asks_for_rows(layout.form, question.name)) == "yes":
            text = _("has rows that are not in the file. Export from Kobo as XLSX, from ODK Central with repeats.")
            yield filled.fault(question.name, text)
