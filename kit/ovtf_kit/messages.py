"""python -m ovtf_kit.messages [--check] [AREA ...]: collect strings into the catalogs, keeping what is translated.

Without an area the strings of the dashboard itself and of every installed area are collected; the author of one area
names it. With --check nothing is written: the command ends with 1 when a file would change.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from importlib.resources import files
from io import BytesIO
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


def collected(folder: Path, strings: Catalog) -> dict[str, Catalog]:
    """Return the catalog that each file in a folder of catalogs should hold, by the file's name.

    A language's file holds only translated strings: the others are in messages.pot, and empty copies would hide these.
    """
    template = folder / TEMPLATE
    if template.exists():  # a new date alone is no change
        strings.creation_date = read_po(template.open("rb")).creation_date
    return {TEMPLATE: strings} | {
        f"{lang}.po": _translated(folder / f"{lang}.po", lang, strings) for lang in TRANSLATED
    }


def _translated(path: Path, language: str, strings: Catalog) -> Catalog:
    """Return the catalog in a file, without the strings that are gone from the code or have no translation."""
    catalog = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    catalog.update(strings, no_fuzzy_matching=True, update_header_comment=False)
    for message in list(catalog):
        if message.id and not _is_translated(message):
            catalog.delete(message.id)
    return catalog


def _is_translated(message: Message) -> bool:
    strings = (message.string,) if isinstance(message.string, str) else message.string
    return any(strings or ())


def _file_of(name: str, catalog: Catalog) -> bytes:
    # Without places: they change whenever a string moves, and only the template's reader looks for them.
    file = BytesIO()
    write_po(file, catalog, width=110, ignore_obsolete=True, sort_output=True, no_location=name.endswith(".po"))
    return file.getvalue()


def write(areas: Sequence[str]) -> None:
    """Update the catalogs of some areas, or every catalog, and print how many strings each has translated."""
    for area, folder, strings in _folders(areas):
        folder.mkdir(exist_ok=True)
        for name, catalog in collected(folder, strings).items():
            (folder / name).write_bytes(_file_of(name, catalog))
            if name != TEMPLATE:
                print(f"{area} {name.removesuffix('.po')}: {len(catalog)} of {len(strings)} strings")


def behind(areas: Sequence[str]) -> list[Path]:
    """Return the catalog files of some areas, or of all, that `write` would change."""
    return [
        folder / name
        for _area, folder, strings in _folders(areas)
        for name, catalog in collected(folder, strings).items()
        if not (folder / name).exists() or (folder / name).read_bytes() != _file_of(name, catalog)
    ]


def _folders(areas: Sequence[str]) -> Iterator[tuple[str, Path, Catalog]]:
    """Yield (area, folder of its catalogs, its strings); without areas of the dashboard and of every active plugin."""
    registry = Registry.load()
    if areas:
        plugins = [registry.plugin(area) for area in areas]
    else:
        yield "dashboard", CATALOGS, collecting.shell()
        plugins = list(registry.active)
    for plugin in plugins:
        yield plugin.name, Path(str(files(plugin.module))) / "locales", collecting.plugin(plugin)


def main() -> None:
    """Write the catalogs, or say which are behind and end with 1."""
    parser = argparse.ArgumentParser(prog="python -m ovtf_kit.messages")
    parser.add_argument("--check", action="store_true", help="write nothing; end with 1 when a file would change")
    parser.add_argument("areas", nargs="*", metavar="AREA")
    asked = parser.parse_args()
    if not asked.check:
        write(asked.areas)
    elif late := behind(asked.areas):
        again = " ".join(["python -m ovtf_kit.messages", *asked.areas])
        sys.exit("\n".join([f"Texts have changed since these were written; run {again}:", *map(str, late)]))


if __name__ == "__main__":
    try:
        main()
    except DashboardError as error:
        sys.exit(str(error))
