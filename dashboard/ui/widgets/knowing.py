"""The words of who may know of a case, and the choice of a reason."""

from collections.abc import Iterable

import streamlit as st

from dashboard.i18n import gettext as _


def reason(code: str) -> str:
    """Return in words the reason (a code) for which a case is closed to its agency, shared, or opened again."""
    reasons = {
        "conflict_of_interest": _("somebody here has a conflict of interest"),
        "staff_family": _("she belongs to the family of a member of staff"),
        "staff_survivor": _("she is a member of staff herself"),
        "staff_harms": _("a member of staff is said to harm her"),
        "ended": _("the reason is over"),
        "mistake": _("it was a mistake"),
        "second_manager": _("two work on this case"),
        "cover": _("somebody is on leave or ill"),
        "handover": _("to hand the case over"),
        "need_to_know": _("only who works on a case needs to know of it"),
        "small_team": _("we are few, and each of us works on every case"),
    }
    return reasons.get(code, code)


def access(code: str) -> str:
    """Return in words who reads an agency's cases."""
    return {
        "own": _("Each case manager reads her own cases; supervisors read all"),
        "team": _("All case managers and supervisors read all cases"),
    }[code]


def ask(codes: Iterable[str], key: str) -> str | None:
    """Let somebody choose one of the reasons; None until she has."""
    return st.radio(_("Why?"), list(codes), index=None, key=key, format_func=reason)


def choose(label: str, people: dict[str, str], key: str) -> str | None:
    """Let somebody choose one of some people, by name; None until she has."""
    return st.selectbox(label, list(people), index=None, placeholder="", key=key, format_func=people.__getitem__)
