"""The house of this process."""

import os
import threading
from datetime import timedelta
from pathlib import Path

from dashboard.access.sessions import Limits
from dashboard.desk.house import House
from dashboard.workspace import Workspace

_lock = threading.Lock()
_houses: dict[str, House] = {}


def the_house() -> House:
    """Return the opened workspace that OVTF_WORKSPACE names; opened once for the process."""
    path = os.environ["OVTF_WORKSPACE"]
    with _lock:
        if path not in _houses:
            _houses[path] = House.open(Workspace.open(Path(path)))
        return _houses[path]


def limits(house: House) -> Limits:
    """Return how long sessions last, from the settings."""
    setting = house.workspace.setting
    return Limits(
        idle=timedelta(minutes=setting("session", "idle_minutes", 30)),
        absolute=timedelta(hours=setting("session", "absolute_hours", 8)),
    )
