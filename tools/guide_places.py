"""Where a reference of data/ovtf_data/guide.csv points: a step, a form, a page, a service, a code or a rule of the product."""

import importlib
import textwrap
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

from dashboard.casework.core_forms import core_forms
from dashboard.codes import codes, meanings
from dashboard.contract import ChecklistItem, Guidance, Service
from dashboard.errors import DashboardError
from dashboard.forms import Form
from dashboard.registry import Plugin, Registry

ROOT = Path(__file__).parents[1]
T = TypeVar("T")


class NowhereError(LookupError):
    """A reference that points at nothing."""


class Product:
    """Forms, steps, pages and services of the product: references such as "form:core.need" are looked up in them."""

    def __init__(self, plugins: Iterable[Plugin], core: Iterable[Form]) -> None:
        self.plugins = {plugin.name: plugin for plugin in plugins}
        self.core = tuple(core)

    @classmethod
    def load(cls) -> "Product":
        """Return the product as it is installed."""
        return cls(Registry.load().active, core_forms())

    def resolve(self, reference: str) -> str:
        """Return where a reference points, in words and links; raise NowhereError when that is nowhere."""
        kind, _, rest = reference.partition(":")
        path, _, text = rest.partition("#")
        try:
            return _FINDERS[kind](self, path, text.replace("_", " "))
        except (LookupError, ValueError, AttributeError, ImportError, DashboardError) as error:
            raise NowhereError(f"{reference} points at nothing: {error}") from None

    def form(self, area: str, name: str) -> Form:
        """Return a form of an area, or of the shell when the area is "core"."""
        return _named(self.core if area == "core" else self.plugins[area].forms, name)

    def item(self, area: str, checklist: str, name: str) -> ChecklistItem:
        """Return a step of a checklist."""
        return _named(_named(self.plugins[area].checklists, checklist).items, name)

    def page(self, area: str, heading: str, audience: str) -> Guidance:
        """Return an English page of guidance by its heading, such as "issue", and whom it is about, such as "child"."""
        pages = (page for page in self.plugins[area].guidance if page.language == "en")
        return _first((page for page in pages if (page.heading, page.audience) == (heading, audience)), "no such page")


def _first(matches: Iterator[T], otherwise: str) -> T:
    """Return the first match; raise LookupError with the message `otherwise` when there is none."""
    for match in matches:
        return match
    raise LookupError(otherwise)


def _named(declared: Iterable[T], name: str) -> T:
    """Return the form, step, question, choice or service with this name; raise LookupError when there is none."""
    return _first((part for part in declared if getattr(part, "name", "") == name), f"nothing is named {name!r}")


def _in_text(words: str, *texts: str) -> str:
    """Return the words of a reference for the document; raise LookupError when the texts do not hold them."""
    plain = " ".join(" ".join(texts).replace("*", "").split())
    if words.casefold() not in plain.casefold():
        raise LookupError(f"{words!r} does not occur there")
    return f": “{words}”" if words else ""


def _link(words: str, path: str) -> str:
    return f"[{words}](../{path})" if (ROOT / path).exists() else words


def _quoted(words: str) -> str:
    return f"“{textwrap.shorten(words.replace('*', ''), 80, placeholder=' …')}”"


def _form_link(form: Form, area: str) -> str:
    folder = "dashboard/casework" if area == "core" else f"plugins/{area}/src/ovtf_{area}"
    return _link(form.label, f"{folder}/forms/{form.name}.md")


def _item(product: Product, path: str, _text: str) -> str:
    area, checklist, name = path.split(".")
    label = product.item(area, checklist, name).label
    return f"step {_quoted(label)} of {_link(area, f'plugins/{area}/src/ovtf_{area}/checklists.py')}"


def _form(product: Product, path: str, _text: str) -> str:
    area, name = path.split(".")
    return f"form {_form_link(product.form(area, name), area)}"


def _question(product: Product, path: str, _text: str) -> str:
    area, name, question = path.split(".")
    form = product.form(area, name)
    label = _named(form.questions, question).label
    return f"{_quoted(label) if label else f'`{question}`'} in {_form_link(form, area)}"


def _choice(product: Product, path: str, _text: str) -> str:
    area, name, question, choice = path.split(".")
    form = product.form(area, name)
    return (
        f"answer {_quoted(_named(_named(form.questions, question).choices, choice).label)} in {_form_link(form, area)}"
    )


def _guidance(product: Product, path: str, text: str) -> str:
    area, heading, audience = path.split(".")
    page = product.page(area, heading, audience)
    file = heading if audience == "both" else f"{heading}_{audience}"
    return (
        "guidance "
        + _link(f"{area}, {heading} ({audience})", f"plugins/{area}/src/ovtf_{area}/guidance/en/{file}.md")
        + _in_text(text, page.text)
    )


def _service(product: Product, path: str, text: str) -> str:
    area, name = path.split(".")
    service: Service = _named(product.plugins[area].services, name)
    addresses = (address for _kind, address in service.channels)
    where = _in_text(text, service.summary, *service.steps, service.caution, *addresses)
    return f"service {_link(service.label, f'plugins/{area}/src/ovtf_{area}/services.toml')}{where}"


def _code(_product: Product, path: str, _text: str) -> str:
    name, _, code = path.partition(".")
    found = _first((each for each in codes(name) if each.code == code), f"the list {name!r} has no code {code!r}")
    return f"code {_quoted(found.labels['en'])} of {_link(name, 'data/ovtf_data/codes.csv')}"


def _meaning(_product: Product, path: str, _text: str) -> str:
    audience, _, code = path.partition(".")
    found = _first((each for each in meanings(audience) if each.code == code), f"{path!r} has no meaning")
    return f"meaning {_quoted(found.text())} in {_link('violence_types', 'data/ovtf_data/violence_types.toml')}"


def _rule(_product: Product, path: str, _text: str) -> str:
    module, _, name = path.partition(":")
    getattr(importlib.import_module(module), name)
    return f"rule {_link(f'{module}.{name}', module.replace('.', '/') + '.py')}"


_FINDERS: dict[str, Callable[[Product, str, str], str]] = {
    "item": _item,
    "form": _form,
    "question": _question,
    "choice": _choice,
    "guidance": _guidance,
    "service": _service,
    "code": _code,
    "meaning": _meaning,
    "rule": _rule,
}
