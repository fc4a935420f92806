"""Whose turn it is: one builder at a time, and what a stopped build has left is settled only while none is at work.

Locks are on files of their own, because the files that they guard are replaced. The operating system opens a lock when the
process ends, however it ends, so that a killed build does not stop the next one.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dashboard.errors import ReleaseError
from dashboard.i18n import gettext as _

SETTLING = "settling.lock"


@contextmanager
def only_builder(path: Path) -> Iterator[None]:
    """Keep every other builder out; raise ReleaseError when someone else is building a release.

    Whoever settles holds the other lock for a moment, and is waited for: somebody who opens a page fails no build.
    """
    with _locked(path, "lock", is_patient=False), _locked(path, SETTLING, is_patient=True):
        yield


@contextmanager
def between_builds(path: Path) -> Iterator[None]:
    """Keep builders waiting for a moment; raise ReleaseError when one is at work, or someone else settles."""
    with _locked(path, SETTLING, is_patient=False):
        yield


def is_building(path: Path) -> bool:
    """Whether a release is being built at this moment, or somebody settles; a build that starts waits for the answer.

    It makes no file: whoever checks a workspace asks this, and leaves it as it is.
    """
    if not _lock(path, SETTLING).exists():  # whoever builds or settles has made it
        return False
    try:
        with between_builds(path):
            return False
    except ReleaseError:
        return True


def _lock(path: Path, name: str) -> Path:
    return path.with_name(f"{path.name}.{name}")


@contextmanager
def _locked(path: Path, name: str, *, is_patient: bool) -> Iterator[None]:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle = os.open(_lock(path, name), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        _take(handle, is_patient=is_patient)
        yield
    finally:
        os.close(handle)


def _take(handle: int, *, is_patient: bool) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX if is_patient else fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        message = _("Another release is being built. Wait for it to finish, then try again.")
        raise ReleaseError(message) from None
