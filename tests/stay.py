"""A partner's form in each kind of file: several languages, a repeat, or_other, rules."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Sheets = Mapping[str, Sequence[Sequence[str]]]
_SURVEY = """
type | name | label::English (en) | label::Arabic (ar) | required | relevant | constraint | constraint_message::English (en) | constraint_message::Arabic (ar) | calculation | choice_filter
select_one place or_other | place | Where does she stay? | أين تقيم؟ | yes
begin_repeat | children | Child | طفل | | ${place} != 'alone'
integer | child_age | Age of the child | عمر الطفل | yes | | . < 18 | A child is under 18. | الطفل دون 18 سنة.
select_multiple need | child_needs | What does the child need? | ماذا يحتاج الطفل؟ | | | | | | | from = 'any' or ${child_age} >= 6
text | child_note | A word about the child | كلمة عن الطفل
end_repeat
calculate | children_count | | | | | | | | count(${children})
"""  # noqa: E501
_CHOICES = """
list_name | name | label::English (en) | label::Arabic (ar) | from
place | family | With family | مع العائلة
place | alone | Alone | وحدها
need | food | Food | طعام | any
need | school | School | مدرسة | six
"""


def table(text: str) -> list[list[str]]:
    """Return a sheet written with bars."""
    return [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]


STAY: Sheets = {
    "survey": table(_SURVEY),
    "choices": table(_CHOICES),
    "settings": [["form_title", "version", "default_language"], ["Stay", "2", "English (en)"]],
}
XLS = Path(__file__).parent / "forms" / "files" / "stay.xls"
"""The same form without `child_note`, saved as an old Excel file."""


def as_xlsx(sheets: Sheets = STAY) -> bytes:
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append([cell or None for cell in row])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def as_csv(sheets: Sheets = STAY, delimiter: str = ",") -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    for name, rows in sheets.items():
        writer.writerow([name])
        writer.writerows(["", *row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def as_md(sheets: Sheets = STAY) -> bytes:
    lines = []
    for name, rows in sheets.items():
        lines += [f"| {name} |", *("| | " + " | ".join(row) + " |" for row in rows)]
    return "\n".join(lines).encode()
