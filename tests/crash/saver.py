"""A child process of the crash tests: saves for ever and says so after each commit.

Usage: saver.py URL NAME [COUNT]. One line for each commit: "saved NAME-n". With COUNT it stops there.
"""

import sys
from datetime import UTC, datetime
from itertools import count, islice

from dashboard.records import Records, audit, cases, drafts, risk, submissions
from dashboard.records.risk import RiskDecision
from dashboard.records.sealing import Key
from dashboard.records.submissions import Submission

SEAL = Key(b"the key of this test")


def save(records: Records, key: str, name: str) -> None:
    """Write one submission with everything that belongs to it, as the actions do, in one transaction."""
    at = datetime.now(UTC)
    with records.write() as tx:
        case = cases.get(tx, key)
        assert case is not None
        draft = drafts.open(tx, person=name, case_key=key, area="safety", form="plan", answers={}, at=at)
        submissions.submit(
            tx,
            Submission(
                id=name,
                case_key=key,
                area="safety",
                form="plan",
                form_version="1",
                answers={"q": name * 50},
                at=at,
                by="person-1",
            ),
        )
        risk.decide(
            tx,
            RiskDecision(
                id=name,
                case_key=key,
                level="high",
                suggested=None,
                reasons=(),
                override_reason="",
                at=at,
                by="person-1",
                submission_id=name,
            ),
        )
        cases.amend(tx, key, case.version, {"displacement": "idp"}, by="person-1", at=at)
        drafts.finish(tx, draft.id, at)
        audit.append(
            tx, SEAL, at=at, actor="person-1", role="case_manager", agency="A01", action="form.submit", object=name
        )


def main(url: str, name: str, times: str = "") -> None:
    """Save until stopped, or as often as was asked."""
    records = Records.open(url)
    with records.read() as tx:
        key = cases.every(tx)[0].key
    print("ready", flush=True)
    for n in islice(count(), int(times) if times else None):
        save(records, key, f"{name}-{n}")
        print(f"saved {name}-{n}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
