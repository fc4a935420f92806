"""python -m dashboard.testing.messages: collect the shell's strings into the catalogs, keeping what is translated."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from dashboard.casework.intake import intake_form
from dashboard.forms import Form

ROOT = Path(__file__).parents[1]
CATALOGS = ROOT / "i18n" / "locales"
METHODS = [("**.py", "python")]


def collect() -> Catalog:
    """Return every string in the dashboard's own code that goes through gettext."""
    found = Catalog(project="ovtf-dashboard")
    keywords = {"_": None, "gettext": None, "ngettext": (1, 2)}
    for name, _line, message, _comments, _context in extract_from_dir(str(ROOT), METHODS, keywords=keywords):
        found.add(message, locations=[(name, 0)])
    for message in form_messages(intake_form()):
        found.add(message, locations=[("casework/forms/intake.md", 0)])
    return found


def form_messages(form: Form) -> Iterator[str]:
    """Yield every text of a form that a person reads; choices of code lists have their labels in data/codes.csv."""
    for group in form.groups:
        yield group.label
    for question in form.questions:
        yield from (question.label, question.hint, question.guidance, question.constraint_message)
        yield from (each.label for each in question.choices if "audience" not in each.columns)


def update(language: str, template: Catalog) -> tuple[int, int]:
    """Write a language's catalog anew; return how many strings are translated, of how many."""
    path = CATALOGS / f"{language}.po"
    catalog = read_po(path.open("rb"), locale=language) if path.exists() else Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_header_comment=False)
    with path.open("wb") as file:
        write_po(
            file, catalog, width=110, omit_header=False, ignore_obsolete=True, sort_output=True, include_lineno=False
        )
    every = [message for message in catalog if message.id]
    return sum(bool(message.string and any(message.string)) for message in every), len(every)


def main() -> None:
    """Update both catalogs and say how far they are."""
    template = collect()
    for language in ("ar", "ckb"):
        done, every = update(language, template)
        print(f"{language}: {done} of {every} strings")


if __name__ == "__main__":
    main()
