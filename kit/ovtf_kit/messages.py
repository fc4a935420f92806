"""python -m ovtf_kit.messages [AREA ...]: collect strings into the catalogs, keeping what is translated.

Without an area the shell's and those of every installed area; an author names her own.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po

from dashboard.errors import DashboardError
from dashboard.registry import Registry
from ovtf_kit import collecting

CATALOGS = Path(str(files("dashboard") / "i18n" / "locales"))
LANGUAGES = ("ar", "ckb")


def update(folder: Path, language: str, template: Catalog) -> tuple[int, int]:
    """Write a language's catalog anew; return how many strings are translated, of how many."""
    path = folder / f"{language}.po"
    catalog = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(
            file, catalog, width=110, omit_header=False, ignore_obsolete=True, sort_output=True, include_lineno=False
        )
    every = [message for message in catalog if message.id]
    return sum(bool(message.string and any(message.string)) for message in every), len(every)


def main(areas: Sequence[str] = ()) -> None:
    """Update the catalogs of some areas, or every catalog, and say how far each is."""
    for name, folder, template in _catalogs(areas):
        for language in LANGUAGES:
            done, every = update(folder, language, template)
            print(f"{name} {language}: {done} of {every} strings")


def _catalogs(areas: Sequence[str]) -> Iterator[tuple[str, Path, Catalog]]:
    registry = Registry.load()
    if not areas:
        yield "dashboard", CATALOGS, collecting.shell()
    for plugin in [registry.plugin(area) for area in areas] or registry.active:
        yield plugin.name, Path(str(files(plugin.module))) / "locales", collecting.plugin(plugin)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except DashboardError as error:
        sys.exit(str(error))
