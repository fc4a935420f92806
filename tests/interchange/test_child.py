"""The child process that reads files: its limits, and that nothing of a file is left or seen anywhere."""

import resource
import tempfile
from pathlib import Path
from time import monotonic

import pytest

from dashboard.errors import ImportRefused
from dashboard.i18n import use
from dashboard.interchange.child import MEMORY, read_apart, run
from dashboard.interchange.reading import read
from tests.interchange.made import HEADER, ods, ods_row, xlsx

CSV = "record_ref,المحافظة\nT-1,أربيل\n".encode()
# One cell without a place far below, which no pattern finds: the reader makes room for all rows above it.
ROOM = xlsx(HEADER + b"<row/>" * 900_000 + b"<row>" + b"<c/>" * 900 + b"<c><v>1</v></c></row>")
BAIT = xlsx(b' r="AAA1"' * 7_000_000)


def test_what_the_child_reads_is_what_was_read_here():
    assert read_apart(CSV, "a.csv") == read(CSV, "a.csv")
    assert read_apart(xlsx(HEADER + b'<row r="2"><c r="A2"><v>7</v></c></row>'), "a") == read(
        xlsx(HEADER + b'<row r="2"><c r="A2"><v>7</v></c></row>'), "a"
    )


def test_refusals_come_in_the_language_of_the_person():
    use("ar")
    try:
        with pytest.raises(ImportRefused) as here:
            read(b"", "a.csv")
        with pytest.raises(ImportRefused) as there:
            read_apart(b"", "a.csv")
    finally:
        use("en")
    assert str(here.value) == str(there.value) and "no rows" not in str(here.value)


def _own_memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@pytest.mark.parametrize(
    ("content", "part"),
    [
        (ROOM, "more memory"),
        (BAIT, "takes longer|not a readable"),
        (ods(ods_row("x", more=' table:number-rows-repeated="1048576"')), "far below"),
    ],
    ids=["memory", "time", "rows"],
)
def test_a_hostile_file_ends_its_own_process_and_costs_the_server_nothing(content, part):
    before, began = _own_memory(), monotonic()
    with pytest.raises(ImportRefused, match=part):
        read_apart(content, "a.xlsx")
    assert _own_memory() - before < 64 * 2**20  # it would be 500 MB
    assert monotonic() - began < 60  # the child's own clock ends it after 20 seconds
    assert read_apart(CSV, "a.csv").sheets  # others go on


def test_too_little_memory_is_a_sentence():
    with pytest.raises(ImportRefused, match=r"memory|could not be checked"):
        run("read", {"name": "a.csv", "content": b"a,b\n" + b"1,2\n" * 20_000}, memory=MEMORY // 8)


def test_a_job_that_hangs_is_stopped_after_its_time():
    with pytest.raises(ImportRefused, match="takes longer"):
        run("read", {"name": "a.csv", "content": CSV}, seconds=0.05)


def test_nothing_of_a_file_is_left_on_the_disk(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    read_apart(CSV, "a.csv")
    with pytest.raises(ImportRefused):
        read_apart(ROOM, "a.xlsx")
    assert list(Path(tmp_path).iterdir()) == []


def test_an_unknown_job_is_no_traceback():
    with pytest.raises(ImportRefused, match="could not be checked"):
        run("no_such_job", {"name": "a.csv", "content": CSV})
