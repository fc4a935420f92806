"""Do declarations name things that are there? What they misspell is otherwise left out in silence."""

import dataclasses
from collections.abc import Collection, Iterable, Iterator
from typing import get_args

from dashboard import codes
from dashboard.casework.core_forms import core_forms
from dashboard.casework.made_referrals import ANY
from dashboard.contract import Case
from dashboard.contract.persons import PERSONS, unsafe
from dashboard.contract.recorded import Recorded
from dashboard.contract.service import KINDS, Region
from dashboard.errors import DashboardError, did_you_mean
from dashboard.forms import Form
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

SETS = (
    *("risk_level", "suggested_level", "override_reason", "reasons", "stops_clock", "complete", "child_material"),
    *map(unsafe, PERSONS),
)
"""What a form may decide of a case."""
CONSENT = "consent."
REGIONS = get_args(Region)


@rule()
def references_known(subject: Subject) -> Iterator[Finding]:
    """What a form, a step, a service or a figure names is there: consents, forms, steps, questions, facts of a case, codes."""
    yield from _forms(subject)
    yield from _steps(subject)
    yield from _services(subject)
    for view in subject.plugin.views:
        for name in filter(None, view.codes):
            yield from _code_list(f"view {view.name}, codes", name)


def _forms(subject: Subject) -> Iterator[Finding]:
    for form in subject.plugin.forms:
        where = f"form {form.name}"
        yield from _consent(where, form.needs_consent)
        for fact in form.sets:
            yield from _one_of(f"{where}, sets", fact, SETS, "what a form may decide of a case")
        yield from _relying(where, form)
        for earlier in form.after:
            yield from _earlier(subject, f"{where}, after", earlier)
        for services in form.refers:
            for service in services.split("|"):
                known = [*codes.names("service_type"), ANY]
                yield from _one_of(f"{where}, refers", service, known, "a code of the list service_type")
        for source in form.known.values():
            yield from _known(subject, f"{where}, known", source)


def _relying(where: str, form: Form) -> Iterator[Finding]:
    """Yield what is wrong in what a form says of people who are trusted with something."""
    for person in form.relies_on:
        yield from _one_of(f"{where}, relies_on", person, PERSONS, "a person at her side")
    if form.relies_on and not form.instead:
        yield Finding(
            where=f"{where}, instead",
            found="an answer is refused while the person is not safe, and nothing says what to do then",
            expected="a sentence that says what to do instead",
            todo="Write it, such as instead='Go with her yourself.'.",
        )


def _steps(subject: Subject) -> Iterator[Finding]:
    for checklist in subject.plugin.checklists:
        for item in checklist.items:
            where = f"step {checklist.name}.{item.name}"
            yield from _consent(where, item.needs_consent)
            for earlier in item.after:
                if "." in earlier:  # a name without a dot is a step of the same checklist
                    yield from _earlier(subject, f"{where}, after", earlier)
            for decision in item.settled_by:
                yield from _consent(f"{where}, settled_by", decision.unless or None)
            for answer in item.answers:
                named_in = "recorded_by" if answer in item.recorded_by else "settled_by"
                yield from _recorded(subject, f"{where}, {named_in}", Recorded.parse(answer, subject.name))


def _services(subject: Subject) -> Iterator[Finding]:
    for service in subject.plugin.services:
        where = f"service {service.name}"
        yield from _one_of(f"{where}, kind", service.kind, KINDS, "a kind of service")
        yield from _one_of(f"{where}, region", service.region, REGIONS, "a region")
        for code_list, named in (("governorate", service.governorates), ("service_type", service.service_types)):
            for code in named:
                known = codes.names(code_list)
                yield from _one_of(f"{where}, {code_list}", code, known, f"a code of the list {code_list}")


