"""Health of the settings that the task force declares for releases: wrong ones stop no case work, and are said here."""

from collections.abc import Iterator
from dataclasses import dataclass

from dashboard.errors import ReleaseError
from dashboard.release.declared import declared, unused
from dashboard.settings import Settings


@dataclass(frozen=True, kw_only=True)
class Finding:
    """What was found of one part; `do` says what to do, "" when nothing has to be done."""

    part: str
    found: str
    do: str = ""


def findings(settings: Settings) -> Iterator[Finding]:
    """Find what stops no case work, but the next release, and what has no effect."""
    try:
        declared(settings)
    except ReleaseError as error:
        do = "Correct [regions] in config.toml: until then there is no release. Case work goes on."
        yield Finding(part="settings", found=str(error), do=do)
        return
    if names := unused(settings):
        found = f'without effect under [release], because menu is "whole": {", ".join(names)}'
        yield Finding(part="settings", found=found, do="Choose a menu by size, or take them out of config.toml.")
        return
    yield Finding(part="settings", found="config.toml says nothing that cannot be")
