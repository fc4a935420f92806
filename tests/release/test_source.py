"""The projection of a build: made anew, private, alone, and gone afterwards, whatever happened."""

from pathlib import Path

import duckdb
import pytest

from dashboard.errors import ReleaseError
from dashboard.projection import Limits
from dashboard.records import Records
from dashboard.release.source import made_anew
from tests.release.conftest import FORMS


@pytest.fixture
def records(tmp_path: Path) -> Records:
    return Records.open(f"sqlite:///{tmp_path / 'records.db'}")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "building" / "projection.duckdb"


def left(place: Path) -> set[str]:
    return {each.name for each in place.parent.iterdir() if each.suffix != ".lock"}


def test_it_is_private_while_it_is_there_and_gone_afterwards(records, place) -> None:
    with made_anew(place, FORMS, records) as source:
        assert source.rows("SELECT count(*) FROM core.cases") == [(0,)]
        assert place.parent.stat().st_mode & 0o777 == 0o700
        assert left(place) and all((place.parent / name).stat().st_mode & 0o077 == 0 for name in left(place))
    assert left(place) == set()


def test_it_is_gone_after_an_error_too(records, place) -> None:
    with pytest.raises(ValueError, match="as planned"), made_anew(place, FORMS, records):
        raise ValueError("as planned")
    assert left(place) == set()


def test_what_a_killed_build_left_is_never_counted(records, place) -> None:
    with made_anew(place, FORMS, records) as source:
        source.rows("INSERT INTO core.cases (case_key) VALUES ('OV-2222-2222')")
        source.rows("CHECKPOINT")
        kept = place.read_bytes()
    place.write_bytes(kept)
    place.with_name("projection.duckdb.wal").write_bytes(b"half")
    with made_anew(place, FORMS, records) as source:
        assert source.rows("SELECT count(*) FROM core.cases") == [(0,)]
    assert left(place) == set()


def test_two_builds_do_not_take_the_file_from_each_other(records, place) -> None:
    with made_anew(place, FORMS, records) as source:
        with pytest.raises(ReleaseError, match="being built"), made_anew(place, FORMS, records):
            pass
        assert source.rows("SELECT count(*) FROM core.cases") == [(0,)] and place.exists()


def test_too_little_memory_is_a_sentence(records, place) -> None:
    with (
        pytest.raises(ReleaseError, match="too little memory"),
        made_anew(place, FORMS, records, limits=Limits(memory="1MB")),
    ):
        pass
    assert left(place) == set()


SORTED = "SELECT max(place) FROM (SELECT row_number() OVER (ORDER BY hash(i)) AS place FROM range(4000000) AS t(i))"


@pytest.mark.parametrize(("spill", "fits"), [("0B", False), ("2GB", True)])
def test_what_does_not_fit_into_memory_goes_to_the_private_folder(records, place, spill, fits) -> None:
    with made_anew(place, FORMS, records, limits=Limits(memory="60MB", spill=spill)) as source:
        if fits:
            assert source.rows(SORTED) == [(4_000_000,)]
            assert source.rows("SELECT current_setting('temp_directory')") == [(f"{place}.tmp",)]
        else:
            with pytest.raises(duckdb.OutOfMemoryException):
                source.rows(SORTED)
    assert left(place) == set()
