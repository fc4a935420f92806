"""What agencies declare apart from any case: from when on they bring cases, which quarters are complete, where they work."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, insert, select

from dashboard.records.engine import Tx
from dashboard.records.tables import agency_places as places
from dashboard.records.tables import agency_reports as reports
from dashboard.records.tables_agencies import agency_starts as begun


@dataclass(frozen=True, kw_only=True)
class Report:
    """An agency's statement that its records of a quarter ("2026-Q3") are complete: who (`by`) made it, and when.

    `backlog` is her word that cases of earlier months were entered in the quarter. No case is looked at for it.
    """

    agency: str
    quarter: str
    at: datetime
    by: str
    backlog: bool = False


@dataclass(frozen=True, kw_only=True)
class Start:
    """An agency's declaration that it brings cases from a quarter ("2024-Q1") on, which is before it joined."""

    agency: str
    quarter: str
    at: datetime
    by: str


@dataclass(frozen=True, kw_only=True)
class Places:
    """An agency's declaration of where it works from `at` on: codes of governorates."""

    agency: str
    governorates: tuple[str, ...]
    at: datetime
    by: str


def confirm(tx: Tx, new: Report) -> bool:
    """Append a report and return True; when the quarter has one of this agency, write nothing and return False."""
    if any(report.quarter == new.quarter for report in of_agency(tx, new.agency)):
        return False
    tx.execute(insert(reports).values(**asdict(new)))
    return True


def of_agency(tx: Tx, agency: str) -> list[Report]:
    """Return an agency's reports, oldest quarter first."""
    return _reports(tx, select(reports).where(reports.c.agency == agency))


def every(tx: Tx) -> list[Report]:
    """Return the reports of all agencies, oldest quarter first."""
    return _reports(tx, select(reports))


def _reports(tx: Tx, query: Select[Any]) -> list[Report]:
    rows = tx.execute(query.order_by(reports.c.quarter, reports.c.agency))
    return [Report(agency=row.agency, quarter=row.quarter, at=row.at, by=row.by, backlog=row.backlog) for row in rows]


def declare(tx: Tx, new: Places) -> None:
    """Append where an agency works from now on."""
    tx.execute(insert(places).values(**asdict(new) | {"governorates": list(new.governorates)}))


def newest(tx: Tx) -> dict[str, Places]:
    """Return the newest declaration of where an agency works, by agency; an agency without one is left out."""
    last = select(func.max(places.c.seq)).group_by(places.c.agency)
    rows = tx.execute(select(places).where(places.c.seq.in_(last)).order_by(places.c.agency))
    return {
        row.agency: Places(agency=row.agency, governorates=tuple(row.governorates), at=row.at, by=row.by)
        for row in rows
    }


def begin(tx: Tx, new: Start) -> None:
    """Append from which quarter on an agency brings cases."""
    tx.execute(insert(begun).values(**asdict(new)))


def starts(tx: Tx) -> list[Start]:
    """Return every declaration of a first quarter, the oldest first; of an agency's own the newest counts."""
    rows = tx.execute(select(begun).order_by(begun.c.seq))
    return [Start(agency=row.agency, quarter=row.quarter, at=row.at, by=row.by) for row in rows]
