"""The attacker must break what is known to be broken; else she proves nothing about our releases."""

from itertools import combinations, product

import duckdb
import numpy as np

from dashboard.release import Releases

THRESHOLD = 5
TABLE = "governorate_by_violence_group"


def hidden_cells(counts: dict[tuple[str, ...], int]) -> set[tuple[str, ...]]:
    """Hide 1 to 4, and where a line of the table has one hidden cell, the next smallest too."""
    hidden = {codes for codes, n in counts.items() if 0 < n < THRESHOLD}
    grown = True
    while grown:
        grown = False
        for axis in range(len(next(iter(counts)))):
            for line in _lines(counts, axis):
                if sum(codes in hidden for codes in line) == 1:
                    open_cells = [codes for codes in line if codes not in hidden and counts[codes]]
                    if open_cells:
                        hidden.add(min(open_cells, key=lambda codes: counts[codes]))
                        grown = True
    return hidden


def _lines(counts, axis):
    lines = {}
    for codes in counts:
        lines.setdefault(codes[:axis] + codes[axis + 1 :], []).append(codes)
    return lines.values()


def publish_suppressed(attacker, attack, truth, dims, filtered) -> None:
    """Show one table as dashboards do: exact counts of what a filter lets through, small ones hidden."""
    cells = {
        codes: filtered | dict(zip(dims, codes, strict=True))
        for codes in product(*(attack.domains[dim] for dim in dims))
    }
    counts = {codes: int(truth[attack.mask(cell)].sum()) for codes, cell in cells.items()}
    hidden = hidden_cells(counts)
    for codes, n in counts.items():
        attacker.learn(cells[codes], *((1, truth.sum()) if codes in hidden else (n, n)))


def test_she_breaks_threshold_and_complementary_suppression(cases, attack) -> None:
    some = [case for case in cases("2026-Q3", 2000) if case["reportable"]]
    truth, attacker = attack.joint(some), attack.Attacker()
    places = attack.domains["governorate"]
    for dims in (dims for n in range(3) for dims in combinations(attack.domains, n)):
        publish_suppressed(attacker, attack, truth, dims, {})
        for left_out in places if "governorate" not in dims else ():
            filtered = {"governorate": tuple(place for place in places if place != left_out)}
            publish_suppressed(attacker, attack, truth, dims, filtered)
    verdicts = attacker.judge(attack.small_cells(truth, 16, below=THRESHOLD), truth)
    assert sum(v.exact for v in verdicts) >= 8


def test_she_finds_one_exact_cell_slipped_into_a_good_release(cases, store, publish, path, attack) -> None:
    some = [case for case in cases("2026-Q3", 2000) if case["reportable"]]
    publish(store(some), "2026-Q3")
    truth = attack.joint(some)
    place, kind = _small(truth, attack)
    cell = {"governorate": place, "violence_group": kind}
    exact = int(truth[attack.mask(cell)].sum())
    with duckdb.connect(str(path)) as file:
        file.execute("UPDATE cube SET shown = ? WHERE tab = ? AND d1 = ? AND d2 = ?", [exact, TABLE, place, kind])
    assert Releases(path).cell("2026-Q3", TABLE, place, kind) == exact
    attacker = attack.Attacker()
    attacker.read(path, "2026-Q3")
    (verdict,) = attacker.judge([cell], truth)
    assert verdict.exact and verdict.failed


def _small(truth: np.ndarray, attack) -> tuple[str, str]:
    grid = product(attack.domains["governorate"], attack.domains["violence_group"])
    cells = [dict(zip(("governorate", "violence_group"), codes, strict=True)) for codes in grid]
    cell = next(cell for cell in cells if truth[attack.mask(cell)].sum() == 3)
    return cell["governorate"], cell["violence_group"]
