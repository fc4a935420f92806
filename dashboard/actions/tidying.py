"""What has stood too long is taken away when the server starts."""

from contextlib import suppress

from dashboard.access import sessions
from dashboard.actions.context import Context
from dashboard.actions.supervisor import import_stage
from dashboard.errors import RecordError


def tidy(context: Context) -> None:
    """Take away sessions that ended, what a killed import left, and plans that are a day old."""
    sessions.tidy(context.records, context.now(), context.limits)
    with suppress(RecordError):  # a full disk: it is taken away another time, and reading goes on
        import_stage.tidy(context, import_stage.MACHINE)
