"""What a person answers about a file, and the rows that did not come in: from the first look to a workbook with "why"."""

from datetime import date
from io import BytesIO

from openpyxl import load_workbook

from dashboard.interchange.answered import DROPPED, RISK, Answers, answered
from dashboard.interchange.distinct import MOST, distinct
from dashboard.interchange.left_out import left_out
from dashboard.interchange.looking import Look
from dashboard.interchange.mapped import Fault
from dashboard.interchange.mapping import FileMapping, Online, apply
from dashboard.interchange.source import Line, Sheet, Source

TODAY = date(2026, 11, 24)
HEADER = ("Ref", "Province", "Day", "Age", "Sex", "Danger", "Phone", "Channel")
FIRST = ("T-1", "IQ-AR", "03/04/2026", "24", "female", "severe", "0750 123 4567", "web")
SECOND = ("T-2", "Atlantis", "2026-04-05", "31", "woman", "high", "", "street")
PHONE = "0750 123 4567"


def source(*rows: tuple[str, ...], header: tuple[str, ...] = HEADER) -> Source:
    lines = tuple(Line(number, row) for number, row in enumerate(rows or (FIRST, SECOND), start=2))
    return Source((Sheet("cases", 1, header, lines),))


SAID = Answers(
    columns={
        "Ref": "record_ref",
        "Province": "governorate",
        "Day": "report_date",
        "Age": "age",
        "Sex": "gender",
        "Danger": RISK,
        "Phone": DROPPED,
        "Channel": DROPPED,
    },
    values={"Danger": {"severe": "high"}, "Province": {"Atlantis": "IQ-NI"}},
    constants={
        name: "unknown" for name in ("disability", "displacement", "violence_types", "platforms", "reported_elsewhere")
    },
    order="dmy",
    online=Online(every=True),
)


def test_answers_make_a_mapping_with_which_the_file_has_no_problem_left():
    mapping = answered(FileMapping(), SAID)
    mapped = apply(mapping, source(), today=TODAY)
    assert mapped.faults == () and mapped.dropped == ("Phone", "Channel")
    first, second = mapped.rows
    assert first.values["report_date"] == date(2026, 4, 3) and second.values["governorate"] == "IQ-NI"
    assert first.entries["risk"][0]["level"] == "high"
    assert answered(FileMapping.from_toml(mapping.to_toml()), Answers()) == mapping, "no answer changes nothing"


def test_a_column_that_means_another_thing_now_no_longer_fills_what_it_filled():
    once = answered(FileMapping(), Answers(columns={"A": "gender", "B": "governorate"}))
    again = answered(once, Answers(columns={"A": "governorate", "B": DROPPED}))
    assert {name: rule.source for name, rule in again.columns.items()} == {"governorate": "A"}
    assert answered(again, Answers(columns={"B": "gender"})).drop == ()


def test_a_date_of_birth_is_read_for_the_age_before_it_is_dropped():
    mapping = FileMapping.from_toml('[column.age]\nfrom = "Born"\nas = "age_at:Day"\n[drop]\ncolumns = ["Born"]')
    assert answered(mapping, Answers(columns={"Born": DROPPED})).columns["age"].age_at == "Day"


def test_a_look_survives_the_way_out_of_the_child():
    look = Look.at(source(), TODAY)
    assert Look.from_json(look.to_json()) == look
    assert look.sheets == (("cases", 2),) and look.draft.questions


def test_rows_that_did_not_come_in_have_their_place_and_reason_and_nothing_personal():
    header = (*HEADER, "Platform")
    file = source((*FIRST, PHONE), (*SECOND, "=1+1"), header=header)
    mapping = answered(FileMapping(), Answers(columns={**SAID.columns, "Platform": "platforms"}))
    faults = [Fault(2, "Platform", "looks like a phone.", "cases"), Fault(0, "Day", "a column", "cases")]
    (page,) = load_workbook(BytesIO(left_out(mapping, file, faults))).worksheets
    names, row = [[cell.value for cell in line] for line in page.iter_rows()]
    assert names == ["→ sheet", "→ row", "→ why", "Ref", "Province", "Day", "Age", "Sex", "Danger", "Platform"]
    assert row[:4] == ["cases", 2, "Platform: looks like a phone.", "T-1"]
    assert not any(PHONE in str(value) for value in row)


def test_values_are_shown_of_a_column_of_few_values_only():
    assert distinct(source(), "channel") == ("street", "web")
    assert distinct(source(), "Phone") == (), "named like personal data"
    assert distinct(source((PHONE,), ("web",), header=("Contact",)), "Contact") == ()
    assert distinct(source(*((str(n),) for n in range(MOST + 1)), header=("Code",)), "Code") == ()
