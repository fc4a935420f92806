"""The forms that an agency fills in without a line, for its supervisor to put on a server of Kobo or ODK."""

from dashboard.access import Permission, Principal
from dashboard.actions.administration.form_export import exportable
from dashboard.actions.administration.standalone_export import Standalone, standalone_forms
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import directory


def offline_forms(context: Context, who: Principal) -> list[Standalone]:
    """Return the core's forms and those of every active area, with the service directory as it is now."""
    context.require(who, Permission.import_cases)
    return standalone_forms(exportable(context.registry), directory(context))
