"""Releases, the only source of numbers across agencies: open, plan, build, correct, verify and attack them."""

from collections.abc import Collection
from dataclasses import dataclass

from dashboard.access import Permission, Principal
from dashboard.actions import heads
from dashboard.actions.context import Context
from dashboard.actions.taskforce import contributions, corrections, reporting, spending
from dashboard.errors import ReleaseError, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.release import (
    AgencyReport,
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
from dashboard.release.declared import declared, policy_for
from dashboard.release.limits import spent, together
from dashboard.release.source import made_anew

READING = 0.9
"""For the progress bar: reading the record takes about this share of a build."""


def open_releases(context: Context, who: Principal) -> Releases:
    """Return the published releases; a coordinator sees no other number of any agency."""
    context.require(who, Permission.see_releases)
    releases = spending.published(context)
    context.audit_look(who, "release.read", releases.newest() or "")
    return releases


def plan(
    context: Context, who: Principal, without: Collection[str] = (), period: str = "", *, correcting: bool = False
) -> Policy:
    """Return the menu of a period, as the task force has declared it: the core's tables and those of the active areas,
    but for those in `without`. Without a period it is that of each one. A correction has
    the menu of the version that it corrects.
    """
    offered = offers(context, who, without)
    shape = declared(context.workspace.settings)
    if not period:
        return menu(offered, shape)
    past = spending.published(context).entries
    return policy_for(offered, shape, Period.parse(period), past, correcting=correcting)


def offers(context: Context, who: Principal, without: Collection[str] = ()) -> list[Offer]:
    """Return what the active areas add to a release, but for those in `without`."""
    context.require(who, Permission.build_releases)
    active = {plugin.name: plugin for plugin in context.registry.active}
    for name in without:
        if name not in active:
            raise ReleaseError(
                _("There is no area {name}.{hint}").format(name=repr(name), hint=did_you_mean(name, active))
            )
    return [
        Offer(plugin.name, plugin.released, plugin.datasets, plugin.module)
        for plugin in active.values()
        if plugin.released and plugin.name not in without
    ]


@dataclass(frozen=True, kw_only=True)
class Rehearsal:
    """What a build would do, known without looking at a case: the quarters that it counts, what it may tell of each case
    (`mu`), what all releases with the same cases may tell then (`together`), and who has reported.
    """

    period: str
    quarters: tuple[str, ...]
    mu: float
    together: float
    policy: Policy
    reports: tuple[AgencyReport, ...]
    lacking: str
    """What has to happen before it can be built, "" for nothing: somebody must have been expected, and have reported."""
    is_correction: bool
    expected: int
    """New cases a quarter that the task force expects, from the settings; 0 where it has not said so."""


def rehearse(
    context: Context, who: Principal, period: str, *, without: Collection[str] = (), correcting: bool = False
) -> Rehearsal:
    """Return what a build of a period would do; raise ReleaseError when it would be refused whoever reports.

    Decided by the calendar, past releases, the menu and what agencies have said: no case and no live figure is read, so
    that asking tells nothing, however often.
    """
    if correcting:
        corrections.approved(context, who, period)
    policy = plan(context, who, without, period, correcting=correcting)
    past = spending.published(context).entries
    allowed = check_release(
        past, Period.parse(period), context.now(), context.workspace.settings.release.delay_days, policy, correcting
    )
    reports = reporting.expected(context, who, period, allowed.quarters)
    return Rehearsal(
        period=str(Period.parse(period)),
        quarters=allowed.quarters,
        mu=allowed.mu,
        together=max(together((spent(past, quarter), allowed.mu)) for quarter in allowed.quarters),
        policy=policy,
        reports=reports,
        # A correction puts right what stands already, whoever had reported then.
        lacking="" if correcting else reporting.lacking(str(Period.parse(period)), reports),
        is_correction=correcting,
        expected=context.workspace.settings.release.expected,
    )


def build(
    context: Context,
    who: Principal,
    period: str,
    *,
    without: Collection[str] = (),
    correcting: bool = False,
    progress: Progress = quiet,
) -> ReleaseSummary:
    """Close a period and publish it, once; the numbers come from a projection made anew from the record.

    A published period is built again (`correcting`) only when somebody asked for it and a coordinator has approved it.
    """
    # What is refused, is refused before a case is read: closed period, budget, published already, nobody has reported.
    allowed = rehearse(context, who, period, without=without, correcting=correcting)
    if allowed.lacking:
        raise ReleaseError(allowed.lacking)
    correction = corrections.approved(context, who, period) if correcting else None
    context.audit_only(who, Permission.build_releases, "release.begin", period)
    progress(0.0, _("Reading the record"))
    sent = contributions.counting(context, who, allowed.quarters)
    others = contributions.opened(context, who, sent, allowed.policy)
    with made_anew(context.workspace.building, context.relations(), context.records) as source:
        for contribution in sent:  # an agency that sends its counts is counted by them alone: a case never twice
            source.rows("DELETE FROM core.cases WHERE agency = ?", [contribution.agency])
        summary = build_release(
            source,
            context.workspace.releases,
            period,
            journal=spending.RecordJournal(context, who),
            now=context.now(),
            delay_days=context.workspace.settings.release.delay_days,
            policy=allowed.policy,
            correction=correction,
            reports=allowed.reports,
            others=others,
            progress=lambda done, text: progress(READING + (1 - READING) * done, text),
        )
    heads.note(context, "release")
    return summary


def verify(context: Context, who: Principal) -> list[Finding]:
    """Check every published release and return what is wrong: digest, full grid, rounding and floors, budget; and
    whether the next one can be made of what the settings declare.
    """
    context.require(who, Permission.build_releases)
    findings = verify_releases(spending.published(context))
    try:
        declared(context.workspace.settings)
    except ReleaseError as error:
        return [*findings, Finding("config.toml", str(error))]
    return findings


def attack(context: Context, who: Principal, period: str | None, cells: int) -> tuple[int, list[Broken]]:
    """Try to prove small cells of a published release (the newest for None) as an attacker would.

    Returns how many cells were attacked, and those that were proved.
    """
    context.require(who, Permission.build_releases)
    releases = spending.published(context)
    chosen = period or releases.newest()
    if chosen is None:
        raise ReleaseError(_("There is no release yet, so there is nothing to attack."))
    releases.about(chosen)  # raises when it was not published
    context.audit_only(who, Permission.build_releases, "release.attack", chosen)
    return attack_release(context.workspace.releases, chosen, cells)


def audit_export(context: Context, who: Principal, period: str) -> None:
    """Write into the audit that somebody downloaded published numbers."""
    context.audit_only(who, Permission.see_releases, "release.export", period)
