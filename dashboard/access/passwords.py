"""Passwords: hashed with bcrypt; length is asked for, special characters are not."""

import secrets
import time
from functools import cache

import bcrypt

from dashboard.errors import SignInError
from dashboard.i18n import gettext as _

SHORTEST, MOST_BYTES = 12, 72
"""Characters at least; bytes at most, because bcrypt ignores all after the 72nd."""
COST = 12
"""The cost of bcrypt: each guess takes about a third of a second."""
_WORD = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits without i, l, o, 0 and 1, which are mistaken for each other."""


def hash_password(password: str) -> str:
    """Return a bcrypt hash; raise SignInError when the password is too weak."""
    check_strength(password)
    return bcrypt.hashpw(password.encode(), bcrypt.gensalt(COST)).decode()


def check_password(password: str, hashed: str | None) -> bool:
    """Return whether a password is the right one; without a hash (nobody of that name) it fails after the same time."""
    nobody = _nobody()[0]  # asked for in every case: the first time it takes as long as a comparison
    encoded = password.encode("utf-8", "replace").replace(b"\0", b"?")[:MOST_BYTES]
    return bcrypt.checkpw(encoded, (hashed or nobody).encode()) and hashed is not None


def take_as_long() -> None:
    """Take as long as a comparison of passwords without the work: for a try that is refused unseen."""
    time.sleep(_nobody()[1])


def check_strength(password: str) -> None:
    """Raise SignInError with what to change when a password is too short, too long or one letter repeated."""
    if len(password) < SHORTEST:
        raise SignInError(
            _("This password is too short. Use at least {n} characters, for example three words.").format(n=SHORTEST)
        )
    if len(password.encode()) > MOST_BYTES:
        raise SignInError(_("This password is too long. Use fewer characters."))
    if len(set(password)) < 5:
        raise SignInError(_("This password is too easy to guess. Use more different characters."))


def new_password() -> str:
    """Return a random password for a first sign-in, easy to read out: four groups of four."""
    return "-".join("".join(secrets.choice(_WORD) for _n in range(4)) for _g in range(4))


@cache
def _nobody() -> tuple[str, float]:
    """Return the hash of a password that nobody has, to compare with when there is no person, and the seconds it took."""
    began, salt = time.perf_counter(), bcrypt.gensalt(COST)
    hashed = bcrypt.hashpw(secrets.token_hex(16).encode(), salt).decode()
    return hashed, time.perf_counter() - began
