"""Contributions: an agency on its own server sends its true counts, sealed; they are opened only where a release is built."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Literal

from dashboard.access import Permission, Principal
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.actions.taskforce import spending
from dashboard.actions.taskforce.contribution_keys import private
from dashboard.actions.taskforce.offering import offered
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.records import contributions as records
from dashboard.records import reporting
from dashboard.records.contributions import Contribution, ContributorKey
from dashboard.release import Period, Policy, envelope
from dashboard.release.contributing import Claim, check_same, packed, unpacked, version
from dashboard.release.declared import declared
from dashboard.release.envelope import Envelope
from dashboard.release.ledger import Entry
from dashboard.release.menu import everything
from dashboard.release.regions import TWO
from dashboard.release.source import made_anew
from dashboard.release.tabulate import TrueCounts, counted

Standing = Literal["waits", "counted", "held", "late", "replaced"]
"""How a contribution stands: it waits for the release of just its quarters, is in it, was held back with it, came after it,
or has given way to a newer one or to another key.
"""


def widest(context: Context) -> Policy:
    """Return every table that a release of this workspace may have: what a contribution counts."""
    shape = declared(context.workspace.settings)
    areas = sorted(context.registry.active, key=lambda plugin: plugin.name)
    return everything(offered(areas), shape.regions if shape else TWO)


def make(context: Context, who: Principal, period: str, code: str, recipient: str) -> bytes:
    """Return the file of an agency of this workspace about a period, for the task force with a public key.

    Raises ReleaseError when the period is not over or its supervisor has not confirmed each quarter of it.
    """
    span, policy = Period.parse(period), widest(context)
    span.check_closed(context.now(), 0)
    with context.act(who, Permission.build_releases, audit="contribution.make", about=str(span)) as act:
        agency = known(act.tx, code)
        act.detail["agency"] = agency.code
        reports = [each for each in reporting.of_agency(act.tx, agency.code) if each.quarter in span.quarters]
        claim = Claim(
            agency=agency.code,
            quarters=span.quarters,
            menu=version(policy),
            made_at=act.at.astimezone(UTC).isoformat(),
            backlog=any(each.backlog for each in reports),
        )
        if missing := sorted(set(span.quarters) - {each.quarter for each in reports}):
            raise ReleaseError(
                _(
                    "Its supervisor has not confirmed {quarters} yet, on the page Reporting. A contribution is a report."
                ).format(quarters=", ".join(missing))
            )
    pairs = private(context.workspace)
    if not pairs:
        raise ReleaseError(_("This workspace has no key yet. Make one first: ovtf contribution key."))
    with made_anew(context.workspace.building, context.relations(), context.records) as source:
        source.rows("DELETE FROM core.cases WHERE agency <> ?", [agency.code])
        counts = counted(source, span.quarters, policy, lambda _table: None)
    return envelope.closed(claim, packed(counts, policy), recipient, pairs[-1].signing)


def take(context: Context, who: Principal, file: bytes) -> Claim:
    """Take in a contribution, unopened; raise ReleaseError when it is not what it should be by what stands outside."""
    with context.act(who, Permission.build_releases, audit="contribution.take") as act:
        found = envelope.read(file)
        claim = found.claim
        agency = known(act.tx, claim.agency)
        act.about, act.detail["quarters"] = agency.code, list(claim.quarters)
        key = records.trusted(act.tx).get(agency.code)
        if key is None:
            raise ReleaseError(
                _("No key of {agency} is known yet. Ask it for its key, then: ovtf contribution trust.").format(
                    agency=agency.code
                )
            )
        envelope.verify(found, key.public)
        _check(claim, widest(context), act.at)
        made_at = datetime.fromisoformat(claim.made_at)
        before = records.newest(act.tx, claim.quarters).get(agency.code)
        if before is not None and made_at <= before.made_at:
            raise ReleaseError(_("This contribution, or one that was made later, is here already. The newest counts."))
        records.add(
            act.tx,
            Contribution(
                agency=agency.code,
                quarters=claim.quarters,
                made_at=made_at,
                backlog=claim.backlog,
                file=file,
                at=act.at,
                by=who.person_id,
            ),
        )
    return claim


def _check(claim: Claim, policy: Policy, now: datetime) -> None:
    """Raise ReleaseError when a contribution is of another menu, of no period, or of a time that cannot be."""
    if claim.menu != version(policy):
        raise ReleaseError(
            _(
                "It was counted by another menu than this task force has. Both need the same version of the product, the same "
                "active areas and the same regions; then the agency makes it again."
            )
        )
    years = {quarter[:4] for quarter in claim.quarters}
    periods = [Period.parse(f"{year}-{part}") for year in years for part in ("Q1", "Q2", "Q3", "Q4", "H1", "H2", "Y")]
    span = next((period for period in periods if period.quarters == claim.quarters), None)
    try:
        made_at = datetime.fromisoformat(claim.made_at)
        possible = span is not None and span.end <= made_at <= now + timedelta(days=1)
    except (ValueError, TypeError):
        possible = False
    if not possible:
        raise ReleaseError(_("It is of no period that was over when it says that it was made. Are both clocks right?"))


def every(context: Context, who: Principal) -> list[tuple[Contribution, Standing]]:
    """Return what was taken in, the oldest first, each with how it stands; nothing of it is opened."""
    built = {entry.quarters: entry for entry in reversed(spending.published(context).entries)}
    with context.read(who, Permission.build_releases) as tx:
        found, keys = records.every(tx), records.trusted(tx)
    return [(each, _standing(each, found, keys, built.get(each.quarters))) for each in found]


def _standing(
    each: Contribution, found: Sequence[Contribution], keys: Mapping[str, ContributorKey], release: Entry | None
) -> Standing:
    if release and each.at >= datetime.fromisoformat(release.built_at):
        return "late"
    same = [other for other in found if (other.agency, other.quarters) == (each.agency, each.quarters)]
    if any(
        other.at > each.at and (not release or other.at < datetime.fromisoformat(release.built_at)) for other in same
    ):
        return "replaced"
    if release:
        return "held" if release.is_held else "counted"
    return "waits" if each.agency in keys and each.at >= keys[each.agency].at else "replaced"


def counting(context: Context, who: Principal, quarters: Sequence[str]) -> list[Contribution]:
    """Return the contributions that a release of these quarters counts, by agency."""
    with context.read(who, Permission.build_releases) as tx:
        return [each for _agency, each in sorted(records.newest(tx, tuple(quarters)).items())]


def opened(context: Context, who: Principal, counts: Sequence[Contribution], policy: Policy) -> list[TrueCounts]:
    """Open contributions for a build; raise ReleaseError, naming the agency and no number, when one cannot be counted."""
    with context.read(who, Permission.build_releases) as tx:
        keys = records.trusted(tx)
    if not counts:
        return []
    every_table = widest(context)
    check_same(policy, every_table)
    identities = [pair.sealing for pair in private(context.workspace)]
    return [_opened(envelope.read(each.file), keys[each.agency].public, identities, every_table) for each in counts]


def _opened(found: Envelope, public: str, identities: Sequence[str], policy: Policy) -> TrueCounts:
    try:
        envelope.verify(found, public)
        if found.claim.menu != version(policy):
            raise ReleaseError(_("It was counted by another menu."))
        return unpacked(envelope.opened(found, identities), policy)
    except ReleaseError as error:
        raise ReleaseError(
            _(
                "The contribution of {agency} cannot be counted. {why} Nothing was published: take a new one of the agency, or "
                "build without it: ovtf contribution trust {agency} none."
            ).format(agency=found.claim.agency, why=str(error))
        ) from None
