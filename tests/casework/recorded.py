"""What is recorded of a case and what is due for it: for the tests of the core's tasks."""

import dataclasses
from datetime import UTC, datetime

from dashboard.casework.tasks import core_tasks
from dashboard.contract import CaseRecord, Entry
from dashboard.settings import Timelines

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
TIMES = Timelines(normal=6, consent=3, answer=4, look_again=10, follow_up=12)
REFERRAL = {"service_type": "legal_aid", "status": "sent", "urgency": "later", "sent_on": "2026-11-25"}
AGREED = {"services": "yes", "information_sharing": "yes"}


def record(consents=AGREED, **forms) -> CaseRecord:
    """Return a record; each form is answers, or several entries, newest first; what happened is recorded."""
    found = {}
    for name, sent in ({"incident": {}} | forms).items():
        several = sent if isinstance(sent, list) else [sent]
        found[f"core.{name}"] = tuple(
            Entry(id=f"{name}{number:08}"[-8:] + "-rest", form=name, answers=answers, at=NOW)
            for number, answers in enumerate(several)
        )
    return CaseRecord(forms=found, consents=consents)


def due(case, record_):
    tasks = core_tasks(case, record_, TIMES)
    assert all(task.reason and task.label and task.case_key == case.key for task in tasks)
    names = [task.name.rsplit("_", 1)[0] if task.name[-1].isdigit() else task.name for task in tasks]
    return dict(zip(names, (task.due for task in tasks), strict=True))


def child(case):
    return dataclasses.replace(case, stream="tf_csea", age=14, age_band="12_17")
