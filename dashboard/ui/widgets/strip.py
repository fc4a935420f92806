"""The strip at the top of a case: adult or child, risk level, deadline, consent; and the warnings under it."""

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework import permitted
from dashboard.casework.unsafe import words as words_of
from dashboard.i18n import clock, moment
from dashboard.i18n import gettext as _
from dashboard.ui.widgets import words


def show(context: Context, file: OpenedCase) -> None:
    """Draw the strip: stream (adult or child), risk level, deadline, governorate, consent, and status unless it is
    open.
    """
    case = file.case
    level = case.risk_level or "not_assessed"
    with st.container(border=True, horizontal=True, key="case.strip"):
        st.badge(words.stream(case), color="violet" if case.is_child else "blue")
        st.badge(words.risk(case.risk_level), color=words.COLOURS[level])
        _clock(context, file)
        st.badge(words.code("governorate", case.governorate), color="gray")
        st.badge(rests_on(context, file), color="green" if case.consent_services and _is_recorded(file) else "orange")
        if case.status != "open":
            st.badge(words.code("status", case.status), color="gray")


def _clock(context: Context, file: OpenedCase) -> None:
    now = context.now()
    if file.next_due is not None:
        over = file.next_due < now
        text = _("Act by {when} · {left}").format(when=moment(file.next_due, now), left=clock(file.next_due, now))
        st.badge(f"{'▲' if over else '◷'} {text}", color="red" if over else "orange")
    elif file.case.first_action_at is not None:
        st.badge(_("First action {when}").format(when=moment(file.case.first_action_at, now)), color="green")


def rests_on(context: Context, file: OpenedCase) -> str:
    """Return what services and statistics rest on: consent or, for a child, who took the best-interest decision."""
    case = file.case
    if not case.consent_services:
        return _("No consent to services")
    if not _is_recorded(file):
        return _("Consent not recorded at source")
    if decided_by := _decided_by(file):
        form = context.form("core", "consent")
        person = words.answer(context, "dashboard", form, "best_interest_by", decided_by)
        if case.consent_reporting:
            return _("Best-interest decision ({person}): services, statistics").format(person=person)
        return _("Best-interest decision ({person}): services only").format(person=person)
    return _("Consent: services, statistics") if case.consent_reporting else _("Consent: services only")


def _is_recorded(file: OpenedCase) -> bool:
    """Whether anybody recorded here what she said about services: of an imported case the source may not say."""
    return any(change.scope == "services" for change in file.consents)


def _decided_by(file: OpenedCase) -> str:
    """Return who took the best-interest decision that stands in for the newest consent to services, "" for nobody."""
    agreed = next((change for change in file.consents if change.scope == "services"), None)
    return agreed.best_interest_by if agreed and file.case.is_child else ""


def alerts(context: Context, file: OpenedCase) -> None:
    """Draw the warnings that everyone who opens the case must see."""
    if reason := permitted.why_closed(file.case, file.work.consents):
        st.warning(reason)
    if file.unsafe:
        st.warning(_unsafe(file))
    if file.work.has_child_material(context, file.case):
        st.error(_material(file))


def _material(file: OpenedCase) -> str:
    """Return the warning about abuse material of a child: in an adult's case it may be of herself, years ago."""
    if file.case.is_child:
        return _(
            "Images of child sexual abuse online are a strong sign that a child is being abused offline, or was. "
            "Child protection steps start today. Never look at, copy or keep the material."
        )
    return _(
        "An image from before 18 is on record. It counts as abuse material of a child at any age of hers today: never look "
        "at, copy or keep it, and ask your supervisor what child protection's rules say. If a child may be in danger now, "
        "child protection begins today. She has done nothing wrong."
    )


def _unsafe(file: OpenedCase) -> str:
    people = " · ".join(words_of(person) for person in file.unsafe)
    return _(
        "Recorded as not safe: {people}. They are not asked, told or relied on, whatever a newer answer says. Only your "
        "supervisor takes it back: see Consent."
    ).format(people=people)
