"""What a workbook is made of: it is refused when it holds more than cells, or is made to fill a machine's memory."""

import re
import zipfile
from collections.abc import Iterator, Sequence

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.limits import MOST_PARTS, UNPACKED

_HIDDEN = re.compile(
    r"vbaproject|(?:xl|^)/?(?:media|embeddings|externallinks|drawings|activex|ctrlprops|comments|threadedcomments)"
    r"|xl/(?:connections|querytables|webextensions|persons)"
    r"|^(?:pictures|basic|scripts|dialogs|object [0-9]+|objectreplacements)/.",
)
"""Parts of a workbook that are no cells: macros, pictures, comments, links to other files; of ODS in the last row."""
_HIDDEN_KINDS = re.compile(
    rb"vbaProject|comments\+xml|externalLink\+xml|threadedcomments|activeX|oleObject", re.IGNORECASE
)
_HIDDEN_ODS = re.compile(rb"<office:annotation[ >]|<draw:(?:image|object|frame)[ >]|<script:event-listener[ >]")
_COMPOUND = b"\xd0\xcf\x11\xe0"


def is_zip(content: bytes) -> bool:
    """Return whether a file is an archive, as newer workbooks are."""
    return content.startswith(b"PK")


def is_compound(content: bytes) -> bool:
    """Return whether a file is an old workbook (.xls), or one that is locked with a password."""
    return content.startswith(_COMPOUND)


def refuse_compound(content: bytes) -> None:
    """Raise ImportRefused for a locked workbook, and for an old one with macros."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise ImportRefused(locked())
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise ImportRefused(_more_than_cells())


def refuse_package(archive: zipfile.ZipFile) -> None:
    """Raise ImportRefused for an archive that is too large unpacked, broken, or holds more than cells."""
    parts = archive.infolist()
    names = [_plain(part.filename) for part in parts]
    if sum(part.file_size for part in parts) > UNPACKED or len(parts) > MOST_PARTS:
        raise ImportRefused(
            _("The file unpacks to far more than a table of cases. Save only the columns that are needed.")
        )
    if len(set(names)) < len(names) or archive.testzip() is not None:  # also finds sizes that are not true
        raise ImportRefused(unreadable())
    if any(map(_HIDDEN.search, names)) or _HIDDEN_KINDS.search(_part(archive, "[Content_Types].xml")):
        raise ImportRefused(_more_than_cells())
    if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
        raise ImportRefused(locked())
    if _HIDDEN_ODS.search(_part(archive, "content.xml")):
        raise ImportRefused(_more_than_cells())
    _refuse_entities(archive, parts)


def _refuse_entities(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> None:
    """Raise ImportRefused for XML that declares entities: a few of them unfold to gigabytes, or read files of the server."""
    for start in _starts(archive, parts):
        if b"<!DOCTYPE" in start or b"<!ENTITY" in start:
            text = _("The file has instructions inside that no spreadsheet writes. Save it again as .xlsx or .csv.")
            raise ImportRefused(text)


def _starts(archive: zipfile.ZipFile, parts: Sequence[zipfile.ZipInfo]) -> Iterator[bytes]:
    for part in parts:
        if _plain(part.filename).endswith((".xml", ".rels", ".vml")):
            with archive.open(part) as opened:
                yield opened.read(64 * 1024).replace(b"\0", b"")  # of UTF-16 the letters


def _plain(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def unreadable() -> str:
    """Return the sentence about a workbook that cannot be read."""
    return _("The file is not a readable table of a spreadsheet, or only a part of it. Save it again as .xlsx or .csv.")


def locked() -> str:
    """Return the sentence about a workbook with a password."""
    return _("The file is locked with a password. Open it, take the password away, and save it again.")


def _more_than_cells() -> str:
    return _(
        "The file holds macros, images, comments or links to other files. Such files are refused whole: "
        "copy the plain cells into the template."
    )
