"""One entry of the service directory on the screen: what it offers, to whom, and when it was verified."""

import html
import re
from collections.abc import Callable

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed
from dashboard.contract import Service
from dashboard.i18n import day, month
from dashboard.i18n import gettext as _
from dashboard.languages import SPOKEN
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words


def service(_context: Context, listed: Listed, below: Callable[[], None] | None = None) -> None:
    """Draw one service in a box: what it is for, how to reach it, step by step; `below` draws what a page adds."""
    entry, say = listed.service, listed.say
    with st.container(border=True):
        st.markdown(f"**{quoted(say(entry.label))}**")
        st.markdown(quoted(say(entry.summary)))
        # The class is what printing keeps on one page, so it is there also without channels.
        st.html(f'<div class="ovtf-service">{"".join(_channel(kind, value) for kind, value in entry.channels)}</div>')
        if entry.steps:
            st.markdown("\n".join(f"{number}. {quoted(say(step))}" for number, step in enumerate(entry.steps, 1)))
        if entry.caution:
            st.markdown(f":orange[**⚠** {quoted(say(entry.caution))}]")
        if not entry.service_types:
            st.caption(quoted(_no_referral(listed)))
        st.caption(" · ".join(map(quoted, _facts(listed))))
        if listed.is_stale:
            st.markdown(f":orange[■ {_stale(listed)}]")
        if below:
            below()


def _stale(listed: Listed) -> str:
    if listed.verified is None:
        return _("Never verified: check before you send anyone there.")
    return _("Not verified for more than 90 days: check before you send anyone there.")


def _no_referral(listed: Listed) -> str:
    """Return why an entry cannot be chosen in a referral."""
    if not listed.service.no_referral:
        return _("Cannot be chosen in a referral: the entry does not say what for.")
    return _("No referral: {why}").format(why=listed.say(listed.service.no_referral))


def _facts(listed: Listed) -> list[str]:
    entry, say = listed.service, listed.say
    audience = {"adult": _("adults"), "child": _("children"), "both": _("adults and children")}[entry.audience]
    types = words.several("service_type", entry.service_types)
    genders = words.several("gender", entry.genders)
    access = _("reachable with a disability") if entry.accessible else ""
    facts = [
        audience,
        genders,
        where(entry),
        languages(entry.languages),
        types,
        say(entry.hours),
        say(entry.cost),
        access,
    ]
    return [fact for fact in [*facts, verified(listed)] if fact]


def where(entry: Service) -> str:
    """Return where a service works: its governorates, else its region."""
    return words.several("governorate", entry.governorates) if entry.governorates else region(entry.region)


def languages(spoken: tuple[str, ...]) -> str:
    """Return the names of languages, each in the language itself."""
    # Each between Unicode isolates, so that names in two scripts keep their order.
    return _(", ").join(f"\u2068{language_names().get(code, code)}\u2069" for code in spoken)


def language_names() -> dict[str, str]:
    """Return the languages that a service may offer, by code, each named in itself."""
    return {**SPOKEN, "other": _("another language")}


def verified(listed: Listed) -> str:
    """Return when an entry was last verified and by whom, "" when never."""
    if listed.verified is None:
        return ""
    is_month = len(listed.service.last_verified) == 7
    when = month(listed.verified) if is_month else day(listed.verified)
    if not listed.service.verified_by:
        return _("last verified {when}").format(when=when)
    return _("last verified {when} by {who}").format(when=when, who=listed.service.verified_by)


def region(code: str) -> str:
    """Return the name of a region of Iraq by its code."""
    return _("All of Iraq") if code == "iraq" else words.code("region", code)


def kinds() -> dict[str, str]:
    """Return the words for each kind of service (hotline, tool, provider ...) by its code."""
    return {
        "hotline": _("Hotlines"),
        "tool": _("Tools"),
        "platform": _("Platforms"),
        "authority": _("Authorities"),
        "coordination": _("Coordination"),
        "provider": _("Providers"),
    }


def _channel(kind: str, value: str) -> str:
    names = {"phone": _("Phone"), "whatsapp": "WhatsApp", "email": _("E-mail"), "web": _("Web")}
    name, shown = html.escape(names.get(kind, kind)), html.escape(value)
    if kind == "phone":
        shown = f'<a href="tel:{html.escape(re.sub("[^0-9+]", "", value))}">{shown}</a>'
    return f'<span>{name}: <b class="ovtf-ltr">{shown}</b></span>'
