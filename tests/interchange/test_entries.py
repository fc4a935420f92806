"""Entries taken away as tables: no free text unless it is asked for, also in repeats, and no formula."""

from datetime import UTC, datetime

from dashboard.forms import Form
from dashboard.interchange.entries import as_csv, tables
from dashboard.records.submissions import Submission

FORM = Form.from_markdown(
    "| survey | | | |\n| | type | name | label |\n| | integer | n | N |\n| | text | note | Note |\n"
    "| | begin_repeat | bed | Bed |\n| | select_one yes_no | free | Free? |\n| | text | where | Where |\n| | end_repeat | | |\n",
    name="stay",
    version="1",
)
ANSWERS = {"n": 2, "note": "=1+1", "bed": [{"free": "yes", "where": "@home"}, {"free": "no", "where": "there"}]}
SENT = Submission(
    id="a", case_key="OV-1", area="x", form="stay", form_version="1", answers=ANSWERS, at=datetime.now(UTC), by="p"
)


def test_free_text_stays_behind_also_in_the_rows_of_a_repeat():
    stay, bed = tables([(SENT, FORM)])
    assert stay.head[-1] == "n" and bed.head[-1] == "free" and len(bed.rows) == 2
    assert not any(word in (as_csv(stay) + as_csv(bed)).decode() for word in ("1+1", "home", "there"))


def test_text_that_was_asked_for_is_no_formula():
    stay, bed = tables([(SENT, FORM)], with_notes=True)
    assert next(iter(stay.lines()))[-1] == "'=1+1" and next(iter(bed.lines()))[-1] == "'@home"
