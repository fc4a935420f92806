"""Passwords: hashed with bcrypt; length is asked for, special characters are not."""

import secrets
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
    encoded = password.encode()[:MOST_BYTES]
    return bcrypt.checkpw(encoded, (hashed or _nobody()).encode()) and hashed is not None


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
def _nobody() -> str:
    """Return the hash of a password that nobody has, to compare with when there is no person."""
    return bcrypt.hashpw(secrets.token_bytes(16), bcrypt.gensalt(COST)).decode()
