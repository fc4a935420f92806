"""What must stay in the agency: headers and cells that look like data of a person."""

import re

import phonenumbers

from dashboard import codes
from dashboard.i18n import gettext as _
from dashboard.i18n import noted

# What is refused in a header: the pattern by which it is recognised, and its name for people.
_FORBIDDEN = {
    "name": (r"\bname\b|surname|اسم|الاسم|ناو\b|اللقب", noted("names")),
    "phone": (r"phone|mobile|\btel\b|whatsapp|هاتف|موبايل|رقم الهاتف|مۆبایل|تەلەفۆن", noted("telephone numbers")),
    "e-mail": (r"e ?mail|بريد|ئیمەیڵ", noted("e-mail addresses")),
    "link": (r"\burl\b|\blink\b|profile|account|handle|username|رابط|حساب|لینک", noted("links or accounts")),
    "address": (r"address|street|camp\b|village|district|عنوان|شارع|مخيم|قرية|ناونیشان", noted("addresses")),
    "birth date": (r"birth|\bdob\b|الميلاد|لەدایکبوون", noted("dates of birth")),
    "narrative": (
        r"narrative|notes?\b|comment|description|story|details|remarks|ملاحظ|وصف|تفاصيل|تێبینی",
        noted("free text"),
    ),
}
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LINK = re.compile(r"https?://|www\.|\bt\.me/|\.com\b", re.IGNORECASE)
# A cell with more characters or more words than this is free text.
_LONG, _WORDS = 60, 9
SHOWN = 40
"""How many characters of a header are repeated in a message."""


def forbidden(header: str) -> str | None:
    """Return what a column of this name would hold that must stay in the agency, in words, or None."""
    folded = codes.fold(header)
    return next((_(what) for pattern, what in _FORBIDDEN.values() if re.search(pattern, folded)), None)


def looks_personal(value: str) -> str | None:
    """Return what kind of personal data a cell looks like, or None; the cell itself is not repeated."""
    if len(value) > _LONG:  # first: the patterns would need minutes for a cell that is made to be slow
        return _("free text")
    if _EMAIL.search(value):
        return _("an e-mail address")
    if _LINK.search(value):
        return _("a link")
    if any(True for _match in phonenumbers.PhoneNumberMatcher(value, "IQ", leniency=phonenumbers.Leniency.VALID)):
        return _("a telephone number")
    if len(value.split()) > _WORDS:
        return _("free text")
    return None
