"""Export of an agency's own entries of one area, for its supervisor, whether the area is installed or not."""

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.actions.work.forms import as_sent
from dashboard.errors import RecordError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.interchange.entries import Table, tables
from dashboard.records import areas


def export(context: Context, who: Principal, area: str, *, with_notes: bool = False) -> list[Table]:
    """Return the entries of an area, of cases that the supervisor may open, as tables, and write the export to the audit.

    Free text is left out unless `with_notes`, because people may be named in it.
    Raises RecordError when the agency has no entries of the area.
    """
    with context.read(who, Permission.export_entries) as tx:
        known = areas.kept(tx)
        sent = list(areas.entries(tx, area, reader(who, context.now())))
    if not sent:
        raise RecordError(
            _("Your agency has no entries of the area {area}.").format(area=repr(area)) + did_you_mean(area, known)
        )
    counted = {"entries": len(sent), "notes": with_notes or None}
    context.audit_only(who, Permission.export_entries, "plugin.export", area, **counted)
    return tables(((entry, as_sent(context, entry)) for entry in sent), with_notes=with_notes)
