"""What happened on a case, newest first."""

from datetime import datetime
from itertools import groupby

import streamlit as st

from dashboard.actions.context import Context
from dashboard.actions.work.case_file import known_steps
from dashboard.actions.work.cases import OpenedCase
from dashboard.casework import consent
from dashboard.i18n import area_text, moment
from dashboard.i18n import gettext as _
from dashboard.ui.pages import case_kept
from dashboard.ui.widgets import words

Event = tuple[datetime, str, str]
"""When, who (a person's id), what."""
FEW = 40


def show(context: Context, file: OpenedCase) -> None:
    """Draw the history."""
    case_kept.show(context, file)
    events = sorted(_events(context, file), key=lambda each: each[:2], reverse=True)
    turns = [(*when, [each[2] for each in found]) for when, found in groupby(events, key=lambda each: each[:2])]
    for turn in turns[:FEW]:
        _turn(context, file, *turn)
    if turns[FEW:]:
        with st.expander(_("{n} earlier").format(n=len(turns) - FEW)):
            for turn in turns[FEW:]:
                _turn(context, file, *turn)


def _turn(context: Context, file: OpenedCase, at: datetime, by: str, texts: list[str]) -> None:
    """Draw what one person did at one moment: a form settles steps in the same moment."""
    lines = "\n".join(f"- {text}" for text in texts)
    st.markdown(f":gray[{moment(at, context.now())} · {file.names.get(by, '')}]\n{lines}")


def _events(context: Context, file: OpenedCase) -> list[Event]:
    labels = known_steps(context)
    found: list[Event] = [(each.at, each.by, _case(each.version, each.values)) for each in file.history]
    found += [(each.at, each.by, _risk(each.level, each.suggested)) for each in file.decisions]
    found += [(each.at, each.by, _form(context, each.area, each.form)) for each in file.work.submissions]
    found += [
        (event.at, event.by, f"{words.code('item_state', event.state)}: {_label(context, '.'.join(key), labels)}")
        for key, event in file.work.items.items()
    ]
    found += [(each.at, each.by, _consent(each.scope, each.value)) for each in file.consents]
    found += [(each.at, each.by, _override(context, each.step, each.reason, labels)) for each in file.overrides]
    found += [(each.at, each.by, _review(context, each.area, each.form, each.state)) for each in file.reviews]
    return found


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