@rule()
def services_reachable(subject: Subject) -> Iterator[Finding]:
    """A service can be referred to for something, or says why nobody is referred there; not both."""
    for service in subject.plugin.services:
        if bool(service.service_types) == bool(service.no_referral):
            yield Finding(
                where=f"service {service.name}",
                found="it has service_types and no_referral"
                if service.service_types
                else "it has neither service_types nor no_referral, so no referral can ever name it",
                expected="what it can be referred to for, or why nobody is referred there",
                todo='Give service_types = ["legal_aid"] with codes of the list service_type, or '
                'no_referral = "She uses it herself."',
            )


def _one_of(where: str, name: str, known: Collection[str], what: str) -> Iterator[Finding]:
    """Yield a finding when a name is not among the known ones; `what` says what these are."""
    if name not in known:
        yield Finding(
            where=where,
            found=f"{name!r} is not there, and is left out in silence",
            expected=f"{what}: {', '.join(sorted(known)) or 'there is none'}",
            todo=did_you_mean(name, known).strip() or "Correct the name.",
        )


def _consent(where: str, scope: str | None) -> Iterator[Finding]:
    if scope:
        yield from _one_of(f"{where}, consent", scope, codes.names("consent_scope"), "a scope of consent")


def _earlier(subject: Subject, where: str, name: str) -> Iterator[Finding]:
    """Yield a finding when what must be done first ("consent.scope", "area.form", "area.checklist.step") is not there.

    Names of other areas are not looked at: these may not be installed.
    """
    if name.startswith(CONSENT):
        yield from _one_of(where, name, [CONSENT + scope for scope in codes.names("consent_scope")], "a consent")
    elif name.partition(".")[0] in (subject.name, "core"):
        yield from _one_of(
            where, name, _forms_and_steps(subject), "a form or step of the area, or a form of the dashboard"
        )


def _forms_and_steps(subject: Subject) -> set[str]:
    """Return the names of the area's forms and steps, and of the dashboard's own forms."""
    own = {f"{subject.name}.{form.name}" for form in subject.plugin.forms}
    core = {f"core.{form.name}" for form in core_forms()}
    checklists = subject.plugin.checklists
    return (
        own
        | core
        | {f"{subject.name}.{checklist.name}.{item.name}" for checklist in checklists for item in checklist.items}
    )


def _known(subject: Subject, where: str, name: str) -> Iterator[Finding]:
    """Yield a finding when "case.FACT" or "FORM.QUESTION", whose value a form starts with, is not there."""
    head = name.partition(".")[0]
    if head == "case":
        facts = [f"case.{field.name}" for field in dataclasses.fields(Case)]
        yield from _one_of(where, name, facts, "a fact of the case")
    else:
        forms, prefix = (core_forms(), "core.") if head == "core" else (subject.plugin.forms, "")
        yield from _one_of(where, name, _questions(forms, prefix), "a question of a form")


def _questions(forms: Iterable[Form], prefix: str = "") -> list[str]:
    return [f"{prefix}{form.name}.{question.name}" for form in forms for question in form.all_questions]


def _recorded(subject: Subject, where: str, named: Recorded) -> Iterator[Finding]:
    """Yield a finding when the form, question or choice that makes a step done or needless is not there."""
    if named.area not in (subject.name, "core"):
        return
    forms = {form.name: form for form in (core_forms() if named.area == "core" else subject.plugin.forms)}
    yield from _one_of(where, named.form, forms, "a form")
    questions = {question.name: question for question in forms[named.form].all_questions} if named.form in forms else {}
    if named.question and questions:
        yield from _one_of(where, named.question, questions, f"a question of {named.form}")
    choices = [choice.name for choice in questions[named.question].choices] if named.question in questions else []
    if named.answer and choices:
        yield from _one_of(where, named.answer, choices, f"a choice of {named.question}")


def _code_list(where: str, name: str) -> Iterator[Finding]:
    try:
        codes.codes(name)
    except DashboardError as error:
        yield Finding(
            where=where,
            found=str(error),
            expected="a list of data/ovtf_data/codes.csv, or None",
            todo="Correct the name.",
        )
