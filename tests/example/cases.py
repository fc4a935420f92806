"""Fill a new workspace with a closed quarter: `python cases.py WORKSPACE NUMBER` prints the quarter."""

import random
import sys
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from uuid import UUID

from dashboard.casework.intake import context
from dashboard.contract import Case
from dashboard.desk.house import House
from dashboard.forms import Form, to_json
from dashboard.interchange.demo.answering import pool
from dashboard.interchange.demo.inventing import Inventor
from dashboard.interchange.demo.people import hire
from dashboard.records import bulk, submissions
from dashboard.records.submissions import Submission
from dashboard.release import Period, closed_quarters
from dashboard.workspace import Workspace

AREA, POOL, STREAMS = "education", 25, ("tfgbv", "tf_csea")
OFTEN = {"standing": 0.75, "contacts": 0.4}


def main(path: str, count: int) -> None:
    """Invent agencies, people, cases, and what the area recorded of them."""
    house, rng = House.open(Workspace.create(Path(path), demo=True), live=False), random.Random(7)
    quarter = Period.parse(closed_quarters(house.now(), delay_days=14, months=24)[-1])
    weights = tomllib.loads((files("ovtf_data") / "demo.toml").read_text("utf-8"))
    forms = [form for area, form in house.registry.forms() if area == AREA]
    with house.records.write() as tx:
        staff = hire(tx, rng, weights["governorates"], quarter.start, 3)
        for form in forms:
            submissions.declare(tx, AREA, form.name, form.version, form.source, quarter.start)
        inventor, length = Inventor(rng, weights, staff, house.now()), quarter.end - quarter.start
        cases = [inventor.case(quarter.start + length * rng.uniform(0.05, 0.95)) for _n in range(count)]
        bulk.add_cases(tx, cases)
        bulk.add_submissions(tx, sorted(_sent(house, cases, forms, rng), key=lambda each: each.at))
    house.close()
    print(quarter)


def _sent(house: House, cases: list[Case], forms: list[Form], rng: random.Random) -> Iterator[Submission]:
    """Yield what was sent in: random answers that the forms accept."""
    first = {stream: next(each for each in cases if each.stream == stream) for stream in STREAMS}
    for form in forms:
        pools = {stream: pool(form, context(case), rng, POOL, house.now()) for stream, case in first.items()}
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
