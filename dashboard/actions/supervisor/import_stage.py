"""Writing on the stage in small bites, so that whoever saves a form meanwhile does not wait, and wiping it afterwards."""

import time
from collections.abc import Callable, Iterable
from typing import Any

from dashboard.access import Permission, Principal, operator
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.records import batches, staging
from dashboard.records.batches import Batch

BITE = 200
"""So many rows of a file are written in one transaction: about a tenth of a second in which others wait."""
WIPED = 500
"""So many rows of each table of the stage are wiped in one transaction."""
STAGED = "what is staged is nowhere to be seen; the lines of planning and taking name it"
MACHINE = operator("supervisor", "any agency")
"""Who tidies up when the server starts: what a killed process left is of any agency."""


def in_bites(context: Context, who: Principal, steps: Iterable[Callable[[Act], Any]]) -> None:
    """Run each step in a transaction of its own, and let others write for as long as it took before the next one."""
    for step in steps:
        begun = time.monotonic()
        with context.act(who, Permission.import_cases, unaudited=STAGED) as act:
            step(act)
        time.sleep(time.monotonic() - begun)


def wipe(context: Context, who: Principal, batch: str) -> None:
    """Take everything of a batch off the stage."""
    _wipe(context, who, lambda act: staging.wipe(act.tx, batch, WIPED))


def wipe_attempt(context: Context, who: Principal, attempt: str) -> None:
    """Take what one attempt staged off the stage; the plan stays."""
    _wipe(context, who, lambda act: staging.wipe_attempt(act.tx, attempt, WIPED))


def _wipe(context: Context, who: Principal, step: Callable[[Act], int]) -> None:
    left = 1

    def once(act: Act) -> None:
        nonlocal left
        left = step(act)

    while left:
        in_bites(context, who, [once])


def tidy(context: Context, who: Principal) -> None:
    """Drop plans that are too old, and take off the stage what a process left that was killed.

    Every start of the server and every plan begins with it. A plan that waits, and one that is being taken, are left alone.
    """
    with context.read(who, Permission.import_cases) as tx:
        old = batches.left_over(tx, context.now())
        ended = [batch for batch in staging.left_on_stage(tx) if not batches.waits(tx, batch)]
    in_bites(context, who, map(_dropping, old))
    for batch_id in {*ended, *(batch.id for batch in old)}:
        wipe(context, who, batch_id)


def _dropping(batch: Batch) -> Callable[[Act], bool]:
    return lambda act: batches.move(act.tx, batch.id, batch.state, "dropped", act.at)
