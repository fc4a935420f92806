"""Are the words there, in every language, and does guidance say where it is from?"""

import re
from collections.abc import Iterator
from datetime import date

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from dashboard.i18n import harmless
from dashboard.languages import LANGUAGES, TRANSLATED
from ovtf_kit import collecting
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

OLD = 730
"""Days after which guidance is looked at again."""
_LANGUAGE_NAMES = {code: LANGUAGES[code].name for code in TRANSLATED}
_MONTH = re.compile(r"(20\d\d)-(0[1-9]|1[0-2])(?:-\d\d)?")
_BRACES = re.compile(r"\{\w*\}")


@rule()
def translations_complete(subject: Subject) -> Iterator[Finding]:
    """Every text has a translation into each language of the dashboard, with the same {braces}."""
    texts = [str(message.id) for message in collecting.plugin(subject.plugin) if message.id]
    for language, language_name in _LANGUAGE_NAMES.items():
        catalog = _catalog(subject, language)
        translations = {text: "" for text in texts}
        for form in subject.plugin.forms:  # a form may bring translations in columns such as label::Arabic (ar)
            in_form = form.texts.get(language, {})
            translations |= {text: in_form[text] for text in in_form if text in translations}
        for text in texts:
            if in_catalog := _translation(catalog, text):
                translations[text] = in_catalog
        if missing := [text for text in texts if not translations[text]]:
            yield Finding(
                where=f"locales/{language}.po ({language_name})",
                found=f"{len(missing)} of {len(texts)} texts have no translation, such as {missing[0][:80]!r}",
                expected="every text translated; until then people read it in another language",
                todo=f"Run python -m ovtf_kit.messages {subject.name}, copy what is new from messages.pot into the catalog, "
                "translate it, and commit both.",
                level="warning",
            )
        for text, translation in translations.items():
            if translation and sorted(_BRACES.findall(text)) != sorted(_BRACES.findall(translation)):
                yield _braces(language, text, translation)


def _catalog(subject: Subject, language: str) -> Catalog:
    path = subject.folder / "locales" / f"{language}.po" if subject.folder is not None else None
    if path is None or not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def _translation(catalog: Catalog, text: str) -> str:
    message = catalog.get(text)
    return str(message.string or "") if message else ""


def _braces(language: str, text: str, translation: str) -> Finding:
    return Finding(
        where=f"locales/{language}.po, {text[:60]!r}",
        found=f"the text has {_BRACES.findall(text)}, its translation {_BRACES.findall(translation)}",
        expected="the same words in braces: they are filled in while the page is drawn",
        todo="Copy them as they are, braces included.",
    )


@rule()
def texts_plain(subject: Subject) -> Iterator[Finding]:
    """No text or translation holds HTML or a link, every channel is an address, and catalogs can be read."""
    for warning in subject.plugin.warnings:
        where, _colon, found = warning.rstrip(".").partition(": ")
        yield _odd(where if found else "the plugin", found or where)
    for language, language_name in _LANGUAGE_NAMES.items():
        for message in _catalog(subject, language):
            if message.id and harmless(str(message.string)) != str(message.string):
                where = f"locales/{language}.po ({language_name}), {str(message.id)[:60]!r}"
                yield _odd(where, "the translation holds HTML or a link")


def _odd(where: str, found: str) -> Finding:
    return Finding(
        where=where,
        found=found,
        expected="plain words, and in guidance Markdown without links; addresses stand in services.toml",
        todo="Write it without; until then it is shown in a harmless way, or left out, and listed for the administrator.",
    )


@rule()
def guidance_reviewed(subject: Subject) -> Iterator[Finding]:
    """Guidance names its source and the month in which it was reviewed, not in the future and at most two years ago."""
    for page in subject.plugin.guidance:
        where = f"guidance {page.heading} ({page.audience}, {page.language})"
        month = _MONTH.fullmatch(page.reviewed)
        if not page.source.strip():
            yield _unsigned(where, "it names no source", "Give guidance_source=... to Area, or source=... to Guidance.")
        if month is None:
            yield _unsigned(
                where,
                f"it was reviewed {page.reviewed!r}",
                'Give guidance_reviewed="2026-11" to Area, or reviewed=... to Guidance.',
            )
            continue
        days = (date.today() - date(int(month[1]), int(month[2]), 1)).days
        if days < 0:
            yield _unsigned(where, f"it was reviewed in {page.reviewed}, which has not come yet", "Correct the month.")
        elif days > OLD:
            yield Finding(
                where=where,
                found=f"it was reviewed in {page.reviewed}",
                expected="a review in the last two years",
                todo="Read it again, correct it, and give the new month.",
                level="warning",
            )


def _unsigned(where: str, found: str, todo: str) -> Finding:
    return Finding(where=where, found=found, expected="a source, and a month of review such as 2026-11", todo=todo)
