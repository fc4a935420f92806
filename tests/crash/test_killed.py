import random
import signal
import threading
from collections.abc import Callable
from pathlib import Path
from subprocess import Popen

import pytest

from dashboard.records import Records, audit, audit_check, cases, changes, drafts, risk, submissions
from tests.crash.saver import SEAL

Start = Callable[..., "Popen[str]"]
KEY = "OV-AAAA-2222"


def killed(child: "Popen[str]", after: float) -> list[str]:
    """Kill a child that long after its first save; return what it had acknowledged."""
    assert child.stdout is not None
    first = child.stdout.readline()
    threading.Timer(after, child.kill).start()
    lines = [first, *child.stdout]
    assert child.wait() == -signal.SIGKILL
    return [line.split()[1] for line in lines if line.endswith("\n")]


def killed_at(child: "Popen[str]", save: int) -> list[str]:
    """Kill a child as soon as it acknowledged so many saves, before SQLite first moves its log into the file."""
    assert child.stdout is not None
    lines = [child.stdout.readline() for _ in range(save)]
    child.kill()
    assert child.wait() == -signal.SIGKILL
    return [line.split()[1] for line in lines]


def saved(url: str) -> set[str]:
    """Return what is on disk, after checking that every save is there whole or not at all."""
    records = Records.open(url)
    with records.read() as tx:
        sent = {each.id for each in submissions.for_case(tx, KEY)}
        assert {each.id for each in risk.history(tx, KEY)} == sent
        assert {each.object for each in audit.entries(tx, limit=10**6)} == sent
        assert len(cases.history(tx, KEY)) == len(sent) + 1
        assert {each.ref for each in changes.since(tx, 0) if each.kind == "submission"} == sent
        assert not [draft for name in sent for draft in drafts.for_person(tx, name)]
        check = audit_check.verify(tx, SEAL)
        assert (check.ok, check.rows) == (True, len(sent))
        assert tx.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    records.close()
    return sent


@pytest.mark.parametrize("seed", range(6))
def test_what_was_acknowledged_is_on_disk_after_a_kill_at_any_moment(url: str, saver: Start, seed: int) -> None:
    acknowledged: set[str] = set()
    chance = random.Random(seed)
    for life in range(3):
        acknowledged |= set(killed(saver(f"life{life}"), after=chance.uniform(0, 0.25)))
        on_disk = saved(url)
        assert acknowledged <= on_disk
        assert len(on_disk) <= len(acknowledged) + life + 1, "at most the save that was under way was not acknowledged"


def test_what_was_acknowledged_before_a_kill_is_in_the_log_that_a_copy_takes_along(
    saver: Start, tmp_path: Path
) -> None:
    acknowledged = set(killed_at(saver("first"), save=12))
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    for part in ("records.db", "records.db-wal"):
        (copy / part).write_bytes((tmp_path / part).read_bytes())
    assert acknowledged <= saved(f"sqlite:///{copy / 'records.db'}")


def test_a_log_that_was_cut_in_the_middle_leaves_whole_saves_only(saver: Start, tmp_path: Path) -> None:
    """Losing power can leave a torn last page; SQLite's checksums drop it and everything before it stays."""
    acknowledged = killed_at(saver("first"), save=12)
    whole = (tmp_path / "records.db-wal").read_bytes()
    copy, chance = tmp_path / "torn", random.Random(7)
    copy.mkdir()
    sizes = []
    for cut in [*sorted(chance.randrange(len(whole) // 2, len(whole)) for _ in range(8)), len(whole)]:
        (copy / "records.db-shm").unlink(missing_ok=True)
        (copy / "records.db").write_bytes((tmp_path / "records.db").read_bytes())
        (copy / "records.db-wal").write_bytes(whole[:cut])
        sizes.append(len(saved(f"sqlite:///{copy / 'records.db'}")))
    assert sizes == sorted(sizes)
    assert sizes[0] < len(acknowledged) <= sizes[-1]


def test_two_processes_that_write_at_once_lose_nothing(url: str, saver: Start) -> None:
    children = [saver(name, "40") for name in ("one", "two")]
    acknowledged = {line.split()[1] for child in children for line in child.communicate(timeout=60)[0].splitlines()}
    assert [child.returncode for child in children] == [0, 0]
    assert acknowledged == {f"{name}-{n}" for name in ("one", "two") for n in range(40)} == saved(url)


def test_a_writer_that_is_killed_does_not_hold_up_the_other(url: str, saver: Start) -> None:
    lasting = saver("lasting", "60")
    acknowledged = set(killed(saver("dying"), after=0.05))
    output, _ = lasting.communicate(timeout=60)
    acknowledged |= {line.split()[1] for line in output.splitlines()}
    assert lasting.returncode == 0
    assert acknowledged <= saved(url)
    assert {f"lasting-{n}" for n in range(60)} <= acknowledged
