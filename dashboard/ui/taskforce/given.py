"""What a page of the task force is given: releases, what the directory offers, its own targets and decisions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from dashboard.contract import Guidance, Indicator, Released
from dashboard.release import Releases, Supply
from dashboard.release.outside import Clearance
from dashboard.release.targets import Target


@dataclass(frozen=True)
class Given:
    """All that a page sees. `supply` counts the entries of the service directory; `exported` writes into the audit that
    this person downloads numbers of a period.

    `targets` are those of the task force by indicator, and `set_target` (indicator, direction, number) sets one;
    `clearances` are by period how releases stand that may leave the task force, and `clear` ("ask", "confirm" or "end",
    and a period) decides about one. `link` (address of a page, label, choices on it) draws a link.
    """

    releases: Releases
    supply: Callable[[], Supply] = Supply
    exported: Callable[[str], None] = lambda _period: None
    targets: Callable[[], Mapping[str, Target]] = dict
    set_target: Callable[[str, str, int], None] = lambda _indicator, _direction, _number: None
    clearances: Callable[[], Mapping[str, Clearance]] = dict
    clear: Callable[[str, str], None] = lambda _act, _period: None
    link: Callable[..., None] = lambda _slug, _label, **_choices: None


@dataclass(frozen=True, kw_only=True)
class AreaPage:
    """What an area declares for its page: words, and which of its released numbers stand where. No number is in it.

    `module` is the package whose catalogs translate its words.
    """

    name: str
    module: str
    label: str
    tables: tuple[Released, ...] = ()
    reading: tuple[Guidance, ...] = ()
    indicators: tuple[Indicator, ...] = ()
