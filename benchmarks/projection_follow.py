"""How long the projection takes to read one save, with a million cases present against a thousand, in one run.

A save corrects a case, takes a risk decision and sends a form, in one transaction as the actions do; what is measured is
`Projection.follow` after it, with a file as a running dashboard has it. Goal: under 2 times. Making the records takes
ten minutes and more than a gigabyte of disk; with --keep FOLDER they are used again.
Run it with: python -m benchmarks.projection_follow [1e3 1e6] [--keep FOLDER]
"""

import argparse
import random
import statistics
import tempfile
import time
from pathlib import Path
from uuid import uuid4

from benchmarks.records import OPENED, case, fill_records
from dashboard.casework.core_forms import core_relations
from dashboard.projection import Projection
from dashboard.records import Records, cases, risk, submissions
from dashboard.records.risk import RiskDecision
from dashboard.records.submissions import Submission
from dashboard.registry import Registry

SAVES = 100
WARM = 5


def opened(kept: Path, folder: Path, count: int) -> tuple[Records, Projection]:
    """Return a record with `count` cases, and its projection; the record is made unless `kept` has it already."""
    path = kept / f"{count}.db"
    is_made = path.exists()
    records = Records.open(f"sqlite:///{path}")
    if not is_made:
        fill_records(records, count)
    projection = Projection.open(folder / f"{count}.duckdb", [*Registry.load().forms(), *core_relations()])
    begun = time.perf_counter()
    projection.follow(records)
    print(f"{count:>10,} cases: made anew in {time.perf_counter() - begun:.1f} s", flush=True)
    return records, projection


def save(records: Records, number: int) -> None:
    """Write into one case what a visit of a survivor writes: a form, a risk decision and a correction."""
    key, fresh = case(number).key, str(uuid4())
    with records.write() as tx:
        current = cases.get(tx, key)
        assert current is not None
        sent = Submission(
            id=fresh,
            case_key=key,
            area="core",
            form="need",
            form_version="1",
            answers={"service_type": "legal_aid"},
            at=OPENED,
            by="person-1",
        )
        submissions.submit(tx, sent)
        decision = RiskDecision(
            id=fresh,
            case_key=key,
            level="high",
            suggested=None,
            reasons=(),
            override_reason="",
            at=OPENED,
            by="person-1",
            submission_id=fresh,
        )
        risk.decide(tx, decision)
        cases.amend(tx, key, current.version, {"displacement": "idp"}, by="person-1", at=OPENED)


def followed(records: Records, projection: Projection, number: int) -> float:
    """Save once and return how many milliseconds the projection takes to follow."""
    save(records, number)
    begun = time.perf_counter()
    assert projection.follow(records) > 0
    return (time.perf_counter() - begun) * 1000


def measured(kept: Path, folder: Path, sizes: list[int]) -> dict[int, float]:
    """Return the median milliseconds to follow a save, by size (number of cases); the sizes take turns."""
    chance = random.Random(1)
    opened_by_size = {count: opened(kept, folder, count) for count in sizes}
    spent: dict[int, list[float]] = {count: [] for count in sizes}
    for _save in range(SAVES + WARM):
        for count, (records, projection) in opened_by_size.items():
            spent[count].append(followed(records, projection, chance.randrange(count)))
    for records, projection in opened_by_size.values():
        projection.close()
        records.close()
    return {count: statistics.median(milliseconds[WARM:]) for count, milliseconds in spent.items()}


def main() -> None:
    """Print the median at each size, and the ratio of the largest size to the smallest."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=float, default=[1e3, 1e6])
    parser.add_argument("--keep", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        medians = measured(options.keep or Path(folder), Path(folder), [int(size) for size in options.sizes])
    for count, median in medians.items():
        print(f"{count:>10,} cases: following one save {median:.1f} ms")
    print(f"ratio {medians[max(medians)] / medians[min(medians)]:.2f}")


if __name__ == "__main__":
    main()
