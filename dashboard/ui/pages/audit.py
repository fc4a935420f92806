"""Audit: who saw and did what, and whether every line of the log is there and unchanged."""

import json
from datetime import datetime

import pandas as pd
import streamlit as st

from dashboard.access import Principal
from dashboard.actions.administration import audit
from dashboard.actions.context import Context
from dashboard.actions.looks import SAME_LOOK
from dashboard.i18n import direction, local
from dashboard.i18n import gettext as _
from dashboard.records.audit import AuditEntry
from dashboard.ui.widgets import words

SIZE = 100


def render(context: Context, who: Principal) -> None:
    """Draw the page."""
    st.title(_("Audit"), anchor=False)
    st.caption(one_look())
    names = actions()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        action = st.selectbox(
            _("Action"), ["", *names], key="audit.action", format_func=lambda code: names.get(code, _("All"))
        )
        page = st.number_input(_("Page"), 1, 10_000, key="audit.page")
        is_to_check = st.button(_("Check the whole log"), key="audit.verify")
    if is_to_check:
        _verify(context, who)
    entries = audit.entries(context, who, limit=SIZE, offset=(int(page) - 1) * SIZE, action=action or None)
    if not entries:
        st.info(_("There is no such line."))
        return
    st.dataframe(_table(entries, names), hide_index=True, width="stretch")


def _verify(context: Context, who: Principal) -> None:
    check = audit.verify(context, who)
    (st.success if check.ok else st.error)(audit.in_words(check))
    if check.ok and check.rows:
        st.caption(_("Keep this line on paper or on another machine; `ovtf audit verify --head` compares with it:"))
        st.code(str(check.head), language=None, wrap_lines=True)


def _table(entries: list[AuditEntry], names: dict[str, str]) -> pd.DataFrame:
    columns = {
        _("Line"): [entry.n for entry in entries],
        _("When"): [f"{local(datetime.fromisoformat(entry.at)):%Y-%m-%d %H:%M}" for entry in entries],
        _("Who"): [entry.actor for entry in entries],
        _("Role"): [words.code("role", entry.role) for entry in entries],
        _("Agency"): [entry.agency for entry in entries],
        _("Action"): [names.get(entry.action, entry.action) for entry in entries],
        _("Object"): [_object(entry) for entry in entries],
    }
    table = pd.DataFrame(columns)
    return table if direction() == "ltr" else table[table.columns[::-1]]


