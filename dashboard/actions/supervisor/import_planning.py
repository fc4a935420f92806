"""Planning an import: who plans what is on record first, then its rows, and the plan waits when all of them are there."""

import hashlib
import random
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_stage import BITE, in_bites, tidy
from dashboard.actions.supervisor.import_taking import SECRET, calendar
from dashboard.interchange.checking import Incoming
from dashboard.interchange.mapped import Fault
from dashboard.interchange.planning import plan
from dashboard.records import batches, cases, imports, staging
from dashboard.records.batches import LIFE, STAGING, Batch
from dashboard.records.staging import PlannedRow


def plan_prepared(
    context: Context, who: Principal, prepared: Mapping[str, Any], *, mapping: str, mapping_toml: str, file_digest: str
) -> Batch:
    """Keep as a plan what the job "prepare" answered (interchange/preparing.py), beside what came in before."""
    rows = [Incoming.from_json(each) for each in prepared["incoming"]]
    secret, agency = context.workspace.secret(SECRET), who.agency or ""
    with context.read(who, Permission.import_cases) as tx:
        known, quarters, there = imports.known_rows(tx, agency), calendar(tx), cases.of_agency(tx, agency)
    report = plan(
        rows,
        known,
        quarters,
        context.now(),
        secret=secret,
        cases=there,
        faults=[Fault(**fault) for fault in prepared["faults"]],
        **{name: prepared[name] for name in ("read", "left_out", "dropped", "notes")},
    )
    kinds = {(row.sheet, row.number): row.kind for row in report.rows if row.kind != "same"}
    waiting = [
        PlannedRow(kind=kinds[row.sheet, row.number], ref_hash=row.ref_hash, incoming=row.to_json())
        for row in rows
        if (row.sheet, row.number) in kinds
    ]
    digest = hashlib.sha256(mapping_toml.encode()).hexdigest()
    return keep(
        context, who, waiting, report.to_json(), mapping=mapping, mapping_digest=digest, file_digest=file_digest
    )


def keep(
    context: Context,
    who: Principal,
    rows: Sequence[PlannedRow],
    report: Mapping[str, Any],
    *,
    mapping: str = "template",
    mapping_digest: str = "",
    file_digest: str = "",
) -> Batch:
    """Keep a plan with its rows; killed in between it is no plan, and its rows are taken off the stage later."""
    tidy(context, who)
    now = context.now()
    batch = Batch(
        id=str(uuid4()),
        agency=who.agency or "",
        by=who.person_id,
        at=now,
        expires_at=now + STAGING,
        mapping=mapping,
        mapping_digest=mapping_digest,
        file_digest=file_digest,
        report=dict(report),
    )
    with context.act(
        who, Permission.import_cases, audit="import.plan", about=batch.id, mapping=mapping, rows=len(rows)
    ) as act:
        batches.add(act.tx, batch)
    shuffled = random.SystemRandom().sample(rows, len(rows))  # or the order of the record told that of the file
    in_bites(context, who, (_keeping(batch, shuffled[first : first + BITE]) for first in range(0, len(rows), BITE)))
    in_bites(context, who, [lambda act: _is_whole(act, batch)])
    return batch


def _keeping(batch: Batch, some: Sequence[PlannedRow]) -> Callable[[Act], None]:
    return lambda act: staging.keep_planned(act.tx, batch.id, some)


def _is_whole(act: Act, batch: Batch) -> None:
    batches.move(act.tx, batch.id, "staging", "planned", expires_at=act.at + LIFE)
