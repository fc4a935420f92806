"""Leave unsafe addresses out of a plugin's contributions, and list for the administrator what was left out or looks unsafe."""

import dataclasses
import re
from collections.abc import Iterable, Iterator

from dashboard.contract import Service
from dashboard.i18n import broken, harmless
from dashboard.registry.plugin import Plugin

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.-]*):(?!\d)")
"""The scheme of an address; "example.org:8080" has none, its colon is followed by a port."""
SCHEMES = ("http", "https", "mailto", "tel")


def tidied(plugin: Plugin) -> Plugin:
    """Return the plugin without unsafe addresses, with a warning for each of them and for each text that is not plain."""
    services = tuple(_without_unsafe(service) for service in plugin.services)
    warnings = [*_left_out(plugin.services, services)]
    warnings += [_warning(where) for where, text in _texts(plugin) if _is_odd(text)]
    warnings += [f"locales/{code}.po cannot be read, so its texts stay in English." for code in broken(plugin.module)]
    return dataclasses.replace(plugin, services=services, warnings=tuple(warnings))


def _without_unsafe(service: Service) -> Service:
    """Return a service without its unsafe addresses."""
    return dataclasses.replace(service, channels=tuple(channel for channel in service.channels if _is_address(channel)))


def _is_address(channel: tuple[str, str]) -> bool:
    """Whether the address in a channel (kind, address) is safe to show: it has no scheme, or one of `SCHEMES`."""
    # Browsers ignore line ends and tabs inside a scheme: "java\nscript:" runs as "javascript:".
    scheme = _SCHEME.match("".join(char for char in channel[1] if char.isprintable()))
    return scheme is None or scheme.group(1).lower() in SCHEMES


def _left_out(registered: Iterable[Service], tidy: Iterable[Service]) -> Iterator[str]:
    """Yield a warning for each service of which tidying dropped a phone number, e-mail address or web page.

    `registered` are the services as the area gave them, `tidy` the same ones in the same order after tidying.
    """
    for service, tidy_service in zip(registered, tidy, strict=True):
        if service.channels != tidy_service.channels:
            yield (
                f"service {service.name!r}: an address was left out, because it is neither a number, an e-mail address nor "
                "a page on the web."
            )


def _is_odd(text: str) -> bool:
    """Whether a text holds HTML or a link, which pages do not show as such."""
    return harmless(text) != text


def _warning(where: str) -> str:
    return f"{where}: a text holds HTML or a link. It is shown as plain text: write it without."


def _texts(plugin: Plugin) -> Iterator[tuple[str, str]]:
    """Yield every text that a plugin shows to people, as (where it stands, text)."""
    if plugin.area:
        yield "area", f"{plugin.area.label} {plugin.area.summary}"
    for page in plugin.guidance:
        yield f"guidance {page.heading!r} ({page.language})", page.text
    for service in plugin.services:
        texts = (service.label, service.summary, service.caution, service.no_referral, *service.steps)
        yield f"service {service.name!r}", " ".join(texts)
    for form in plugin.forms:
        for question in form.questions:
            labels = " ".join(choice.label for choice in question.choices)
            yield f"form {form.name!r}, question {question.name!r}", f"{question.label} {question.hint} {labels}"
    for checklist in plugin.checklists:
        for item in checklist.items:
            reasons = " ".join([item.because, *(decision.because for decision in item.settled_by)])
            yield f"step {item.name!r}", f"{item.label} {item.hint} {reasons}"
