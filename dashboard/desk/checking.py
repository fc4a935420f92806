"""Checks that a form's own rules cannot express, because they look beside the form."""

from collections.abc import Mapping
from typing import Any

from dashboard import privacy
from dashboard.casework import consent, doors
from dashboard.casework.intake import AREA, context
from dashboard.contract import Case
from dashboard.desk.directory import as_choices
from dashboard.desk.house import House
from dashboard.desk.record import Work
from dashboard.forms import Choice, Form, FormState
from dashboard.i18n import gettext as _
from dashboard.records.submissions import Submission


def lists(house: House, form: Form) -> dict[str, tuple[Choice, ...]]:
    """Return the choices of the lists that a form takes from files."""
    wanted = {question.list_name for question in form.questions}
    return {"services.csv": as_choices(house)} if "services.csv" in wanted else {}


def examine(house: House, form: Form, case: Case | None, answers: Mapping[str, Any]) -> FormState:
    """Return what answers come to, with all that the case already knows."""
    return form.examine(answers, context=context(case), now=house.now(), lists=lists(house, form))


def problems(
    house: House, area: str, form: Form, work: Work | None, state: FormState, before: Submission | None = None
) -> dict[str, str]:
    """Return every problem by question: the form's, the shell's, the plugin's; "" is the form as a whole.

    `before` is the entry that this one would replace.
    """
    found = dict(state.problems)
    found |= identifying(form, state.answers)
    if area == AREA:
        return found | (_referral(work, state, before) if form.name == "referral" and work else {})
    return found | house.registry.check_answers(area, form.name, state.answers)


def identifying(form: Form, answers: Mapping[str, Any]) -> dict[str, str]:
    """Return, for each text that surely holds identifying data, what it is and what to write instead."""
    texts = {q.name: str(answers[q.name]) for q in form.questions if q.kind == "text" and answers.get(q.name)}
    sure = {name: [each for each in privacy.find(text) if each.certain] for name, text in texts.items()}
    return {name: privacy.explain(found[0].kind) for name, found in sure.items() if found}


SAME_REFERRAL = ("service_type", "service", "consent_basis", "sent_on")


def _referral(work: Work, state: FormState, before: Submission | None) -> dict[str, str]:
    if work.consents.get("services") == "withdrawn" and (before is None or state.answers.get("status") != "revoked"):
        return {
            "status": _("She took back her consent to services. Only that the referral was taken back is recorded.")
        }
    scope = consent.REFERRAL + str(state.answers.get("service_type"))
    if state.answers.get("consent_basis") != "consented" or consent.given(work.consents, scope):
        return {}
    if before and all(str(state.answers.get(each)) == str(before.answers.get(each)) for each in SAME_REFERRAL):
        return {}  # it was sent while she agreed: what came of it, or that it was taken back, is still written down
    return {
        "consent_basis": _("Her consent to this referral is not on record. Record it under Consent, then send this in.")
    }


def shut(case: Case | None, work: Work | None, area: str, form: Form) -> str:
    """Return why a form cannot be filled in on this case now, "" when it can."""
    if case is None or work is None:
        return ""
    closed = doors.shut(case, work.consents, form.name if area == AREA else "")
    if area == AREA and form.name == "referral":
        return closed  # a life in danger, or a law, can stand in for consent: the form asks
    return closed or doors.lacking(form.needs_consent, case, work.consents)
