"""Fill a new workspace: a closed quarter of cases, and one of today, alone in its agency and with consent.

`python cases.py WORKSPACE NUMBER` prints the quarter and the key of the one case.
"""

import random
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from dashboard.actions.context import Context
from dashboard.casework.intake import form_context
from dashboard.contract import Case
from dashboard.forms import Form, to_json
from dashboard.records import bulk, reporting, submissions
from dashboard.records.consents import Consent
from dashboard.records.reporting import Report
from dashboard.records.submissions import Submission
from dashboard.release import Period, closed_quarters
from dashboard.workspace import Workspace
from ovtf_demo.answering import pool
from ovtf_demo.inventing import Inventor
from ovtf_demo.people import hire

AREA, POOL, STREAMS = "education", 25, ("tfgbv", "tf_csea")
FRESH = {"status": "open", "reported_elsewhere": "no", "risk_decided_at": None, "first_action_at": None}
OFTEN = {"standing": 0.75, "contacts": 0.4}


def main(path: str, count: int) -> None:
    """Invent agencies, people, cases, and what the area recorded of them."""
    context, rng = Context.open(Workspace.create(Path(path), demo=True), live=False), random.Random(7)
    quarter = Period.parse(closed_quarters(context.now(), delay_days=14, months=24)[-1])
    weights = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
    forms = [form for area, form in context.registry.forms() if area == AREA]
    with context.records.write() as tx:
        *staff, alone = hire(tx, rng, weights["governorates"], quarter.start, 4)
        for form in forms:
            submissions.declare(tx, AREA, form.name, form.version, form.source, quarter.start)
        inventor, length = Inventor(rng, weights, staff, context.now()), quarter.end - quarter.start
        cases = [inventor.case(quarter.start + length * rng.uniform(0.05, 0.95)) for _n in range(count)]
        said = Report(agency=staff[0].code, quarter=str(quarter), at=quarter.end, by="person-1")
        reporting.confirm(tx, said)
        bulk.add_cases(tx, cases)
        bulk.add_submissions(tx, sorted(_sent(context, cases, forms, rng), key=lambda each: each.at))
        today = _of_today(inventor.case(context.now() - timedelta(hours=2), staff=alone))
        bulk.add_cases(tx, [today])
        bulk.add_consents(tx, [_agreed(today, scope) for scope in ("services", "reporting", "information_sharing")])
    context.close()
    print(quarter, today.key)


def _of_today(case: Case) -> Case:
    """Return the case as that of a woman of 20, of whom nobody has assessed anything."""
    return replace(case, stream="tfgbv", age=20, age_band="18_24", risk_level=None, consent_reporting=True, **FRESH)


def _agreed(case: Case, scope: str) -> Consent:
    return Consent(
        id=f"{case.key}-{scope}", case_key=case.key, scope=scope, value="yes", at=case.opened_at, by=case.case_manager
    )


def _sent(context: Context, cases: list[Case], forms: list[Form], rng: random.Random) -> Iterator[Submission]:
    """Yield what was sent in: random answers that the forms accept."""
    first = {stream: next(each for each in cases if each.stream == stream) for stream in STREAMS}
    for form in forms:
        pools = {stream: pool(form, form_context(case), rng, POOL, context.now()) for stream, case in first.items()}
        for case in cases:
            if rng.random() < OFTEN[form.name]:
                yield Submission(
                    id=str(UUID(int=rng.getrandbits(128), version=4)),
                    case_key=case.key,
                    area=AREA,
                    form=form.name,
                    form_version=form.version,
                    answers=to_json(form, rng.choice(pools[case.stream])),
                    at=case.opened_at,
                    by=case.case_manager,
                )


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
