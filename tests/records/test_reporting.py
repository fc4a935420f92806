"""What agencies say of themselves: the first report of a quarter counts, and the newest word on where they work."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import DBAPIError

from dashboard.records import Records, reporting
from dashboard.records.reporting import Places, Report


def report(at: datetime, quarter: str = "2026-Q3", agency: str = "A01") -> Report:
    return Report(agency=agency, quarter=quarter, at=at, by="person-1")


def works(at: datetime, *codes: str, agency: str = "A01") -> Places:
    return Places(agency=agency, governorates=codes, at=at, by="person-1")


def test_the_first_report_of_a_quarter_counts(records: Records, t0: datetime) -> None:
    with records.write() as tx:
        assert reporting.confirm(tx, report(t0)) is True
        assert reporting.confirm(tx, report(t0 + timedelta(days=1))) is False
    with records.read() as tx:
        assert reporting.every(tx) == [report(t0)]


def test_a_backlog_is_kept_as_it_was_said_first(records: Records, t0: datetime) -> None:
    said = replace(report(t0), backlog=True)
    with records.write() as tx:
        assert reporting.confirm(tx, said) and not reporting.confirm(tx, report(t0))
        assert reporting.every(tx) == [said]


def test_reports_come_by_quarter_and_of_one_agency_alone(records: Records, t0: datetime) -> None:
    later, other = report(t0, "2026-Q4"), report(t0, agency="A02")
    with records.write() as tx:
        for each in (later, other, report(t0)):
            reporting.confirm(tx, each)
        assert reporting.every(tx) == [report(t0), other, later]
        assert reporting.of_agency(tx, "A01") == [report(t0), later]


def test_the_newest_declaration_counts_also_within_one_moment(records: Records, t0: datetime) -> None:
    last, other = works(t0, "IQ-SU"), works(t0, agency="A02")
    with records.write() as tx:
        for each in (works(t0 + timedelta(days=1), "IQ-AR", "IQ-DA"), other, last):
            reporting.declare(tx, each)
    with records.read() as tx:
        assert reporting.newest(tx) == {"A01": last, "A02": other}


def test_only_members_report(records: Records, t0: datetime) -> None:
    for write in (
        lambda tx: reporting.confirm(tx, report(t0, agency="A09")),
        lambda tx: reporting.declare(tx, works(t0, "IQ-AR", agency="A09")),
    ):
        with pytest.raises(DBAPIError), records.write() as tx:
            write(tx)
