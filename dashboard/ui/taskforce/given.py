"""What a page of the task force is given: releases, what the directory offers, a way to note an export. Nothing else."""

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.contract import Guidance, Indicator, Released
from dashboard.release import Releases, Supply


@dataclass(frozen=True)
class Given:
    """All that a page sees. `supply` counts the entries of the service directory; `exported` writes into the audit that
    this person downloads numbers of a period.
    """

    releases: Releases
    supply: Callable[[], Supply] = Supply
    exported: Callable[[str], None] = lambda _period: None


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
