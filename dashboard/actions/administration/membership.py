"""Membership in the task force: an agency that leaves is not expected to report any more; its records all stay."""

from collections.abc import Iterable

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.errors import RecordError
from dashboard.i18n import day
from dashboard.i18n import gettext as _
from dashboard.records import Tx, agencies
from dashboard.records.agencies import Agency


def end(context: Context, who: Principal, code: str) -> None:
    """End an agency's membership now: it is expected to report for the quarter that runs, and for none after it.

    Its people can still sign in and finish their cases. Raises RecordError for an unknown agency, or one that has left.
    """
    with context.act(who, Permission.manage_agencies, audit="agency.end") as act:
        agency = known(act.tx, code)
        act.about = agency.code
        if agency.ended_at is not None:
            raise RecordError(
                _("{code} is not a member any more since {date}.").format(code=agency.code, date=day(agency.ended_at))
            )
        agencies.end(act.tx, agency.code, act.at)


def resume(context: Context, who: Principal, code: str) -> None:
    """Take the end of a membership back, as if it had never ended; raise RecordError for an agency that is a member."""
    with context.act(who, Permission.manage_agencies, audit="agency.resume") as act:
        agency = known(act.tx, code)
        act.about = agency.code
        if agency.ended_at is None:
            raise RecordError(_("{code} is a member. There is no end to take back.").format(code=agency.code))
        agencies.end(act.tx, agency.code, None)


def known(tx: Tx, code: str) -> Agency:
    """Return an agency by its code, in capitals or not; raise RecordError with the known codes when there is none."""
    by_code = {agency.code: agency for agency in agencies.every(tx)}
    agency = by_code.get(code.strip().upper())
    if agency is None:
        raise RecordError(no_agency(code[:20], by_code))
    return agency


def no_agency(code: str, known: Iterable[str]) -> str:
    """Return the sentence that there is no agency with this code, and which codes there are."""
    return _("There is no agency {code}. The agencies are: {known}.").format(
        code=repr(code), known=", ".join(known) or _("none yet")
    )
