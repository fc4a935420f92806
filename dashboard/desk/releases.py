"""Releases: the only door to cross-agency numbers, opened and built here."""

from dashboard.access import Permission, Principal, require
from dashboard.desk.house import House
from dashboard.projection import Projection
from dashboard.release import Releases, ReleaseSummary
from dashboard.release import build as build_release


def open_releases(house: House, who: Principal) -> Releases:
    """Return the published releases; whoever may see them sees nothing else across agencies."""
    require(who, Permission.see_releases)
    releases = Releases(house.workspace.releases)
    house.note_look(who, "release.read", releases.newest() or "")
    return releases


def build(house: House, who: Principal, period: str) -> ReleaseSummary:
    """Close a period and publish it, once; the numbers come from a projection made anew from the record."""
    require(who, Permission.build_releases)
    source = Projection.open(None, house.relations())
    try:
        source.follow(house.records)
        delay = int(house.workspace.setting("release", "delay_days", 14))
        summary = build_release(source, house.workspace.releases, period, now=house.now(), delay_days=delay)
    finally:
        source.close()
    with house.records.write() as tx:
        house.note(tx, who, "release.build", period)
    return summary


def note_export(house: House, who: Principal, period: str) -> None:
    """Write into the audit that someone took published numbers away."""
    require(who, Permission.see_releases)
    with house.records.write() as tx:
        house.note(tx, who, "release.export", period)
