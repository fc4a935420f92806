"""ovtf release plan: which tables the next releases have, what they cost, and what they would tell at the expected size."""

import math
from typing import Annotated

import typer

from dashboard.access import operator
from dashboard.actions.taskforce import plans as planning
from dashboard.cli.common import DEFAULT, WorkspaceOption, opened
from dashboard.release import Policy
from dashboard.release.adjusting import accuracy
from dashboard.release.policy import MU_MAX
from dashboard.release.prospect import prospect
from dashboard.release.shapes import Shape

WithoutOption = Annotated[
    list[str] | None, typer.Option(help="Leave out the tables of an area, such as digital; may be repeated.")
]
ExpectedOption = Annotated[
    int | None, typer.Option(min=0, help="New cases a quarter, of all agencies, if other than config.toml says.")
]


def plan(without: WithoutOption = None, expected: ExpectedOption = None, workspace: WorkspaceOption = DEFAULT) -> None:
    """Show what the next releases hold, cost and would tell at the expected size, and which menu is proposed for it."""
    with opened(workspace) as context:
        plans = planning.plans(context, operator(), without or (), expected)
    for part in plans.declared:
        print(f"{part.name}:")
        _tables(part.policy)
        told(part, plans.expected)
        print()
    _budget(plans)
    _proposal(plans)
    if plans.unused:
        print(f'Without effect, because menu is "whole": {", ".join(plans.unused)}.')
    print("Declare a menu before the first release of a year: what is built is never taken back.")


def _tables(policy: Policy) -> None:
    whole, exact = MU_MAX**2, accuracy(policy)
    print(f"{'table':<34} {'dimensions':<44} {'cells':>6} {'sigma':>6} {'floor':>6} {'cost':>7}")
    for table in policy.tables:
        cells = math.prod(len(policy.domains[dim]) for dim in table.dims)
        dims = " x ".join(dim.split(".")[-1] for dim in table.dims)
        floor, cost = exact[table.name].floor, table.cost / whole
        print(f"{table.name:<34} {dims:<44} {cells:>6} {table.spread:>6g} {floor:>6} {cost:>6.1%}")


def told(part: planning.Planned, expected: int) -> None:
    """Say what a release would tell of the expected cases; nothing where nobody has said how many are expected."""
    if not expected:
        return
    would, cases = prospect(part.policy, expected * part.quarters), expected * part.quarters
    print(
        f"At {cases} cases about {would.numbers:.0f} of {would.cells} numbers are shown ({would.numbers / would.cells:.0%}), "
        f"each up to {would.off[0]} to {would.off[1]} cases off in 19 of 20 tries; less than {_range(would.floors)} is hidden."
    )
    if part.quarters < 4 and would.waits > 0.01:
        print(f"It would be held back for too few cases in about {would.waits:.0%} of the tries.")


def _range(least_and_most: tuple[int, int]) -> str:
    least, most = least_and_most
    return str(least) if least == most else f"{least} or {most}"


def _budget(plans: planning.Plans) -> None:
    mu = math.hypot(*(part.policy.mu() for part in plans.declared))
    left, wait = 1 - mu**2 / MU_MAX**2, plans.declared[0].policy.wait / MU_MAX**2
    print(f"Together {mu:.2f} of {MU_MAX:.2f}. Left: {left:.1%}; each decision to wait takes {wait:.1%}.")


def _proposal(plans: planning.Plans) -> None:
    """Say which settings are proposed for the expected number of cases."""
    if not plans.expected:
        print(
            "Nobody has said how many cases are expected: write expected = 200 (a quarter) under [release] in config.toml."
        )
        return
    if plans.is_proposed:
        print(f"This is what is proposed for {plans.expected} cases a quarter.")
        return
    print(f"For {plans.expected} cases a quarter this is proposed, in config.toml, before anything of a year is built:")
    print("\n".join(["[release]", *_settings(plans.proposed)]))
    for part in plans.alternative:
        print(f"{part.name}:", end=" ")
        told(part, plans.expected)


def _settings(shape: Shape) -> list[str]:
    regions = "five" if shape.size == "large" else "two"
    return [
        f'menu = "{shape.size}"',
        f'rhythm = "{shape.rhythm}"',
        f'regions = "{regions}"',
        f"waits = {shape.waits}",
        f"yearly = {str(shape.yearly).lower()}",
    ]
