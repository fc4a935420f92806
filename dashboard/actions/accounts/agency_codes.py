"""A coordinator's one-time codes: with one, an agency that has nobody to confirm it gets its supervisor."""

from dataclasses import dataclass
from datetime import datetime

from dashboard.access import Permission, Principal
from dashboard.access import accounts as rules
from dashboard.access.passwords import new_password
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.records import accounts, agencies
from dashboard.records.agencies import Agency


@dataclass(frozen=True)
class AgencyCode:
    """A member agency, and until when a code for it can be used (None: there is none)."""

    agency: Agency
    until: datetime | None


def overview(context: Context, who: Principal) -> list[AgencyCode]:
    """Return every member agency, and whether a code for it can be used."""
    with context.read(who, Permission.make_codes) as tx:
        until = accounts.open_codes(tx, context.now(), rules.CODE_LIFE)
        members = [agency for agency in agencies.every(tx) if agency.ended_at is None]
        return [AgencyCode(agency, until.get(f"agency {agency.code}")) for agency in members]


def make(context: Context, who: Principal, code: str) -> str:
    """Return a new code for an agency, for one use within 7 days; the ones of before end, and its hash alone is kept."""
    secret = new_password()
    with context.act(who, Permission.make_codes, audit="agency.code") as act:
        act.about = known(act.tx, code).code
        until = act.at + rules.CODE_LIFE
        accounts.add_code(act.tx, rules.code_hash(secret), f"agency {act.about}", who.person_id, act.at, until)
    return secret
