"""Rules of an entry of the service directory: which fields it has, what each may hold, and in what words it is refused."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import phonenumbers

from dashboard import codes
from dashboard.contract import Service
from dashboard.contract.service import KINDS
from dashboard.errors import RecordError
from dashboard.i18n import gettext as _
from dashboard.languages import SPOKEN, western

LANGUAGES = (*SPOKEN, "other")
LONGEST, STEPS = 500, 12
FIELDS = frozenset(field.name for field in fields(Service)) - {"name"}
EDITABLE = FIELDS - {"last_verified", "verified_by"}
LISTS = frozenset({"governorates", "service_types", "genders", "languages", "steps", "channels"})
NEEDED = ("kind", "region", "audience")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)
_WEB = re.compile(r"(https?://)?([\w-]+\.)+[a-z]{2,}(:\d{2,5})?([/?#][^\s<>\"'\\]*)?", re.IGNORECASE)
_SHORT = re.compile(r"[0-9]{3,6}")
_PHONE = re.compile(r"\+?[0-9 ()./-]{6,24}")


def field_names() -> dict[str, str]:
    """Return the fields of an entry by name, in the order of the form, with their words in the reader's language."""
    return {
        "label": _("Name"),
        "summary": _("What it helps with"),
        "kind": _("Kind"),
        "audience": _("For"),
        "region": _("Region"),
        "governorates": _("Governorates"),
        "service_types": _("Can be referred to for"),
        "no_referral": _("If nobody is referred there: why"),
        "genders": _("Genders"),
        "languages": _("Languages"),
        "channels": _("How to reach it"),
        "steps": _("Steps"),
        "caution": _("Caution"),
        "hours": _("Hours"),
        "cost": _("Cost"),
        "accessible": _("Reachable with a disability"),
        "source": _("Source"),
        "last_verified": _("Last verified"),
        "verified_by": _("Verified by"),
    }


def checked(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return values trimmed as they are stored; raise RecordError with a line for everything that is wrong."""
    tidy = {field: _tidy(field, value) for field, value in values.items()}
    # Values of a wrong type first and alone: the other rules could not read them.
    looks = (_texts, _coded, _places, _referral, _channels)
    complaints = list(_shapes(tidy)) or [complaint for look in looks for complaint in look(tidy)]
    if complaints:
        raise RecordError("\n".join(f"- {complaint}" for complaint in complaints))
    return tidy


def _tidy(name: str, value: Any) -> Any:
    """Return the value of a field without spaces around its texts; in channels with western digits as well."""
    if isinstance(value, str):
        return value.strip()
    if name == "channels" and isinstance(value, list | tuple):
        return [
            [western(str(part)).strip() for part in channel] if isinstance(channel, list | tuple) else []
            for channel in value
        ]
    return [_tidy("", part) for part in value] if isinstance(value, list | tuple) else value


def _shapes(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint for each unknown field, and for each field whose value has a wrong type."""
    names = field_names()
    for name, value in values.items():
        if name not in EDITABLE:
            yield _("{field} is not a field of the directory.").format(field=name)
        elif not _has_shape(name, value):
            yield _("{field} has a value that cannot be kept.").format(field=names[name])


def _has_shape(name: str, value: Any) -> bool:
    """Whether a value has the type that its field needs."""
    if name == "accessible":
        return value is None or isinstance(value, bool)
    if name == "channels":
        return isinstance(value, list) and all(len(channel) == 2 for channel in value)
    if name in LISTS:
        return isinstance(value, list) and all(isinstance(text, str) for text in value)
    return isinstance(value, str)


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint for a missing name or summary, for each text that is too long, and for too many steps."""
    names = field_names()
    if not values.get("label"):
        yield _("Give the service a name.")
    if not values.get("summary"):
        yield _("Say in a sentence what it helps with.")
    for name in names:
        if any(len(text) > LONGEST for text in _strings(values.get(name))):
            yield _("{field}: a text is too long. Keep it to {n} characters.").format(field=names[name], n=LONGEST)
    if len(values.get("steps") or ()) > STEPS:
        yield _("There are too many steps. Keep it to {n}.").format(n=STEPS)


def _strings(value: Any) -> Iterator[str]:
    """Yield every text in a value: the value itself, or those in a list and in lists within it."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for part in value:
            yield from _strings(part)


def _coded(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint for each field that holds a code which is not in its list, or lacks one that it needs."""
    allowed = {
        "kind": KINDS,
        "region": ("iraq", *codes.names("region")),
        "audience": ("adult", "child", "both"),
        "governorates": codes.places(),
        "service_types": codes.names("service_type"),
        "genders": codes.names("gender"),
        "languages": LANGUAGES,
    }
    for field, known_codes in allowed.items():
        given_codes = set(_strings(values.get(field)))
        if not given_codes <= set(known_codes) or (field in NEEDED and not given_codes):
            yield _("{field}: choose from the list.").format(field=field_names()[field])


def _places(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint when a governorate lies outside the region."""
    region, known = values.get("region"), codes.places()
    if region in codes.names("region"):
        places = [place for place in values.get("governorates") or () if place in known]
        if any(codes.group("governorate", place) != region for place in places):
            yield _("A governorate lies outside the region. Change the region, or take the governorate away.")


def _referral(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint when an entry says neither what it can be referred to for nor why nobody is referred, or both."""
    types, why_not = values.get("service_types"), values.get("no_referral")
    if not types and not why_not:
        yield _("Choose what it can be referred to for, or say why nobody is referred there.")
    elif types and why_not:
        yield _("It says what it can be referred to for, and why nobody is referred there. Take one of them away.")


def _channels(values: Mapping[str, Any]) -> Iterator[str]:
    """Yield a complaint for each number or address that is not one of its kind (phone, whatsapp, email, web)."""
    unknown_kind = _("Write how to reach it as phone, whatsapp, email or web: {value}")
    for kind, address in values.get("channels") or ():
        if not _fits(kind, address):
            yield _complaints().get(kind, unknown_kind).format(value=address or kind)


def _fits(kind: str, value: str) -> bool:
    """Whether a number or address is one of its kind; False for an unknown kind."""
    if kind == "phone":
        return bool(_SHORT.fullmatch(value)) or _is_phone(value)
    if kind == "whatsapp":
        return _is_phone(value)
    pattern = {"email": _EMAIL, "web": _WEB}.get(kind)
    return bool(pattern and pattern.fullmatch(value))


def _complaints() -> dict[str, str]:
    return {
        "phone": _("{value} is not a phone number. Write 119, or +964 750 000 0000."),
        "whatsapp": _("{value} is not a WhatsApp number. Write +964 750 000 0000."),
        "email": _("{value} is not an e-mail address."),
        "web": _("{value} is not a web address. Write it as example.org."),
    }


def _is_phone(value: str) -> bool:
    if not _PHONE.fullmatch(value):
        return False
    try:
        return bool(phonenumbers.is_valid_number(phonenumbers.parse(value, "IQ")))
    except phonenumbers.NumberParseException:
        return False
