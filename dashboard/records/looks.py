"""Who looked at an agency's cases, read from the audit: what its own supervisor may see of that log."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, not_, or_, select

from dashboard.records.audit import AuditEntry
from dashboard.records.case_list import narrow
from dashboard.records.engine import Tx
from dashboard.records.need_to_know import Reader
from dashboard.records.releases import BUILDING
from dashboard.records.tables import audit, cases

IMPORTS = (
    "import.check",
    "import.cases",
    "import.plan",
    "import.read",
    "import.commit",
    "import.drop",
    "import.left_out",
)
OFFLINE = ("entries.check", "entries.import")
EXPORTS = ("plugin.export", "agency.export", "agency.gbvims")
LISTS = ("cases.list", "work.read", "team.read", "figures.read", *IMPORTS, *OFFLINE, *EXPORTS)
"""Actions about many cases of the agency for which a person acted: lists, figures, imports and exports."""
ITSELF = "looks.read"
"""A look at the page that shows all this; it is in the log like every other."""


@dataclass(frozen=True, kw_only=True)
class LookFilters:
    """Which lines to show; what is empty or None leaves all in.

    `case` is a part of a key as in the list of cases, `actor` a user name, `others_than` the user names of everybody who
    is not meant; `since` and `until` (aware) hold `since` and not `until`. A user name means what that person did for the
    reader's agency: by what she did elsewhere, before she came or after she went, somebody else could be recognised.
    """

    case: str = ""
    actor: str = ""
    others_than: Collection[str] = ()
    since: datetime | None = None
    until: datetime | None = None


def keys(reader: Reader, search: str = "") -> Select[Any]:
    """Return the query for the keys of the cases whose looks a supervisor may see: those that she may open."""
    return narrow(select(cases.c.key), reader=reader, search=search)


def entries(tx: Tx, reader: Reader, chosen: LookFilters, *, limit: int, offset: int = 0) -> list[AuditEntry]:
    """Return the lines of the audit about the cases that a supervisor may open, by whomever they are, newest first."""
    query = select(audit).where(_about(reader, chosen.case), *_chosen(reader, chosen))
    rows = tx.execute(query.order_by(audit.c.n.desc()).limit(limit).offset(offset))
    return [AuditEntry(**row._mapping) for row in rows]


def _about(reader: Reader, search: str) -> ColumnElement[bool]:
    theirs = audit.c.object.in_(keys(reader, search))
    if search.strip():
        return theirs
    lists = and_(audit.c.agency == (reader.agency or None), audit.c.action.in_((*LISTS, ITSELF)))
    return or_(theirs, lists, audit.c.action.in_(BUILDING))


def _chosen(reader: Reader, chosen: LookFilters) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if chosen.actor:
        conditions.append(_by(reader, [chosen.actor]))
    if chosen.others_than:
        conditions.append(not_(_by(reader, chosen.others_than)))
    if chosen.since:
        conditions.append(audit.c.at >= _written(chosen.since))
    if chosen.until:
        conditions.append(audit.c.at < _written(chosen.until))
    return conditions


def _by(reader: Reader, actors: Collection[str]) -> ColumnElement[bool]:
    return and_(audit.c.agency == (reader.agency or ""), audit.c.actor.in_(actors))


def _written(moment: datetime) -> str:
    """Return a time as the audit writes it; texts of this form sort like the times."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
