"""Hours that an area declares (`Area.hours`): the longest that may pass; a workspace can only shorten them."""

from collections.abc import Mapping


def shortened(declared: Mapping[str, int], written: Mapping[str, int]) -> dict[str, int]:
    """Return the hours of an area, by name, as the settings shorten them: `[hours]` with lines such as `area.name = 12`.

    What is longer or unknown is left out, so that no slip in the settings lets her wait.
    """
    return {name: min(hours, written.get(name, hours)) for name, hours in declared.items()}
