"""The sheet on which an entry of the service directory is written: inputs for every field."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from dashboard import codes
from dashboard.actions.directory.rules import LANGUAGES, field_names
from dashboard.contract import Service
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import listed, words

Name = Callable[[str], str]


def draw(service: Service, name: Name) -> dict[str, Any]:
    """Draw an input for each field of a service and return what they hold; `name` returns the key of a field's input."""
    labels = field_names()
    values = _what(service, name, labels) | _where(service, name, labels) | _how(service, name, labels)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        for field in ("hours", "cost", "source"):
            values[field] = st.text_input(labels[field], getattr(service, field), key=name(field))
        values["accessible"] = _one(labels["accessible"], _answers(), _answer(service.accessible), name("accessible"))
    return _read(values)


def _what(service: Service, name: Name, labels: Mapping[str, str]) -> dict[str, Any]:
    values: dict[str, Any] = {
        "label": st.text_input(labels["label"], service.label, key=name("label")),
        "summary": st.text_area(labels["summary"], service.summary, key=name("summary"), height="content"),
    }
    with st.container(horizontal=True, vertical_alignment="bottom"):
        values["kind"] = _one(labels["kind"], listed.kinds(), service.kind, name("kind"))
        values["audience"] = _one(labels["audience"], audiences(), service.audience, name("audience"))
        values["region"] = _one(labels["region"], _regions(), service.region, name("region"))
    return values


def _where(service: Service, name: Name, labels: Mapping[str, str]) -> dict[str, Any]:
    spoken = {code: listed.language_names()[code] for code in LANGUAGES}
    return {
        "governorates": _many(
            labels["governorates"], "governorate", service.governorates, name("governorates"), _("The whole region")
        ),
        "service_types": _many(
            labels["service_types"], "service_type", service.service_types, name("service_types"), _("Nothing")
        ),
        "no_referral": st.text_input(
            labels["no_referral"],
            service.no_referral,
            key=name("no_referral"),
            placeholder=_("Such as: she uses it herself."),
        ),
        "genders": _many(labels["genders"], "gender", service.genders, name("genders"), _("Everyone")),
        "languages": _several(labels["languages"], spoken, service.languages, name("languages"), _("Choose")),
    }


def _how(service: Service, name: Name, labels: Mapping[str, str]) -> dict[str, Any]:
    return {
        "channels": st.text_area(
            labels["channels"],
            "\n".join(f"{kind}: {value}" for kind, value in service.channels),
            key=name("channels"),
            placeholder="phone: 119\nwhatsapp: +964 750 000 0000\nemail: help@example.org\nweb: example.org",
            help=_("One a line: phone, whatsapp, email or web, then a colon, then the number or address."),
            height="content",
        ),
        "steps": st.text_area(
            labels["steps"],
            "\n".join(service.steps),
            key=name("steps"),
            help=_("One step a line, at most 12."),
            height="content",
        ),
        "caution": st.text_area(labels["caution"], service.caution, key=name("caution"), height="content"),
    }


def _read(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **values,
        "channels": [_channel(line) for line in values["channels"].splitlines() if line.strip()],
        "steps": [line.strip() for line in values["steps"].splitlines() if line.strip()],
        "accessible": {"yes": True, "no": False}.get(values["accessible"]),
    }


def _channel(line: str) -> list[str]:
    kind, colon, value = line.partition(":")
    return [kind.strip().lower(), value.strip()] if colon else ["", line.strip()]


def _one(label: str, options: Mapping[str, str], value: str, key: str) -> str:
    names = _with(options, value)
    return str(
        st.selectbox(label, names, names.index(value), key=key, format_func=lambda code: options.get(code, code))
    )


def _many(label: str, codes_of: str, values: tuple[str, ...], key: str, none: str) -> list[str]:
    return _several(label, {code: words.code(codes_of, code) for code in codes.names(codes_of)}, values, key, none)


def _several(label: str, options: Mapping[str, str], values: tuple[str, ...], key: str, none: str) -> list[str]:
    names = _with(options, *values)
    return st.multiselect(
        label, names, list(values), key=key, format_func=lambda code: options.get(code, code), placeholder=none
    )


def _with(options: Mapping[str, str], *values: str) -> list[str]:
    """Return the codes to choose from: those of the list, then the entry's own where a partner's plugin uses others."""
    return list(dict.fromkeys([*options, *values]))


def audiences() -> dict[str, str]:
    """Return the words for whom a service may be for, by code."""
    return {"both": _("adults and children"), "adult": _("adults"), "child": _("children")}


def _regions() -> dict[str, str]:
    return {code: listed.region(code) for code in ("iraq", *codes.names("region"))}


def _answers() -> dict[str, str]:
    return {"unknown": _("Not known"), "yes": _("Yes"), "no": _("No")}


def _answer(accessible: bool | None) -> str:
    return "unknown" if accessible is None else "yes" if accessible else "no"
