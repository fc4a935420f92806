"""The keys of contributions: those of this workspace, in its folder of secrets, and which agency signs with which."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

from dashboard.access import Permission, Principal
from dashboard.actions.administration.membership import known
from dashboard.actions.context import Context
from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.records import contributions as records
from dashboard.records.contributions import ContributorKey
from dashboard.release import envelope
from dashboard.workspace import Workspace

FILE = "contribution_keys"


@dataclass(frozen=True)
class PublicKeys:
    """What a workspace tells others: for which key contributions to it are sealed, with which it signs its own."""

    sealing: str
    signing: str


@dataclass(frozen=True)
class _Pair:
    """A task force needs the first of a pair, an agency the second; who runs a workspace need not know which it is."""

    sealing: str
    signing: bytes


def public_keys(context: Context, who: Principal, *, new: bool = False) -> PublicKeys:
    """Return the public keys of this workspace, made on first use; `new` makes others. Old ones go on opening files."""
    pairs = private(context.workspace)
    if new or not pairs:
        with context.act(who, Permission.build_releases, audit="contribution.key"):
            pairs = [*pairs, _Pair(envelope.new_identity(), os.urandom(32))]
            _keep(_path(context.workspace), pairs)
    context.require(who, Permission.build_releases)
    return PublicKeys(envelope.public_of(pairs[-1].sealing), envelope.public_signing(pairs[-1].signing))


def private(workspace: Workspace) -> list[_Pair]:
    """Return the private keys of a workspace, the newest last; none before the first was made."""
    path = _path(workspace)
    if not path.exists():
        return []
    return [_Pair(told["sealing"], bytes.fromhex(told["signing"])) for told in json.loads(path.read_text("utf-8"))]


def _path(workspace: Workspace) -> Path:
    return workspace.path / "secrets" / FILE


def _keep(path: Path, pairs: list[_Pair]) -> None:
    """Write the keys beside the old file, then take its place: a kill leaves the old or the new one whole."""
    path.parent.mkdir(mode=0o700, exist_ok=True)
    draft = path.with_suffix(".new")
    draft.unlink(missing_ok=True)
    told = [{"sealing": pair.sealing, "signing": pair.signing.hex()} for pair in pairs]
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(json.dumps(told))
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def trust(context: Context, who: Principal, code: str, public: str) -> None:
    """Record with which key an agency signs from now on, "" for none: what it sent before does not count any more.

    Raises ReleaseError when that is no key, RecordError for an unknown agency.
    """
    text = public.strip().lower()
    with context.act(who, Permission.build_releases, audit="contribution.trust") as act:
        agency = known(act.tx, code)
        act.about = agency.code
        if text and not envelope.is_public(text):
            raise ReleaseError(
                _(
                    "That is no key of an agency: 64 letters and digits, as its own server shows with: ovtf contribution key."
                )
            )
        records.trust(act.tx, ContributorKey(agency=agency.code, public=text, at=act.at, by=who.person_id))
