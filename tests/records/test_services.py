"""The task force's layer of the service directory: the newest version of a key counts, and none is ever lost."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard.records import Records, services
from dashboard.records.services import ServiceVersion

PHONE = {"label": "Police", "channels": [["phone", "104"]], "steps": [], "accessible": None}


def version(at: datetime, key: str = "safety.police_104", retired: bool = False, **values: Any) -> ServiceVersion:
    return ServiceVersion(key=key, values=PHONE | values, at=at, by="person-1", retired=retired)


def write(records: Records, *versions: ServiceVersion) -> None:
    with records.write() as tx:
        for each in versions:
            services.add(tx, each)


def newest(records: Records) -> Mapping[str, ServiceVersion]:
    with records.read() as tx:
        return services.newest(tx)


def test_an_empty_directory_has_no_versions(records: Records) -> None:
    assert newest(records) == {}
    with records.read() as tx:
        assert (services.mark(tx), services.history(tx, "safety.police_104")) == (0, [])


def test_what_was_written_comes_back(records: Records, t0: datetime) -> None:
    first = version(t0)
    write(records, first)
    assert newest(records) == {"safety.police_104": first}


def test_the_newest_version_of_each_key_counts_also_within_one_moment(records: Records, t0: datetime) -> None:
    last = version(t0, label="Police, new")
    other = version(t0, "ovtf.helpline")
    write(records, version(t0 + timedelta(days=1)), version(t0), other, last)
    assert newest(records) == {"safety.police_104": last, "ovtf.helpline": other}


def test_history_is_newest_first_and_of_one_key(records: Records, t0: datetime) -> None:
    first, second = version(t0), version(t0 + timedelta(hours=1), retired=True)
    write(records, first, version(t0, "ovtf.helpline"), second)
    with records.read() as tx:
        assert services.history(tx, "safety.police_104") == [second, first]


def test_the_mark_moves_with_every_version(records: Records, t0: datetime) -> None:
    marks = []
    for _turn in range(3):
        write(records, version(t0))
        with records.read() as tx:
            marks.append(services.mark(tx))
    assert marks == sorted(set(marks))
