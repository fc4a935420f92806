"""Rules of consent: what an answer changes, what a withdrawal closes, what a child's case still needs."""

from collections.abc import Mapping
from typing import Any

from dashboard import codes
from dashboard.contract import Case
from dashboard.i18n import gettext as _
from dashboard.i18n import language

SCOPES = ("services", "information_sharing", "reporting", "digital_action", "law_enforcement", "feedback")
"""Scopes that are asked one by one. Each service also has a scope of its own, "referral:<service_type>" (case-record.md c.2)."""
REFERRAL = "referral:"
UNASKED = ("life_in_danger", "mandatory_reporting")
"""Grounds of a referral (`consent_basis`) for which no consent is asked; so a withdrawal does not end it either."""


def label(scope: str) -> str:
    """Return a scope in words."""
    if scope.startswith(REFERRAL):
        service = codes.label("service_type", scope.removeprefix(REFERRAL), language())
        return _("Referral: {service}").format(service=service)
    return codes.label("consent_scope", scope, language())


def value_of(consents: Mapping[str, str], scope: str) -> str:
    """Return "yes", "no", "withdrawn" or "not_asked"."""
    return consents.get(scope, "not_asked")


def given(consents: Mapping[str, str], scope: str) -> bool:
    """Whether a consent was given and not taken back."""
    return consents.get(scope) == "yes"


def first_consent(case: Case) -> dict[str, str]:
    """Return the consents, by scope, that a case begins with when it is opened or imported."""
    return {
        "services": "yes" if case.consent_services else "no",
        "reporting": "yes" if case.consent_reporting else "no",
    }


def as_answers(consents: Mapping[str, str]) -> dict[str, Any]:
    """Return current consents as answers of the consent form, to fill a new draft; a scope never asked for is left out."""
    answers: dict[str, Any] = {
        scope: "yes" if given(consents, scope) else "no" for scope in SCOPES if scope in consents
    }
    referrals = (scope for scope in sorted(consents) if scope.startswith(REFERRAL) and given(consents, scope))
    return answers | {"referrals": [scope.removeprefix(REFERRAL) for scope in referrals]}


def changes(answers: Mapping[str, Any], consents: Mapping[str, str]) -> dict[str, str]:
    """Return what the answers of the consent form change, by scope: "yes", "no", or "withdrawn" after a yes."""
    answered = {scope: answers[scope] for scope in SCOPES if answers.get(scope) in ("yes", "no")}
    answered |= _referrals(answers, consents)
    if answered.get("services") == "no":
        answered = dict.fromkeys([*answered, *withdrawing("services", consents)], "no")
    changed: dict[str, str] = {}
    for scope, answer in answered.items():
        on_record = consents.get(scope)
        if answer == on_record or (answer == "no" and on_record == "withdrawn"):
            continue  # the answer says nothing new
        changed[scope] = "withdrawn" if answer == "no" and on_record == "yes" else answer
    return changed


def _referrals(answers: Mapping[str, Any], consents: Mapping[str, str]) -> dict[str, str]:
    """Return, by scope, "yes" for referrals that she chose in the form and "no" for those that she no longer chose.

    Without consent to share information, every referral on record as given gets a "no".
    """
    if answers.get("information_sharing") == "no":
        return dict.fromkeys(withdrawing("information_sharing", consents), "no")
    if answers.get("information_sharing") != "yes" or answers.get("services") != "yes":
        return {}  # the form does not ask which
    chosen = {REFERRAL + service for service in answers.get("referrals") or ()}
    dropped = {scope for scope in consents if scope.startswith(REFERRAL) and given(consents, scope)} - chosen
    return dict.fromkeys(sorted(chosen), "yes") | dict.fromkeys(sorted(dropped), "no")


def withdrawing(scope: str, consents: Mapping[str, str]) -> list[str]:
    """Return the scopes that end when the consent to `scope` is withdrawn: `scope` first, then others that were given.

    Without consent to services no other consent holds; without consent to sharing no consent to a referral does.
    """
    other_scopes = [given_scope for given_scope in consents if given(consents, given_scope) and given_scope != scope]
    if scope == "services":
        return [scope, *other_scopes]
    if scope == "information_sharing":
        return [scope, *(other for other in other_scopes if other.startswith(REFERRAL))]
    return [scope]


def unsaid(answers: Mapping[str, Any], consents: Mapping[str, str]) -> dict[str, str]:
    """Return problems by question: a scope answered with "not asked" although a consent to it is on record."""
    if answers.get("services") == "no":
        return {}  # nothing stands without services, whatever was asked
    contradicting = (scope for scope in SCOPES if given(consents, scope) and answers.get(scope) == "not_asked")
    return dict.fromkeys(contradicting, _("It is on record as given. Choose no if it was taken back."))


def closes(scope: str, child: bool = False) -> str:
    """Return what a withdrawal of this scope means from now on, in a sentence."""
    if child and scope == "services":
        return _("The case becomes read-only, but for urgent help, and leaves every later release.")
    if scope.startswith(REFERRAL):
        return _("No new referral for this service. Take back what was sent and not yet answered.")
    sentences = {
        "services": _(
            "The case becomes read-only and leaves every later release. Only closing it, or consent, is open."
        ),
        "information_sharing": _(
            "Nothing more is shared and no referral is sent. Take back what was not yet answered."
        ),
        "reporting": _("The case leaves every later release of statistics. Her services go on as before."),
        "digital_action": _("No new report, removal or digital step. What runs already is hers to stop."),
        "law_enforcement": _("No step with an authority is taken. A complaint that runs is hers to withdraw."),
        "feedback": _("She is not asked for feedback."),
    }
    return sentences[scope]


def taken_back(answers: Mapping[str, Any], child: bool) -> dict[str, str]:
    """Return what the log keeps of who took a consent back. A child who does it agrees, so nobody asks for assent."""
    entry = {question: str(answers.get(question) or "") for question in ("given_by", "assent", "best_interest_by")}
    if not child:
        return {"given_by": entry["given_by"]}
    return entry | {"assent": "yes"} if entry["given_by"] == "individual" else entry


def taking_back_needs(answers: Mapping[str, str], child: bool) -> str:
    """Return what must still be answered before a consent is taken back, "" when nothing is missing."""
    if answers.get("given_by") not in ("individual", "other", *(["caregiver"] if child else [])):
        return _("Say who takes it back.")
    if not child or answers.get("best_interest_by") or answers.get("assent") in ("yes", "too_young"):
        return ""
    if answers.get("assent") != "no":
        return _("Say whether the child agrees.")
    return _("The child does not agree. Say who decides in the child's best interests, never one person alone.")


def child_needs(assent: str, guardian: str, best_interest_by: str) -> str:
    """Return what a child's consent still lacks, "" when it is complete."""
    if best_interest_by or (guardian == "yes" and assent in ("yes", "too_young")):
        return ""
    if guardian != "yes":
        return _("A guardian's consent, or a best-interest decision where a guardian may be the one who harms.")
    return _("The child's assent, in words that fit the age, or a best-interest decision.")
