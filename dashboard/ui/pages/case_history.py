"""What happened on a case, newest first."""

from datetime import datetime
from itertools import groupby
from typing import Protocol

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.work.case_file import known_steps
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework import consent
from dashboard.contract import Written
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.ui.pages import case_kept
from dashboard.ui.quoting import quoted
from dashboard.ui.widgets import words


class Row(Written, Protocol):
    """A row of the record."""

    @property
    def by(self) -> str: ...


Event = tuple[Row, str]
"""What was written, when and by whom, and what happened, in words."""
FEW = 40
"""So many moments are shown, the newest; earlier ones are folded away."""


def show(context: Context, file: OpenedCase) -> None:
    """Draw the history of a case: what happened, newest first."""
    case_kept.show(context, file)
    turns = [
        (at, by, [text for _row, text in together])
        for (at, by), together in groupby(_in_order(context, file), key=lambda event: (event[0].at, event[0].by))
    ]
    for turn in turns[:FEW]:
        _turn(context, file, *turn)
    if turns[FEW:]:
        with st.expander(_("{n} earlier").format(n=len(turns) - FEW)):
            for turn in turns[FEW:]:
                _turn(context, file, *turn)


def _turn(context: Context, file: OpenedCase, at: datetime, by: str, texts: list[str]) -> None:
    """Draw together what one person did at one moment: sending a form in also marks steps at that moment."""
    lines = "\n".join(f"- {text}" for text in texts)
    st.markdown(f":gray[{moment(at, context.now())} · {quoted(file.names.get(by, ''))}]\n{lines}")


def _in_order(context: Context, file: OpenedCase) -> list[Event]:
    """Return what happened, newest first, in the order of writing: an entry, and what was written before the next one."""
    entries = {sent.number: sent for sent in file.work.submissions}
    at_once = {sent.at: sent.number for sent in entries.values()}

    def place(event: Event) -> tuple[int, bool, datetime, str]:
        row, _text = event
        # A row of before places were kept comes after the newest entry that is not younger than it is.
        earlier = (sent.number for sent in entries.values() if sent.at <= row.at)
        number = at_once.get(row.at) or row.number or max(earlier, default=0)
        entry = entries.get(number)
        return number, entry is None or entry.at != row.at, row.at, row.by

    return sorted(_events(context, file), key=place, reverse=True)


def _events(context: Context, file: OpenedCase) -> list[Event]:
    labels = known_steps(context)
    events: list[Event] = [(revision, _case(revision.version, revision.values)) for revision in file.history]
    events += [(decision, _risk(decision.level, decision.suggested)) for decision in file.decisions]
    events += [(sent, _form(context, sent.area, sent.form)) for sent in file.work.submissions]
    events += [
        (event, f"{words.code('item_state', event.state)}: {_label(context, '.'.join(key), labels)}")
        for key, event in file.work.items.items()
    ]
    events += [(change, _consent(change.scope, change.value)) for change in file.consents]
    events += [(override, _override(context, override.step, override.reason, labels)) for override in file.overrides]
    events += [(review, _review(context, review.area, review.form, review.state)) for review in file.reviews]
    return events


def _case(version: int, values: object) -> str:
    if version == 1:
        return _("Case opened")
    status = values.get("status") if isinstance(values, dict) else None
    return _("Case: {status}").format(status=words.code("status", status)) if status != "open" else _("Case changed")


def _risk(level: str, suggested: str | None) -> str:
    if suggested is None or suggested == level:
        return _("Risk level decided: {level}").format(level=words.code("risk_level", level))
    return _("Risk level decided: {level} (suggested: {suggested})").format(
        level=words.code("risk_level", level), suggested=words.code("risk_level", suggested)
    )


def _consent(scope: str, value: str) -> str:
    return _("Consent: {scope}").format(scope=consent.label(scope)) + f", {words.code('consent_value', value)}"


def _override(context: Context, step: str, reason: str, labels: dict[str, str]) -> str:
    return _("Done before its turn: {step}. {reason}").format(
        step=_label(context, step, labels), reason=words.code("override_reason", reason)
    )


def _review(context: Context, area: str, form: str, state: str) -> str:
    names = {"requested": _("Review asked for"), "approved": _("Approved"), "returned": _("Sent back")}
    return f"{names[state]}: {words.form_label(context, area, form)}"


def _form(context: Context, area: str, name: str) -> str:
    return _("Form sent in: {form}").format(form=words.form_label(context, area, name))


def _label(context: Context, step: str, labels: dict[str, str]) -> str:
    area, _dot, name = step.partition(".")
    if step not in labels:
        return words.form_label(context, area, name) if "." not in name else name.split(".")[-1].replace("_", " ")
    return area_text(context.registry.module(area), labels[step])