def one_look() -> str:
    """Return for how long one line of a look stands."""
    minutes = int(SAME_LOOK.total_seconds() // 60)
    return _("One line of a look stands for all looks by the same person at the same thing within {n} minutes.").format(
        n=minutes
    )


def _object(entry: AuditEntry) -> str:
    """Return what a line is about: of a wrong password, which one it was, because not each has a line of its own."""
    if entry.action not in ("sign_in.failed", "password.check.failed"):
        return entry.object
    try:
        number = json.loads(entry.detail)["tries"]
    except (ValueError, KeyError, TypeError):  # a line of version 0.1, which wrote one for each, or a forged one
        return entry.object
    return _("wrong password no. {n}").format(n=number)


def actions() -> dict[str, str]:
    """Return the words for each action in the audit, by the action's code."""
    return {
        "audit.keyed": _("began to seal the log with a key"),
        "audit.heads_missing": _("found that the file of heads was missing, and began a new one"),
        "sign_in": _("signed in"),
        "sign_in.failed": _("sign-in failed"),
        "case.open": _("opened a new case"),
        "case.read": _("read a case"),
        "case.refused": _("was refused a case"),
        "case.amend": _("corrected a case"),
        "case.assign": _("gave a case to someone else"),
        "safeguarding.tell": _("told the supervisor that something was sent to them"),
        "safeguarding.handled": _("took care of what a colleague had told"),
        "case.status": _("set a case aside, or opened it again"),
        "case.plan": _("made an action plan"),
        "case.close": _("closed a case"),
        "case.reopen": _("opened a closed case again"),
        "consent.change": _("recorded a change of consent"),
        "person.unsafe": _("recorded that a person is not safe"),
        "person.safe": _("took back that a person is not safe"),
        "order.override": _("took a step before its turn"),
        "review.approved": _("approved what was sent in"),
        "review.returned": _("sent something back"),
        "service.add": _("added a service"),
        "service.correct": _("corrected a service"),
        "service.retire": _("retired a service"),
        "service.restore": _("restored a service"),
        "service.verify": _("verified a service"),
        "cases.list": _("looked at the list of cases"),
        "work.read": _("looked at their work"),
        "team.read": _("looked at the team"),
        "looks.read": _("looked at who had looked"),
        "figures.read": _("looked at agency figures"),
        "form.submit": _("sent a form in"),
        "risk.decide": _("decided a risk level"),
        "step.mark": _("marked a step"),
        "draft.discard": _("put a draft aside"),
        "import.check": _("checked an import"),
        "import.cases": _("imported cases"),
        "import.plan": _("planned an import"),
        "import.read": _("looked at the plan of an import"),
        "import.commit": _("took a planned import"),
        "entries.check": _("checked a file of offline entries"),
        "entries.import": _("brought offline entries in"),
        "import.drop": _("dropped a planned import"),
        "import.left_out": _("took the rows that did not come in"),
        "release.read": _("looked at releases"),
        "release.begin": _("began to make a release"),
        "release.spend": _("spent the budget of a release"),
        "release.drop": _("put aside a release that was stopped before anything was shown"),
        "release.finish": _("put a release in place that was made and then stopped"),
        "release.lost": _("noted a release of the log that no file holds"),
        "release.adopt": _("took a release of the file over into the record"),
        "release.build": _("published a release"),
        "release.attack": _("tried to attack a release"),
        "correction.ask": _("asked for a correction of a release"),
        "correction.approve": _("approved a correction of a release"),
        "target.set": _("set a target of the task force"),
        "release.clear_ask": _("asked that a release be cleared for outside"),
        "release.clear": _("cleared a release for outside"),
        "release.clear_end": _("took back that a release is cleared for outside"),
        "connection.ask": _("asked for a connection of a program outside"),
        "connection.approve": _("approved a connection of a program outside"),
        "connection.end": _("ended a connection of a program outside"),
        "connection.list": _("read which releases are cleared, by a program outside"),
        "connection.read": _("read a table of a cleared release, by a program outside"),
        "correction.decline": _("declined a correction of a release"),
        "release.correct": _("published a correction of a release"),
        "review.read": _("looked at what waits for review"),
        "release.export": _("took released figures away"),
        "person.add": _("added a person"),
        "person.change": _("changed a person"),
        "person.password": _("gave a new password"),
        "person.ask": _("asked for a change of an account"),
        "person.withdraw": _("took back a change of an account"),
        "person.confirm": _("confirmed a change of an account"),
        "person.refuse": _("refused a change of an account"),
        "person.code": _("made a code for an account"),
        "agency.code": _("made a code for an agency"),
        "person.opened": _("opened an account with two codes"),
        "person.own_password": _("chose a new password"),
        "person.first_password": _("chose a password in place of one that an administrator had made"),
        "password.check": _("was asked for the password"),
        "password.check.failed": _("gave a wrong password when asked for it"),
        "agency.add": _("added an agency"),
        "agency.end": _("ended an agency's membership"),
        "agency.places": _("set where an agency works"),
        "agency.start": _("declared from when on an agency brings cases"),
        "contribution.key": _("made keys for contributions"),
        "contribution.trust": _("set with which key an agency signs"),
        "contribution.make": _("made a contribution for the task force"),
        "contribution.take": _("took in the contribution of an agency"),
        "agency.resume": _("took the end of an agency's membership back"),
        "mapping.keep": _("kept what the columns of her files mean"),
        "report.confirm": _("confirmed that a quarter is complete"),
        "plugin.off": _("switched an area off"),
        "plugin.on": _("switched an area on"),
        "plugin.again": _("tried an area again that was put aside"),
        "plugin.export": _("took entries of an area away"),
        "agency.export": _("took the agency's cases away"),
        "agency.gbvims": _("took cases away for GBVIMS"),
        "demo.fill": _("filled the demo"),
    }
