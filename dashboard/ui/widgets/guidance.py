"""Guidance and services on the screen."""

import html

import streamlit as st

from dashboard.contract import HEADINGS, Guidance, Service
from dashboard.desk.directory import Listed
from dashboard.desk.house import House
from dashboard.i18n import BAGHDAD, language
from dashboard.i18n import gettext as _
from dashboard.registry import Plugin
from dashboard.ui.widgets import words

LANGUAGE_NAMES = {"ar": "العربية", "ckb": "کوردی", "kmr": "Kurmancî", "en": "English"}


def headings() -> dict[str, str]:
    """Return the four headings of the guide in the language of this run."""
    return {"issue": _("The issue"), "actions": _("What to do"), "tools": _("Tools"), "actors": _("Who helps")}


def show(plugin: Plugin, child: bool | None) -> None:
    """Draw an area's guidance under its four headings, for a child's case, an adult's, or (None) both."""
    names = headings()
    for heading in HEADINGS:
        for page in _pages(plugin, heading, child):
            st.markdown(f"##### {names[heading]}{_whom(page, child)}")
            st.markdown(page.text)
            st.caption(f"{page.source} · " + _("reviewed {when}").format(when=page.reviewed))


def _pages(plugin: Plugin, heading: str, child: bool | None) -> list[Guidance]:
    wanted = {"both", "adult", "child"} if child is None else {"both", "child" if child else "adult"}
    found = [page for page in plugin.guidance if page.heading == heading and page.audience in wanted]
    spoken = [page for page in found if page.language == language()]
    return spoken or [page for page in found if page.language == "en"]


def _whom(page: Guidance, child: bool | None) -> str:
    if child is not None or page.audience == "both":
        return ""
    return " · " + (_("children") if page.audience == "child" else _("adults"))


def service(house: House, listed: Listed) -> None:
    """Draw one service as a card: what it is for, how to reach it, step by step."""
    each, say = listed.service, listed.say
    with st.container(border=True):
        st.markdown(f"**{say(each.label)}**")
        st.write(say(each.summary))
        if each.channels:
            st.html(" ".join(_channel(kind, value) for kind, value in each.channels))
        if each.steps:
            st.markdown("\n".join(f"{at}. {say(step)}" for at, step in enumerate(each.steps, 1)))
        if each.caution:
            st.markdown(f":orange[**⚠** {say(each.caution)}]")
        st.caption(" · ".join(_facts(each)))
        if listed.is_stale(house.now().astimezone(BAGHDAD).date()):
            st.markdown(
                ":orange[" + _("■ Not verified for more than 90 days: check before you send anyone there.") + "]"
            )


def _facts(each: Service) -> list[str]:
    audience = {"adult": _("adults"), "child": _("children"), "both": _("adults and children")}[each.audience]
    where = words.several("governorate", each.governorates) if each.governorates else region(each.region)
    spoken = ", ".join(LANGUAGE_NAMES.get(code, code) for code in each.languages)
    types = [words.several("service_type", each.service_types)] if each.service_types else []
    verified = [_("last verified {when} by {who}").format(when=each.last_verified, who=each.verified_by or "OVTF")]
    return [
        audience,
        where,
        spoken,
        *types,
        *(verified if each.last_verified else []),
        *filter(None, [each.hours, each.cost]),
    ]


def region(code: str) -> str:
    """Return a region in words."""
    return _("All of Iraq") if code == "iraq" else words.code("region", code)


def _channel(kind: str, value: str) -> str:
    shown = html.escape(value)
    names = {"phone": _("Phone"), "whatsapp": "WhatsApp", "email": _("E-mail"), "web": _("Web")}
    name = html.escape(names.get(kind, kind))
    dial = f'<a href="tel:{shown.replace(" ", "")}">{shown}</a>' if kind == "phone" else shown
    return f'<span style="margin-inline-end:1.2rem">{name}: <b class="ovtf-ltr">{dial}</b></span>'
