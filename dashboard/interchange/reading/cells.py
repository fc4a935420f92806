"""From a cell's value to its text, and from a column's number to its letters."""

import re
from datetime import date, datetime, time

from dashboard.languages import western

# Signs that turn the direction of a text, and a byte order mark: nobody sees them, and "IQ-AR" with one is another word.
# The joiner U+200C is not among them: Kurdish words are written with it.
_UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_WHOLE = re.compile(r"(-?\d{1,15})\.0+")


def clean(text: str) -> str:
    """Return a text with digits as 0 to 9, without direction marks and without blanks around it."""
    if text.isascii():
        return text.strip()
    return western(_UNSEEN.sub("", text)).strip()


def text_of(value: object) -> str:
    """Return the value of a workbook's cell as text: a day as "2026-09-02", 3.0 as "3", truth as "TRUE" or "FALSE"."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _of_float(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, (date, time)):
        return value.isoformat()
    return "" if value is None else clean(str(value))


def _of_float(value: float) -> str:
    if value != value or value in (float("inf"), float("-inf")):  # "nan" is how some programs write an empty cell
        return ""
    return str(int(value)) if value.is_integer() else repr(value)


def whole(text: str) -> str:
    """Return a number that was written as "7.0" as "7"."""
    found = _WHOLE.fullmatch(text)
    return found[1] if found else text


def letters(column: int) -> str:
    """Return the letters of a column, which is counted from 0: "A", "Z", "AA"."""
    name = ""
    column += 1
    while column:
        column, left = divmod(column - 1, 26)
        name = chr(65 + left) + name
    return name


def number_of(name: str) -> int:
    """Return the number of a column from 0, by its letters."""
    number = 0
    for letter in name:
        number = number * 26 + ord(letter) - 64
    return number - 1
