"""What is taken out of a plugin's contributions or shown differently; each is listed for the administrator."""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from dashboard.contract import Service
from dashboard.i18n import broken, harmless
from dashboard.registry.plugin import Plugin

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
SCHEMES = ("http", "https", "mailto", "tel")


def tidied(plugin: Plugin) -> Plugin:
    """Return the plugin without addresses that are no address, with a warning for each text that is not plain."""
    services = tuple(_service(each) for each in plugin.services)
    found = [*_dropped(plugin.services, services), *(_warning(*each) for each in _texts(plugin) if _is_odd(each[1]))]
    found += [f"locales/{code}.po cannot be read, so its texts stay in English." for code in broken(plugin.module)]
    return dataclasses.replace(plugin, services=services, warnings=tuple(found))


def _service(each: Service) -> Service:
    return dataclasses.replace(each, channels=tuple(channel for channel in each.channels if _is_address(channel)))


def _is_address(channel: tuple[str, str]) -> bool:
    found = _SCHEME.match("".join(char for char in channel[1] if char.isprintable()))
    return found is None or found.group(1).lower() in SCHEMES


def _dropped(before: Iterable[Service], after: Iterable[Service]) -> Iterator[str]:
    for old, new in zip(before, after, strict=True):
        if old.channels != new.channels:
            yield (
                f"service {old.name!r}: an address was left out, because it is neither a number, an e-mail address nor "
                "a page on the web."
            )


def _is_odd(text: str) -> bool:
    return harmless(text) != text


def _warning(where: str, _text: str) -> str:
    return f"{where}: a text holds HTML or a link. It is shown as plain text: write it without."


def _texts(plugin: Plugin) -> Iterator[tuple[str, str]]:
    if plugin.area:
        yield "area", f"{plugin.area.label} {plugin.area.summary}"
    for page in plugin.guidance:
        yield f"guidance {page.heading!r} ({page.language})", page.text
    for each in plugin.services:
        yield f"service {each.name!r}", " ".join((each.label, each.summary, each.caution, *each.steps))
    for form in plugin.forms:
        for question in form.questions:
            labels = " ".join(choice.label for choice in question.choices)
            yield f"form {form.name!r}, question {question.name!r}", f"{question.label} {question.hint} {labels}"
    for checklist in plugin.checklists:
        for item in checklist.items:
            yield f"step {item.name!r}", f"{item.label} {item.hint} {item.because}"
