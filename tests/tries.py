"""How many examples hypothesis tries: each property test says what CI runs, and the profile scales it.

`HYPOTHESIS_PROFILE=dev` (make fast) tries a quarter, `ci` (make test) what is written, `long` (make test-long) four
times as many. None has a deadline: a busy machine is no fault of the code.
"""

import os
from typing import Any

from hypothesis import settings

SCALE = {"dev": 0.25, "ci": 1.0, "long": 4.0}
PROFILE = os.environ.get("HYPOTHESIS_PROFILE", "ci")
FEWEST = 5

for name, scale in SCALE.items():
    settings.register_profile(name, deadline=None, max_examples=round(100 * scale))
settings.load_profile(PROFILE)


def tries(count: int, **options: Any) -> settings:
    """Return the settings of a property test that tries `count` examples in CI."""
    return settings(max_examples=max(FEWEST, round(count * SCALE[PROFILE])), **options)
