"""Service directory: correct, verify, add and retire entries, without a new version of the software."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard import codes
from dashboard.access import Principal
from dashboard.contract import Service
from dashboard.desk import directory
from dashboard.desk.directory import Listed
from dashboard.desk.directory_rules import CHANNELS, LANGUAGES
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import BAGHDAD, moment
from dashboard.i18n import gettext as _
from dashboard.ui.pages.services import kinds
from dashboard.ui.widgets import guidance, words

BLANK = Service(name="new", label="", kind="provider", summary="")


def render(house: House, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Service directory"))
    st.caption(
        _("What case managers see under Services and in referrals. Organisations and hotlines only, no private people.")
    )
    if message := st.session_state.pop("directory.message", None):
        st.info(message)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input(_("Search"), key="directory.search", max_chars=40)
        stale = st.toggle(_("Only what nobody has verified for 90 days"), key="directory.stale")
    today = house.now().astimezone(BAGHDAD).date()
    found = [each for each in directory.find(house, search=search) if not stale or each.is_stale(today)]
    st.caption(_("{n} entries").format(n=len(found)))
    with st.expander(_("Add a service"), icon=":material/add:"):
        _edit(house, who, "new", BLANK)
    for each in found:
        _entry(house, who, each)


def _entry(house: House, who: Principal, each: Listed) -> None:
    guidance.service(house, each)
    with st.container(horizontal=True):
        st.button(
            _("Verified today"),
            key=f"directory.verify.{each.key}",
            on_click=_act,
            args=(directory.verify, house, who, each),
        )
        with st.popover(_("Retire"), key=f"directory.more.{each.key}"):
            st.write(_("It is not shown any more. Its history stays, and referrals that name it stay readable."))
            st.button(
                _("Retire"),
                key=f"directory.retire.{each.key}",
                on_click=_act,
                args=(directory.retire, house, who, each),
            )
    with st.expander(
        _("Correct: {name}").format(name=each.say(each.service.label)),
        key=f"directory.open.{each.key}",
        on_change="rerun",
    ) as sheet:
        if sheet.open:
            _edit(house, who, each.key, each.service)
            _history(house, who, each)


def _act(action: Any, house: House, who: Principal, each: Listed) -> None:
    try:
        action(house, who, each.key)
        st.session_state["directory.message"] = _("Saved: {name}").format(name=each.say(each.service.label))
    except DashboardError as error:
        st.session_state["directory.message"] = str(error)


def _edit(house: House, who: Principal, key: str, service: Service) -> None:
    """Draw inputs for every field; what was typed stays when something is wrong with it."""

    def name(field: str) -> str:
        return f"directory.{key}.{field}"

    with st.form(f"directory.form.{key}", border=False):
        values: dict[str, Any] = {
            "label": st.text_input(_("Name"), service.label, key=name("label"), max_chars=120),
            "summary": st.text_area(_("What it helps with"), service.summary, key=name("summary"), max_chars=500),
            "kind": _one(_("Kind"), kinds(), service.kind, name("kind")),
            "audience": _one(_("For"), _audiences(), service.audience, name("audience")),
            "region": _one(_("Region"), _regions(), service.region, name("region")),
            "governorates": _many(
                _("Governorates (none: the whole region)"), "governorate", service.governorates, name("governorates")
            ),
            "service_types": _many(_("Can be referred to for"), "service_type", service.service_types, name("types")),
            "languages": st.multiselect(
                _("Languages"),
                LANGUAGES,
                list(service.languages),
                key=name("languages"),
                format_func=lambda code: guidance.LANGUAGE_NAMES.get(code, code),
            ),
            "channels": st.text_area(
                _("How to reach it, one a line: phone, whatsapp, email or web, a colon, the number or address"),
                _lines(service),
                key=name("channels"),
            ),
            "steps": st.text_area(_("Steps, one a line"), "\n".join(service.steps), key=name("steps")),
            "caution": st.text_area(_("Caution"), service.caution, key=name("caution"), max_chars=500),
            "hours": st.text_input(_("Hours"), service.hours, key=name("hours"), max_chars=120),
            "cost": st.text_input(_("Cost"), service.cost, key=name("cost"), max_chars=120),
        }
        sent = st.form_submit_button(_("Save"), type="primary")
    if sent:
        _save(house, who, key, service, values)


def _save(house: House, who: Principal, key: str, service: Service, typed: Mapping[str, Any]) -> None:
    values = directory.plain(service) | dict(typed)
    values["channels"] = [_channel(line) for line in typed["channels"].splitlines() if line.strip()]
    values["steps"] = [line.strip() for line in typed["steps"].splitlines() if line.strip()]
    try:
        directory.save(house, who, directory.new_key(house, typed["label"]) if key == "new" else key, values)
    except DashboardError as error:
        st.error(_("Nothing is lost, but this cannot be saved yet:") + "\n" + str(error))
        return
    for name in [name for name in st.session_state if str(name).startswith(f"directory.{key}.")]:
        del st.session_state[name]
    st.session_state["directory.message"] = _("Saved: {name}").format(name=typed["label"])
    st.rerun()


def _channel(line: str) -> list[str]:
    kind, _colon, value = line.partition(":")
    return [kind.strip().lower(), value.strip()] if value else ["", line.strip()]


def _lines(service: Service) -> str:
    return "\n".join(f"{kind}: {value}" for kind, value in service.channels) or f"{CHANNELS[0]}: "


def _one(label: str, options: Mapping[str, str], value: str, key: str) -> str:
    names = list(options)
    return str(st.selectbox(label, names, names.index(value), key=key, format_func=options.__getitem__))


def _many(label: str, codes_of: str, values: tuple[str, ...], key: str) -> list[str]:
    return st.multiselect(
        label, codes.names(codes_of), list(values), key=key, format_func=lambda code: words.code(codes_of, code)
    )


def _audiences() -> dict[str, str]:
    return {"both": _("adults and children"), "adult": _("adults"), "child": _("children")}


def _regions() -> dict[str, str]:
    return {code: guidance.region(code) for code in ("iraq", *codes.names("region"))}


def _history(house: House, who: Principal, each: Listed) -> None:
    versions = directory.versions(house, who, each.key)
    if versions:
        st.caption(_("Changed:") + " " + " · ".join(moment(version.at) for version in versions[:10]))
