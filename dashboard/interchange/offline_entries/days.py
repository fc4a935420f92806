"""Days and times as exports write them: ISO from Kobo and ODK Central, "Apr 26, 2018 8:56:00 AM" from ODK Briefcase."""

from contextlib import suppress
from datetime import datetime

_BRIEFCASE = {"date": ("%b %d, %Y",), "datetime": ("%b %d, %Y %I:%M:%S %p", "%b %d, %Y, %I:%M:%S %p")}


def as_iso(text: str, kind: str) -> str:
    """Return the answer to a question of a kind with its day or time in ISO; what is neither stays as it is."""
    if kind == "date" and text[10:11] == "T":
        return text[:10]
    plain = " ".join(text.split())  # newer Java writes another blank before AM
    for written in _BRIEFCASE.get(kind, ()):
        with suppress(ValueError):
            at = datetime.strptime(plain, written)
            return at.date().isoformat() if kind == "date" else at.isoformat()
    return text
