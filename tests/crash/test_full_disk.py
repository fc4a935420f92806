"""A disk that is full: what is on record can be read, who reads is on record later, and nothing is said to be saved."""

import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from dashboard.actions.administration import audit
from dashboard.actions.context import Context
from dashboard.actions.work import drafting
from dashboard.actions.work.cases import read_case
from dashboard.errors import DiskFull, RecordError
from dashboard.workspace import Workspace
from tests.conftest import ADMIN, INTAKE, add_agencies, add_case, add_person


@pytest.fixture
def context(small_disk, new_record):
    workspace = Workspace.create(small_disk / "ws")
    shutil.copy(new_record, workspace.path)
    opened = Context.open(workspace, live=False)
    add_agencies(opened)
    yield opened
    opened.close()


def fill_up(disk: Path) -> Path:
    ballast = disk / "ballast"
    with suppress(OSError), ballast.open("wb", buffering=0) as file:
        while True:
            file.write(b"0" * 512)
    return ballast


def reads(context):
    return [line.object for line in audit.entries(context, ADMIN, action="case.read")]


def test_reading_goes_on_and_is_written_down_when_there_is_room(context, small_disk):
    amal = add_person(context, "case_manager", "A01")
    first, second = add_case(context, amal), add_case(context, amal)
    ballast = fill_up(small_disk)
    with pytest.raises(DiskFull, match="Nothing was saved"):
        for _n in range(100):
            draft = drafting.open_draft(context, amal, "core", "intake")
            drafting.save_draft(context, amal, draft.id, {"age": 24, "note": "x" * 9000})
    for key in (first, second):
        assert read_case(context, amal, key).case.key == key
    assert context.are_looks_waiting() and reads(context) == []
    ballast.unlink()
    assert not context.are_looks_waiting() and sorted(reads(context)) == sorted([first, second])
    assert audit.verify(context, ADMIN).ok
    assert add_case(context, amal, **INTAKE) not in (first, second)


def test_a_record_cannot_be_half_made_on_a_full_disk(small_disk):
    workspace = Workspace.create(small_disk / "ws")
    ballast = fill_up(small_disk)
    with pytest.raises(RecordError):
        Context.open(workspace)
    ballast.unlink()
    Context.open(workspace, live=False).close()
