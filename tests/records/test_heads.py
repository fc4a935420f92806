"""Who has the record, or the record and the key, against the heads that were noted outside of both."""

import hashlib
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.errors import RecordError
from dashboard.records import Records, audit, heads
from dashboard.records.heads import Head
from dashboard.records.sealing import Key, unkeyed
from tests.records.test_audit import KEY, LINES, check, fill, lines_of, overwrite, tamper
from tests.tries import tries

OTHER = Key(b"a key that somebody made up......")


def chained(lines: list[dict[str, object]], seal: Callable[[dict[str, object]], str]) -> list[dict[str, object]]:
    """Return lines numbered and chained anew, as a forger writes them."""
    chain: list[dict[str, object]] = []
    for number, line in enumerate(lines, 1):
        rest = {name: value for name, value in line.items() if name != "hash"}
        rest |= {"n": number, "prev": chain[-1]["hash"] if chain else audit.START}
        chain.append(rest | {"hash": seal(rest)})
    return chain


def head_at(records: Records, n: int) -> Head:
    line = lines_of(records)[n - 1]
    return Head(n=n, at=str(line["at"]), hash=str(line["hash"]))


@pytest.mark.parametrize("seal", [unkeyed, OTHER.seal], ids=["the hash of version 0.1", "another key"])
def test_a_chain_written_anew_without_the_key_is_found(
    make_records: Callable[[], Records], t0: datetime, seal: Callable[[dict[str, object]], str]
) -> None:
    """The attack that version 0.1 did not see: its hashes were anybody's to compute."""
    records = make_records()
    fill(records, t0)
    forged = [line | {"actor": "somebody else"} if line["n"] == 3 else line for line in lines_of(records)]
    overwrite(records, chained(forged, seal))
    found = check(records)
    assert (found.fault, found.broken_at, found.since) in [("unkeyed", 1, ""), ("changed", 1, "")]


def test_lines_of_version_0_1_are_read_on_and_held_by_the_first_sealed_line(
    make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    overwrite(records, old := chained(lines_of(records), unkeyed))
    assert check(records).fault == "unkeyed", "it was sealed when it was opened: here somebody took the seal away"
    fill(records, t0 + timedelta(days=1), 2)
    assert check(records).ok
    forged = chained([line | {"actor": "somebody else"} for line in old], unkeyed)
    overwrite(records, [*forged, *lines_of(records)[LINES:]])
    assert (check(records).fault, check(records).broken_at) == ("changed", LINES + 1)


def test_a_sealed_line_is_not_followed_by_one_without_seal(make_records: Callable[[], Records], t0: datetime) -> None:
    records = make_records()
    fill(records, t0)
    lines = lines_of(records)
    overwrite(records, [*lines[:5], *chained(lines, unkeyed)[5:]])
    assert (check(records).fault, check(records).broken_at) == ("changed", 6)


@tries(20)
@given(noted=st.integers(1, LINES), cut=st.integers(0, LINES), more=st.integers(0, 3))
def test_a_cut_end_is_found_also_when_lines_were_written_after_it(
    noted: int, cut: int, more: int, make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    kept = head_at(records, noted)
    tamper(records, ("DELETE FROM audit WHERE n > ?", (cut,)))
    fill(records, t0 + timedelta(days=1), more)
    found = check(records, kept)
    records.close()
    assert found.ok == (cut >= noted)
    if not found.ok:
        assert found.fault == ("cut" if cut + more < noted else "rewritten")
        assert found.until == kept.at


def test_who_has_record_and_key_cannot_write_anew_what_was_before_an_old_head(
    make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    early, late = head_at(records, 2), head_at(records, 6)
    forged = [line | {"actor": "somebody else"} if line["n"] == 4 else line for line in lines_of(records)]
    overwrite(records, chained(forged, KEY.seal))
    assert check(records).ok, "the chain itself is right"
    assert check(records, early).ok
    found = check(records, late, early)
    assert (found.fault, found.since, found.until) == ("rewritten", early.at, late.at)


def test_a_missing_line_says_after_which_time_the_log_is_in_doubt(
    make_records: Callable[[], Records], t0: datetime
) -> None:
    records = make_records()
    fill(records, t0)
    since = head_at(records, 3).at
    tamper(records, ("DELETE FROM audit WHERE n = 4", ()))
    found = check(records)
    assert (found.fault, found.broken_at, found.since) == ("missing", 4, since)


def test_a_head_is_read_from_paper_with_sixteen_digits_of_its_hash(records: Records, t0: datetime) -> None:
    fill(records, t0)
    number, at, digits = str(head_at(records, 5)).split()
    assert check(records, heads.parse(f" {number}  {at.lower()} {digits[:16].upper()} ")).ok
    wrong = ("0" if digits[0] != "0" else "1") + digits[1:16]
    assert check(records, heads.parse(f"{number} {at} {wrong}")).fault == "rewritten"


@pytest.mark.parametrize(
    "line",
    ["", "no head", "5 2026-11-02 abc", "{}", "[]", '{"n": "x", "at": "y", "hash": "z"}', f"0 2026-11-02T00:00+00:00 {'a' * 64}",
     f"5 someday {'a' * 64}", json.dumps({"n": 5, "at": "2026-11-02T00:00", "hash": "a" * 64})],
)  # fmt: skip
def test_what_is_no_head_is_refused_with_a_sentence(line: str) -> None:
    with pytest.raises(RecordError, match="This is no head of an audit"):
        heads.parse(line)


def test_heads_are_appended_to_a_private_file(tmp_path: Path, t0: datetime) -> None:
    path, found = tmp_path / "heads.jsonl", [Head(n=n, at=t0.isoformat(), hash=f"{n}" * 64) for n in (1, 2)]
    heads.note(path, None, "keyed")
    assert heads.read(path) == [] == heads.read(tmp_path / "nowhere")
    for head in found:
        heads.note(path, head, "release")
    assert heads.read(path) == found
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_seal_is_an_hmac_that_another_program_can_make(records: Records, t0: datetime) -> None:
    fill(records, t0)
    line = lines_of(records)[0]
    del line["hash"]
    assert unkeyed(line) == hashlib.sha256(json.dumps(line, sort_keys=True).encode()).hexdigest()
    assert KEY.seal(line) != unkeyed(line) and "key" not in repr(KEY).replace("Key", "")
