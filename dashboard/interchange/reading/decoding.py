"""From bytes to a text: by the mark at the beginning, else UTF-8, else the Windows code page that makes sense of it."""

import codecs

import charset_normalizer

from dashboard.errors import ImportRefused
from dashboard.i18n import gettext as _
from dashboard.interchange.reading.known_words import known_words

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark is its beginning
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_PAGES = ("cp1256", "cp1252")


def decode(content: bytes, name: str) -> tuple[str, list[str]]:
    """Return the text of a file, and what had to be guessed; raise ImportRefused when it is none."""
    encoding = next((encoding for mark, encoding in _MARKS if content.startswith(mark)), "") or _without_mark(content)
    text, notes = (_strict(content, encoding), []) if encoding else _guessed(content)
    if "\0" in text:
        raise ImportRefused(_no_table(text, name))
    return text, notes


def _no_table(text: str, name: str) -> str:
    if text.count("\0") > 3 or len(text) < 20:
        return _("{name} is neither a table of a spreadsheet nor CSV or JSON.").format(name=repr(name[:40]))
    said = _(
        "Row {row} holds a character that is no text (NUL). Write the cells of this row anew, and save the file again."
    )
    return said.format(row=text.count("\n", 0, text.index("\0")) + 1)


def _without_mark(content: bytes) -> str:
    """Return UTF-16 where every second byte is empty, as in a text of plain letters that lost its mark."""
    start = content[:2000]
    if len(start) >= 20 and start[1::2].count(0) > len(start) * 0.3:
        return "utf-16-le"
    return "utf-16-be" if len(start) >= 20 and start[0::2].count(0) > len(start) * 0.3 else ""


def _strict(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        raise ImportRefused(_broken(content[: error.start].count(b"\n") + 1)) from None


def _broken(row: int) -> str:
    text = _("Row {row} holds half of a character. Write the cells of this row anew, and save the file as CSV (UTF-8).")
    return text.format(row=row)


def _guessed(content: bytes) -> tuple[str, list[str]]:
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        if _is_half(content[error.start : error.start + 3]):
            raise ImportRefused(_broken(content[: error.start].count(b"\n") + 1)) from None
    page = _page(content)
    note = _("The file does not say how its letters are written. It was read as {page}: look whether they are right.")
    return content.decode(page, "replace"), [
        note.format(page={"cp1256": "Windows-1256", "cp1252": "Windows-1252"}[page])
    ]


def _is_half(three: bytes) -> bool:
    """Return whether bytes are half of a pair of UTF-16, written as if it were a character."""
    return len(three) == 3 and three[0] == 0xED and three[1] >= 0xA0 and three[2] & 0xC0 == 0x80


def _page(content: bytes) -> str:
    """Return the code page that yields more known words; where both yield as many, the one with the likelier letters."""
    known = {page: known_words(content.decode(page, "replace")) for page in _PAGES}
    if known["cp1256"] != known["cp1252"]:
        return max(known, key=known.__getitem__)
    best = charset_normalizer.from_bytes(content[:50_000], cp_isolation=list(_PAGES)).best()
    return best.encoding if best is not None and best.encoding in _PAGES else _PAGES[0]
