"""Planning an import: who plans what is on record first, then its rows, and the plan waits when all of them are there."""

import hashlib
import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act, out_of_sight
from dashboard.actions.context import Context
from dashboard.actions.supervisor.import_stage import BITE, in_bites, tidy
from dashboard.actions.supervisor.import_taking import SECRET, calendar
from dashboard.errors import ImportRefused
from dashboard.interchange.checking import Incoming
from dashboard.interchange.child import run
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import shipped
from dashboard.interchange.planning import plan
from dashboard.records import Tx, batches, cases, imports, staging
from dashboard.records.batches import LIFE, STAGING, Batch
from dashboard.records.imports import Known
from dashboard.records.staging import PlannedRow

OWN = "own"
"""What the mapping of a file is called that is of no kind that we know."""


def plan_file(context: Context, who: Principal, name: str, content: bytes, mapping_toml: str) -> str:
    """Plan a file and return the plan's id; a child process reads it, outside any transaction."""
    context.require(who, Permission.import_cases)
    prepared = run(
        "prepare",
        {
            "name": name,
            "content": content,
            "mapping": mapping_toml,
            "agency": who.agency or "",
            "secret": context.workspace.secret(SECRET).hex(),
            "now": context.now().isoformat(),
        },
    )
    refuse_whole(Fault(**fault) for fault in prepared["faults"])
    # It goes into the audit: whatever else stands there stays out of it.
    kind = prepared["kind"] if prepared["kind"] in shipped() else OWN
    digest = hashlib.sha256(content).hexdigest()
    return plan_prepared(context, who, prepared, mapping=kind, mapping_toml=mapping_toml, file_digest=digest).id


def refuse_whole(faults: Iterable[Fault]) -> None:
    """Raise ImportRefused for faults of whole columns: rows without them would be read wrongly, and not only left out."""
    whole = [fault for fault in faults if not fault.row]
    if whole:
        told = (f"{': '.join(part for part in (f.sheet, f.column) if part)}: {f.message}".lstrip(": ") for f in whole)
        raise ImportRefused("\n".join(dict.fromkeys(told)))


def plan_prepared(
    context: Context, who: Principal, prepared: Mapping[str, Any], *, mapping: str, mapping_toml: str, file_digest: str
) -> Batch:
    """Keep as a plan what the job "prepare" answered (interchange/preparing.py), beside what came in before."""
    rows = [Incoming.from_json(each) for each in prepared["incoming"]]
    secret, agency = context.workspace.secret(SECRET), who.agency or ""
    with context.read(who, Permission.import_cases) as tx:
        known, quarters, there = imports.known_rows(tx, agency), calendar(tx), cases.of_agency(tx, agency)
        digests = {row.ref_hash: row.digest for row in rows}
        known |= _unknown_to(tx, who, context.now(), known, digests)
        other = [each for each in known.values() if each.row_digest != digests.get(each.ref_hash, each.row_digest)]
        known |= imports.with_record(tx, other)
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
        PlannedRow(kind=kinds[row.sheet, row.number], ref_hash=row.ref_hash, incoming=given)
        for row, given in zip(
            rows, prepared["incoming"], strict=True
        )  # as it was given: no second copy of a large file
        if (row.sheet, row.number) in kinds
    ]
    digest = hashlib.sha256(mapping_toml.encode()).hexdigest()
    return keep(
        context, who, waiting, report.to_json(), mapping=mapping, mapping_digest=digest, file_digest=file_digest
    )


def _unknown_to(
    tx: Tx, who: Principal, now: datetime, known: Mapping[str, Known], digests: Mapping[str, str]
) -> dict[str, Known]:
    """Return the rows of cases of which a person may not know, as if the file had nothing new of them: it tells her nothing."""
    hidden = set(out_of_sight(tx, who, now))
    return {
        ref_hash: replace(each, row_digest=digests.get(ref_hash, each.row_digest))
        for ref_hash, each in known.items()
        if each.case.key in hidden
    }


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
