"""The files of one export as one: ODK Central and Briefcase write a CSV for the entries, and one for each repeat."""

import io
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.limits import refuse_large


def by_name(files: Iterable[tuple[str, bytes]]) -> dict[str, bytes]:
    """Return files by their names; raise ImportRefused for two of one name, of which one would be lost."""
    named: dict[str, bytes] = {}
    for name, content in files:
        if name in named:
            text = _("Two files are called {name}. Give the files of one export, each once.")
            raise ImportRefused(text.format(name=repr(name[:80])))
        named[name] = content
    return named


def together(files: Mapping[str, bytes]) -> tuple[str, bytes]:
    """Return several CSV files, by name, as one archive with its name; one file stays as it is."""
    for content in files.values():
        refuse_large(content)  # before it is copied for the process that reads it
    if len(files) == 1:
        return next(iter(files.items()))
    if other := next((name for name in files if not name.lower().endswith(".csv")), None):
        text = _("{name} is no CSV file. Give one file, or the CSV files of one export together.")
        raise ImportRefused(text.format(name=repr(other[:80])))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in files.items():
            archive.writestr(PurePosixPath(name).name, content)
    return "entries.zip", out.getvalue()
