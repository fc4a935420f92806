"""Releases, the only source of numbers across agencies: open, plan, build, correct, verify and attack them."""

from collections.abc import Collection

from dashboard.access import Permission, Principal
from dashboard.actions import heads
from dashboard.actions.context import Context
from dashboard.actions.taskforce import reporting
from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.records import people
from dashboard.release import (
    Correction,
    Finding,
    Offer,
    Period,
    Policy,
    Progress,
    Releases,
    ReleaseSummary,
    menu,
    quiet,
)
from dashboard.release import build as build_release
from dashboard.release import verify as verify_releases
from dashboard.release.allowing import check as check_release
from dashboard.release.attacker import Broken
from dashboard.release.attacker import attack as attack_release
from dashboard.release.source import made_anew

READING = 0.9
"""For the progress bar: reading the record takes about this share of a build."""


def open_releases(context: Context, who: Principal) -> Releases:
    """Return the published releases; a coordinator sees no other number of any agency."""
    context.require(who, Permission.see_releases)
    releases = Releases(context.workspace.releases)
    context.audit_look(who, "release.read", releases.newest() or "")
    return releases


def plan(context: Context, who: Principal, without: Collection[str] = ()) -> Policy:
    """Return the menu of the next release: the core's tables and those of the active areas, but for those in `without`."""
    context.require(who, Permission.build_releases)
    active = {plugin.name: plugin for plugin in context.registry.active}
    for name in without:
        if name not in active:
            raise ReleaseError(
                _("There is no area {name}.{hint}").format(name=repr(name), hint=did_you_mean(name, active))
            )
    return menu(
        Offer(plugin.name, plugin.released, plugin.datasets, plugin.module)
        for plugin in active.values()
        if plugin.released and plugin.name not in without
    )


def build(
    context: Context,
    who: Principal,
    period: str,
    *,
    without: Collection[str] = (),
    correction: Correction | None = None,
    progress: Progress = quiet,
) -> ReleaseSummary:
    """Close a period and publish it, once; the numbers come from a projection made anew from the record.

    A published period is built again only with a `correction`, which another person has approved.
    """
    policy = plan(context, who, without)
    if correction is not None:
        _check_approver(context, who, correction)
    path, now = context.workspace.releases, context.now()
    delay_days = context.workspace.settings.release.delay_days
    # What is refused, is refused before a case is read: closed period, budget, and that it was not published already.
    counted, _holds = check_release(path, Period.parse(period), now, delay_days, policy, correction is not None)
    context.audit_only(who, Permission.build_releases, "release.begin", period)
    progress(0.0, _("Reading the record"))
    with made_anew(context.workspace.building, context.relations(), context.records) as source:
        summary = build_release(
            source,
            path,
            period,
            now=now,
            delay_days=delay_days,
            policy=policy,
            correction=correction,
            reports=reporting.expected(context, who, period, counted),
            progress=lambda done, text: progress(READING + (1 - READING) * done, text),
        )
    context.audit_only(who, Permission.build_releases, "release.correct" if correction else "release.build", period)
    heads.note(context, "release")
    return summary


def _check_approver(context: Context, who: Principal, correction: Correction) -> None:
    """Raise ReleaseError unless another person, an active coordinator, approved the correction."""
    with context.records.read() as tx:
        approver = people.by_username(tx, correction.approver)
    if approver is None or not approver.active or approver.role != "coordinator" or approver.id == who.person_id:
        raise ReleaseError(
            _("A correction needs the approval of a coordinator who may sign in. {name} is none.").format(
                name=repr(correction.approver[:40])
            )
        )


def verify(context: Context, who: Principal) -> list[Finding]:
    """Check every published release and return what is wrong: digest, full grid, rounding and floors, budget."""
    context.require(who, Permission.build_releases)
    return verify_releases(Releases(context.workspace.releases))


def attack(context: Context, who: Principal, period: str | None, cells: int) -> tuple[int, list[Broken]]:
    """Try to prove small cells of a published release (the newest for None) as an attacker would.

    Returns how many cells were attacked, and those that were proved.
    """
    context.require(who, Permission.build_releases)
    releases = Releases(context.workspace.releases)
    chosen = period or releases.newest()
    if chosen is None:
        raise ReleaseError(_("There is no release yet, so there is nothing to attack."))
    releases.about(chosen)  # raises when it was not published
    context.audit_only(who, Permission.build_releases, "release.attack", chosen)
    return attack_release(context.workspace.releases, chosen, cells)


def audit_export(context: Context, who: Principal, period: str) -> None:
    """Write into the audit that somebody downloaded published numbers."""
    context.audit_only(who, Permission.see_releases, "release.export", period)
