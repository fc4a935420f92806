"""The record as the oracle sees it."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

from dashboard.records import cases, checklists, consents, overrides, reviews, risk, submissions

IRAQ = timedelta(hours=3)


@dataclass
class World:
    """Everything in the record, as dictionaries with their case beside them."""

    now: datetime
    cases: dict
    sent: list
    decisions: list
    steps: list
    consents: list
    overrides: list
    reviews: list

    @classmethod
    def read(cls, records, now):
        with records.read() as tx:
            every = {case.key: asdict(case) for case in cases.every(tx, "", 10**6)}
            gone = submissions.superseded(tx)
            sent = [{**asdict(each), "standing": each.id not in gone} for _seq, each in submissions.every(tx, 0, 10**6)]
            logs = [
                [asdict(each) for each in room.every(tx)] for room in (risk, checklists, consents, overrides, reviews)
            ]
        return cls(now, every, sent, *logs)

    @property
    def today(self):
        return (self.now + IRAQ).date()

    def forms(self, area, form, standing=True):
        """Return the entries of a form: answers, case_key, id, at, and the case."""
        return [
            {
                **each["answers"],
                "case_key": each["case_key"],
                "id": each["id"],
                "at": each["at"],
                "case": self.cases[each["case_key"]],
            }
            for each in self.sent
            if (each["area"], each["form"]) == (area, form) and (each["standing"] or not standing)
        ]

    def newest(self, area, form, order=("at", "id")):
        """Return the newest standing entry of each case."""
        found = {}
        for each in sorted(self.forms(area, form), key=lambda one: [one[name] for name in order]):
            found[each["case_key"]] = each
        return list(found.values())

    def closings(self):
        """Return the closures that a supervisor approved."""
        approved = {each["submission_id"] for each in self.reviews if each["state"] == "approved"}
        return [each for each in self.forms("core", "closure") if each["id"] in approved]


def day(moment):
    return (moment + IRAQ).date()


def hours(start, end):
    """Whole minutes between two moments, in hours."""
    cut = [each.replace(second=0, microsecond=0) for each in (start, end)]
    return (cut[1] - cut[0]) / timedelta(hours=1)


def is_(value, *wanted):
    """Whether an answer is one of some codes; None when there is no answer."""
    return None if value is None else value in wanted
