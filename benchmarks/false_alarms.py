"""How often "What changed" lists something where nothing changed, and finds what did: python -m benchmarks.false_alarms [runs]"""

import sys

import numpy as np

from tests.release.changing import QUARTERS, alarms, listed

SIZES = (200, 400, 800, 2000)


def main(runs: int = 500) -> None:
    """Print the rates for several sizes of a quarter."""
    for total in SIZES:
        chance = np.random.default_rng(total)
        false = alarms(chance, runs, total)
        rising = [total] * (len(QUARTERS) - 1) + [round(1.27 * total)]
        found = (
            sum(
                any(not change.signal.codes for change in listed(chance, chance.poisson(rising)))
                for _run in range(runs)
            )
            / runs
        )
        doubled = sum(_told(chance, total) for _run in range(runs)) / runs
        print(f"{total} cases: false {false:.3f}, total + 27 % {found:.3f}, high risk doubled {doubled:.3f}")


def _told(chance: np.random.Generator, total: int) -> bool:
    found = listed(chance, chance.poisson(total, len(QUARTERS)), {"high": 2.0})
    return any((change.signal.codes, change.signal.direction) == (("high",), "rise") for change in found)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
