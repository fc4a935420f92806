"""What an entry of the service directory must look like."""

import re
from collections.abc import Mapping
from typing import Any

import phonenumbers

from dashboard import codes
from dashboard.contract.service import KINDS
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _

LANGUAGES = ("ar", "ckb", "kmr", "en", "other")
CHANNELS = ("phone", "whatsapp", "email", "web")
LONGEST, STEPS = 500, 12
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+")
_WEB = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}(/[^\s<>\"']*)?", re.IGNORECASE)
_SHORT = re.compile(r"\d{3,6}")


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values as they are kept; raise RecordError that lists everything that is wrong."""
    found = {name: value.strip() if isinstance(value, str) else value for name, value in values.items()}
    wrong = [*_texts(found), *_coded(found), *_channels(found)]
    if wrong:
        raise RecordError("\n".join(f"- {each}" for each in wrong))
    return found


def _texts(values: Mapping[str, Any]) -> list[str]:
    wrong = []
    if not values.get("label"):
        wrong.append(_("Give the service a name."))
    if not values.get("summary"):
        wrong.append(_("Say in a sentence what it helps with."))
    steps = values.get("steps") or []
    texts = [each for each in (*values.values(), *steps) if isinstance(each, str)]
    if any(len(each) > LONGEST for each in texts):
        wrong.append(_("A text is too long. Keep each under {n} characters.").format(n=LONGEST))
    if len(steps) > STEPS:
        wrong.append(_("There are too many steps. Keep it to {n}.").format(n=STEPS))
    return wrong


def _coded(values: Mapping[str, Any]) -> list[str]:
    allowed = {
        "kind": KINDS,
        "region": ("iraq", *codes.names("region")),
        "audience": ("adult", "child", "both"),
        "governorates": codes.names("governorate"),
        "service_types": codes.names("service_type"),
        "genders": codes.names("gender"),
        "languages": LANGUAGES,
    }
    return [
        _("{field} has a value that is not in its list.").format(field=name)
        for name in allowed
        if _odd(values, name, allowed[name])
    ]


def _odd(values: Mapping[str, Any], name: str, allowed: tuple[str, ...]) -> bool:
    given = values.get(name) or ()
    return not set([given] if isinstance(given, str) else given) <= set(allowed)


def _channels(values: Mapping[str, Any]) -> list[str]:
    return [problem for kind, value in values.get("channels") or [] if (problem := _channel(str(kind), str(value)))]


def _channel(kind: str, value: str) -> str:
    if kind in ("phone", "whatsapp"):
        return (
            ""
            if _is_phone(value)
            else _("{value} is not a phone number. Write 119, or +964 750 000 0000.").format(value=value)
        )
    if kind == "email":
        return "" if _EMAIL.fullmatch(value) else _("{value} is not an e-mail address.").format(value=value)
    if kind == "web":
        return (
            ""
            if _WEB.fullmatch(value)
            else _("{value} is not a web address. Write example.org or https://example.org.").format(value=value)
        )
    return _("{kind} is not a way to reach a service. Use phone, whatsapp, email or web.").format(kind=kind)


def _is_phone(value: str) -> bool:
    if _SHORT.fullmatch(value):
        return True
    try:
        return phonenumbers.is_possible_number(phonenumbers.parse(value, "IQ"))
    except phonenumbers.NumberParseException:
        return False
