"""Taking a plan: its rows are staged in small bites, come in together in one short transaction, and the stage is wiped."""

import time
from collections.abc import Callable, Iterator
from typing import Any

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context

BITE = 200
"""So many rows of a file are staged in one transaction: a tenth of a second in which others wait."""
AGAIN = 3
"""How often a plan is made ready again because a case changed while its rows were staged."""
STAGED = "what is staged is nowhere to be seen; the lines of planning and committing name it"


def in_bites(context: Context, who: Principal, writing: Iterator[Callable[[Act], Any]]) -> None:
    """Run each step in a transaction of its own, and let others write for as long as it took before the next one."""
    for step in writing:
        begun = time.monotonic()
        with context.act(who, Permission.import_cases, unaudited=STAGED) as act:
            step(act)
        time.sleep(time.monotonic() - begun)
