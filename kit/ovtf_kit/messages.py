"""python -m ovtf_kit.messages [AREA ...]: collect strings into the catalogs, keeping what is translated.

Without an area the shell's and those of every installed area; an author names her own.
"""

import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from dashboard.errors import DashboardError
from dashboard.languages import TRANSLATED
from dashboard.registry import Registry
from ovtf_kit import collecting

CATALOGS = Path(str(files("dashboard") / "i18n" / "locales"))
TEMPLATE = "messages.pot"
"""Every string with its place; translators start from it."""


def update(folder: Path, language: str, template: Catalog) -> tuple[int, int]:
    """Write a language's catalog anew; return how many strings are translated, of how many.

    Only what is translated is kept: the rest is in messages.pot, and empty copies of it would hide what there is.
    """
    path = folder / f"{language}.po"
    catalog = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    for message in list(catalog):
        if message.id and not _is_translated(message):
            catalog.delete(message.id)
    _write(path, catalog)
    return len(catalog), len(template)


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return any(strings or ())


def _keep_date(path: Path, template: Catalog) -> None:
    """Give a template the date of the one before it: a new date alone is no change."""
    if path.exists():
        template.creation_date = read_po(path.open("rb")).creation_date


def _write(path: Path, catalog: Catalog) -> None:
    # Without places: they change whenever a string moves, and only the template's reader looks for them.
    path.parent.mkdir(exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalog, width=110, ignore_obsolete=True, sort_output=True, no_location=path.suffix == ".po")


def main(areas: Sequence[str] = ()) -> None:
    """Update the catalogs of some areas, or every catalog, and say how far each is."""
    for name, folder, template in _catalogs(areas):
        _keep_date(folder / TEMPLATE, template)
        _write(folder / TEMPLATE, template)
        for language in TRANSLATED:
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
