"""The file of a contribution: sealed for the task force (age, X25519), signed by the agency (Ed25519).

What it claims stands outside, so that it can be refused unopened, and again inside: an agency that signs another's sealed
counts as its own would else be counted with them.
"""

import base64
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace

import pyrage
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _
from dashboard.release.contributing import Claim

KIND = "ovtf-contribution-1"
MOST_BYTES = 1_000_000


@dataclass(frozen=True)
class Envelope:
    """A file that is read and not opened."""

    claim: Claim
    sealed: bytes
    signature: bytes = b""

    @property
    def signed(self) -> bytes:
        """Return what the signature covers: all but itself."""
        return json.dumps([KIND, asdict(self.claim)], sort_keys=True).encode() + b"\n" + self.sealed


def closed(claim: Claim, content: bytes, recipient: str, signing: bytes) -> bytes:
    """Return the file of a contribution; raise ReleaseError when `recipient` is no public key of a task force."""
    try:
        key = pyrage.x25519.Recipient.from_str(recipient.strip())
    except pyrage.RecipientError:
        raise ReleaseError(_("That is no public key of a task force. It begins with age1: ask for it again.")) from None
    envelope = Envelope(claim, pyrage.encrypt(_head(claim) + content, [key]))
    signature = Ed25519PrivateKey.from_private_bytes(signing).sign(envelope.signed)
    return _written(replace(envelope, signature=signature))


def _written(envelope: Envelope) -> bytes:
    texts = {name: base64.b64encode(getattr(envelope, name)).decode() for name in ("sealed", "signature")}
    return json.dumps({"kind": KIND, "claim": asdict(envelope.claim), **texts}, indent=1).encode()


def _head(claim: Claim) -> bytes:
    return json.dumps(asdict(claim), sort_keys=True).encode() + b"\n"


def read(file: bytes) -> Envelope:
    """Read a file without opening it; raise ReleaseError for any other file."""
    try:
        if len(file) > MOST_BYTES:
            raise ValueError
        told = json.loads(file)
        claim = told["claim"]
        texts = [claim["agency"], claim["menu"], claim["made_at"], *claim["quarters"]]
        if (
            told["kind"] != KIND
            or not all(isinstance(text, str) for text in texts)
            or claim["backlog"] not in (True, False)
        ):
            raise ValueError
        made = Claim(**claim | {"quarters": tuple(claim["quarters"])})
        sealed, signature = (base64.b64decode(told[name], validate=True) for name in ("sealed", "signature"))
    except (ValueError, TypeError, KeyError, RecursionError):
        raise ReleaseError(_("That is no contribution of an agency, or it was changed on its way.")) from None
    return Envelope(made, sealed, signature)


def verify(envelope: Envelope, public: str) -> None:
    """Raise ReleaseError unless the agency with this public key signed the file."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public)).verify(envelope.signature, envelope.signed)
    except (InvalidSignature, ValueError):
        raise ReleaseError(
            _("It is not signed with the key that is known of {agency}, or was changed on its way.").format(
                agency=envelope.claim.agency
            )
        ) from None


def opened(envelope: Envelope, identities: Iterable[str]) -> bytes:
    """Return the sealed content; raise ReleaseError when none of the task force's private keys opens it."""
    keys = [pyrage.x25519.Identity.from_str(each) for each in identities]
    try:
        text = bytes(pyrage.decrypt(envelope.sealed, keys))
    except pyrage.DecryptError:
        raise ReleaseError(_("No key of this workspace opens it: it was sealed for another one.")) from None
    head = _head(envelope.claim)
    if not text.startswith(head):
        raise ReleaseError(_("It was made as another contribution than it says."))
    return text.removeprefix(head)


def is_public(text: str) -> bool:
    """Whether a text can be the public key with which an agency's signatures are checked."""
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(text))
    except ValueError:
        return False
    return True


def new_identity() -> str:
    """Return a new private key of a task force."""
    return str(pyrage.x25519.Identity.generate())


def public_of(identity: str) -> str:
    """Return the public key for which contributions are sealed."""
    return str(pyrage.x25519.Identity.from_str(identity).to_public())


def public_signing(signing: bytes) -> str:
    """Return the public key of an agency, as it is told to the task force."""
    return Ed25519PrivateKey.from_private_bytes(signing).public_key().public_bytes_raw().hex()
