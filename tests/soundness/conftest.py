"""A record written by hand: a few cases, each with exactly what a test says."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from uuid import UUID

import pytest

from dashboard.analysis import Cut, figure, left_out, measure
from dashboard.contract import Case, View
from dashboard.projection import Projection
from dashboard.records import Records, agencies, bulk, submissions
from dashboard.records.reviews import Review
from dashboard.records.submissions import Submission
from tests.analysis.conftest import FIGURES, FORMS
from tests.analysis.histories import NOW

ONE = Case(
    key="",
    agency="A01",
    case_manager="p",
    opened_at=NOW - timedelta(days=40),
    report_date=(NOW - timedelta(days=40)).date(),
    governorate="IQ-AR",
    stream="tfgbv",
    age=None,
    age_band="18_24",
    gender="female",
    disability="no",
    displacement="resident",
    violence_types=("deepfake",),
    primary_violence_type="deepfake",
    platforms=("x",),
    primary_platform="x",
    consent_services=True,
    consent_reporting=True,
)


class Record:
    """Cases and forms, and what the figures say of them."""

    def __init__(self, records):
        self.records, self.numbers = records, count(1)
        self.projection = Projection.open(None, FORMS)
        with records.write() as tx:
            agencies.add(tx, agencies.Agency(code="A01", name="One", created_at=NOW))
            for area, form in FORMS:
                submissions.declare(tx, area, form.name, form.version, form.source, NOW)

    def id(self):
        return str(UUID(int=next(self.numbers)))

    def case(self, **changes):
        case = replace(ONE, key=f"OV-{next(self.numbers):04}-HAND", **changes)
        with self.records.write() as tx:
            bulk.add_cases(tx, [case])
        return case.key

    def form(self, key, area, form, approved=False, **answers):
        at = NOW - timedelta(days=20)
        sent = Submission(
            id=self.id(), case_key=key, area=area, form=form, form_version="1", answers=answers, at=at, by="p"
        )
        with self.records.write() as tx:
            bulk.add_submissions(tx, [sent])
            if approved:
                asked = Review(
                    id=self.id(),
                    case_key=key,
                    submission_id=sent.id,
                    area=area,
                    form=form,
                    state="approved",
                    at=at,
                    by="p",
                )
                bulk.add_reviews(tx, [asked])

    def shows(self, name, **period):
        """Return what a figure such as core.open_share shows."""
        area, declared, dataset = FIGURES[name]
        self.projection.follow(self.records)
        compute = figure if isinstance(declared, View) else measure
        return compute(self.projection, area, declared, Cut(agency="A01", now=NOW, **period), dataset)

    def left_out(self):
        self.projection.follow(self.records)
        return left_out(self.projection, Cut(agency="A01", now=NOW))


@pytest.fixture
def record(tmp_path):
    records = Records.open(f"sqlite:///{tmp_path / 'records.db'}")
    made = Record(records)
    yield made
    made.projection.close()
    records.close()
