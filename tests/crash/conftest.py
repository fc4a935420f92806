"""A record with one case, and children that save into it."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from dashboard.contract import Case
from dashboard.records import Records, agencies, cases
from dashboard.records.agencies import Agency

SAVER = Path(__file__).with_name("saver.py")
T0 = datetime(2026, 11, 2, 8, 30, tzinfo=UTC)
Child = subprocess.Popen[str]


@pytest.fixture
def url(tmp_path: Path) -> str:
    address = f"sqlite:///{tmp_path / 'records.db'}"
    records = Records.open(address)
    with records.write() as tx:
        agencies.add(tx, Agency(code="A01", name="Agency one", created_at=T0))
        cases.add(
            tx,
            Case(
                key="OV-AAAA-2222",
                agency="A01",
                case_manager="person-1",
                opened_at=T0,
                report_date=date(2026, 11, 2),
                governorate="IQ-AR",
                stream="tfgbv",
                age=24,
                age_band="18_24",
                gender="female",
                disability="no",
                displacement="resident",
                violence_types=("doxing",),
                primary_violence_type="doxing",
                platforms=("telegram",),
                primary_platform="telegram",
                consent_services=True,
                consent_reporting=True,
            ),
            by="person-1",
            at=T0,
        )
    records.close()
    return address


@pytest.fixture
def saver(url: str) -> Iterator[Callable[..., Child]]:
    """Return a starter of children that are ready to save; whatever still runs at the end is stopped."""
    children: list[Child] = []

    def start(*arguments: str) -> Child:
        child = subprocess.Popen([sys.executable, str(SAVER), url, *arguments], stdout=subprocess.PIPE, text=True)
        children.append(child)
        assert child.stdout is not None
        assert child.stdout.readline() == "ready\n"
        return child

    yield start
    for child in children:
        child.kill()
        child.wait()
        if child.stdout is not None:
            child.stdout.close()


@pytest.fixture
def small_disk(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Path]:
    """A real file system of 3 MB, or of as many as a test says."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounting = ["mount", "-t", "tmpfs", "-o", f"size={getattr(request, 'param', 3)}m,mode=700", "tmpfs", str(disk)]
    if os.geteuid() != 0 or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("a small file system can be mounted by root only")
    yield disk
    subprocess.run(["umount", "--lazy", str(disk)], check=True)
