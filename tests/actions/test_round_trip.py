"""Out to a telephone and back: every form, of an adult and of a child, in each kind of file."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import pytest

from dashboard.access import Principal
from dashboard.actions.administration.form_export import exportable
from dashboard.actions.administration.standalone_export import Standalone, standalone_forms
from dashboard.actions.context import Context
from dashboard.actions.directory.entries import merged
from dashboard.actions.supervisor import entries_in
from dashboard.forms import Form, from_json, to_json
from dashboard.records import cases, submissions
from dashboard.registry import Registry
from tests.actions.filled import AGREES, CHILD, agree, assess, close
from tests.conftest import add_case
from tests.interchange.exports import FORMATS, Files
from tests.interchange.phone import Filled, Phone

REGISTRY = Registry.load()
EVERY = {
    f"{form.exported.area}.{form.exported.form.name}": form
    for form in standalone_forms(exportable(REGISTRY), merged(REGISTRY.active, {}, date(2026, 11, 24)))
}
ALLOWED = {"law_enforcement": "yes", "digital_action": "yes", "referrals": ("legal_aid", "cash", "safe_house_shelter")}
WANTED: dict[str, dict[str, Any]] = {
    "core.intake": {"violence_types": ("sexual_extortion",), "consent_services": "yes"},
    "core.referral": {"service_type": "legal_aid", "consent_basis": "consented", "status": "sent"},
    "core.closure": {"reasons": ("no_contact",)},
}


@cache
def phone(name: str) -> Phone:
    return Phone(EVERY[name].content())


def ready(context: Context, sara: Principal, name: str, child: bool) -> str:
    """Open a case that is as the form needs it."""
    about = CHILD | {"violence_types": ("csam",)} if child else {}
    key = add_case(context, sara, **{name: answer for name, answer in about.items() if name != "agreed_by"})
    if name not in ("core.consent",):
        agree(
            context,
            sara,
            key,
            **ALLOWED,
            **({"assent": "yes", "guardian_consent": "yes", "agreed_by": "guardian"} if child else {}),
        )
    return key


def told(context: Context, key: str) -> dict[str, Any]:
    with context.records.read() as tx:
        case = cases.get(tx, key)
    assert case is not None
    return {"report_date": case.report_date, "governorate": case.governorate}


@pytest.mark.parametrize("child", [False, True], ids=["adult", "child"])
@pytest.mark.parametrize("name", EVERY)
def test_what_was_filled_in_comes_back_equal(context, person, name, child):
    sara = person("supervisor", "A01")
    now = datetime.now(UTC) + timedelta(minutes=1)
    wanted = {"age": 14 if child else 30, "stream": "tf_csea" if child else "tfgbv", "filled_in_at": now}
    wanted |= {"age_group": "child" if child else "adult", "child_material": "yes" if child else "no"}
    wanted |= {"guardian_unsafe": "no", "guardian_harms": "no", "case_reference": "R-001"} | WANTED.get(name, {})
    if name != "core.intake":
        key = ready(context, sara, name, child)
        wanted |= {"case_reference": key} | told(context, key)
    filled = phone(name).fill(wanted, now)
    area, _dot, form = name.partition(".")
    for number, (kind, write) in enumerate(FORMATS.items()):
        files = write(phone(name), [filled])
        if kind == "kobo_csv" and filled.rows:
            continue
        done = entries_in.bring_in(context, sara, area, form, files)
        assert done.ok, (kind, done.faults)
        assert (done.new, done.same) == ((1, 0) if not number else (0, 1)), kind
    with context.records.read() as tx:
        sent = [entry for _n, entry in submissions.every(tx) if (entry.area, entry.form) == (area, form)][-1]
    assert of_form(EVERY[name].exported.form, sent.answers) == given(EVERY[name].exported.form, filled)


def given(form: Form, filled: Filled) -> dict[str, Any]:
    """Return what was typed on the telephone, as JSON answers of the form."""
    texts = {path.rpartition("/")[2]: text for path, text in filled.answers.items()}
    rows = {
        path.rpartition("/")[2]: [{inner.rpartition("/")[2]: text for inner, text in row.items()} for row in found]
        for path, found in filled.rows.items()
    }
    return of_form(form, to_json(form, from_json(form, texts | rows)))


def of_form(form: Form, answers: dict[str, Any]) -> dict[str, Any]:
    asked = {question.name for question in form.questions if question.is_asked}
    return {name: answer for name, answer in answers.items() if name in asked and answer not in (None, "", [])}
