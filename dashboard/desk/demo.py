"""The demo workspace: invented cases, then a release for every closed quarter."""

from collections.abc import Callable

from dashboard.access import Permission, Principal, require
from dashboard.desk.house import House
from dashboard.desk.releases import plan
from dashboard.interchange.demo import ACCOUNTS, PASSWORD, fill
from dashboard.projection import Projection
from dashboard.release import build, closed_quarters

__all__ = ["ACCOUNTS", "PASSWORD", "make"]

Progress = Callable[[float, str], None]
MONTHS = 24


def make(house: House, who: Principal, *, cases: int, progress: Progress) -> None:
    """Fill an empty demo workspace; `progress` gets the share done (0 to 1) and what is being done."""
    require(who, Permission.build_releases)
    fill(house, cases=cases, now=house.now(), progress=lambda done, text: progress(done * 0.75, text))
    progress(0.75, "Preparing live figures")
    house.settle()
    _release(house, who, progress)
    progress(1.0, "Ready")


def _release(house: House, who: Principal, progress: Progress) -> None:
    delay = int(house.workspace.setting("release", "delay_days", 14))
    quarters = closed_quarters(house.now(), delay_days=delay, months=MONTHS)
    source = Projection.open(None, house.relations())
    source.follow(house.records)
    policy = plan(house, who)
    for done, quarter in enumerate(quarters):
        progress(0.85 + 0.15 * done / len(quarters), f"Releasing {quarter}")
        build(source, house.workspace.releases, quarter, now=house.now(), delay_days=delay, policy=policy)
    source.close()
