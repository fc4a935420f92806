"""Out to a telephone and back: every form, of an adult and of a child, in each language and each kind of file."""

from contextvars import copy_context
from datetime import UTC, date, datetime, timedelta
from functools import cache, partial
from itertools import cycle
from typing import Any

import pytest

from dashboard.access import Principal
from dashboard.actions.administration.form_export import exportable
from dashboard.actions.administration.standalone_export import standalone_forms
from dashboard.actions.context import Context
from dashboard.actions.directory.entries import merged
from dashboard.actions.supervisor import entries_in
from dashboard.forms import Form, from_json, to_json
from dashboard.i18n import use
from dashboard.interchange.offline_entries import gather, together
from dashboard.interchange.reading import read
from dashboard.records import cases, submissions
from dashboard.registry import Registry
from tests.actions.filled import agree, assess, close
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
    "core.safe_again": {"persons": ("relative",)},
}


WORDS = {"en": "a word", "ar": "كلمة واحدة", "ckb": "وشە\u200cیەک"}
"""What is written where a text is asked for, by language; the joiner in the Kurdish word is part of it."""


def turned(things: list[str], name: str) -> list[str]:
    """Return things beginning with another one for each form, so that every kind goes the whole way with some form."""
    at = len(name) % len(things)
    return things[at:] + things[:at]


@cache
def phone(name: str) -> Phone:
    return Phone(EVERY[name].content())


def ready(context: Context, sara: Principal, name: str, child: bool) -> str:
    """Open a case that is as the form needs it."""
    of_child = {"assent": "yes", "guardian_consent": "yes"}
    key = add_case(context, sara, **({"age": 14, "violence_types": ("csam",)} | of_child if child else {}))
    if name != "core.consent":
        agree(context, sara, key, **ALLOWED, **(of_child | {"agreed_by": "guardian"} if child else {}))
    if name == "core.safe_again":
        assess(
            context,
            sara,
            key,
            source_family="creates",
            **({"guardian_harm": "yes", "offline_abuse": "no"} if child else {}),
        )
    if name == "core.reopening":
        close(context, sara, sara, key)
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
    written = {language: phone(name).fill(wanted, now, word) for language, word in WORDS.items()}
    area, _dot, form = name.partition(".")
    language, *others = turned(list(WORDS), name)
    filled = written[language]
    kinds = turned([kind for kind in FORMATS if kind != "kobo_csv" or not filled.rows], name)
    brought = partial(entries_in.bring_in, context, sara, area, form, FORMATS[kinds[0]](phone(name), [filled]))
    done = copy_context().run(lambda: use(language) or brought())
    assert (done.new, done.faults) == (1, ())
    for kind, other in zip(kinds[1:], cycle(others), strict=False):
        again = read_again(name, FORMATS[kind](phone(name), [written[other]]))
        assert again == given(EVERY[name].exported.form, written[other]), (kind, other)
    with context.records.read() as tx:
        sent = [entry for _n, entry in submissions.every(tx) if (entry.area, entry.form) == (area, form)][-1]
    assert of_form(EVERY[name].exported.form, sent.answers) == given(EVERY[name].exported.form, filled)


def read_again(name: str, files: Files) -> dict[str, Any]:
    """Return the answers in the files of one entry, as JSON answers of the form."""
    form, (file, content) = EVERY[name].exported.form, together(files)
    gathered = gather(read(content, file), form, EVERY[name].exported.area)
    (entry,) = gathered.filled
    assert not gathered.faults
    return of_form(form, to_json(form, from_json(form, entry.answers)))


@pytest.mark.parametrize("second", FORMATS)
def test_an_entry_is_known_again_in_every_kind_of_file(context, person, second):
    sara = person("supervisor", "A01")
    now = datetime.now(UTC) + timedelta(minutes=1)
    key = ready(context, sara, "core.need", child=False)
    filled = phone("core.need").fill({"filled_in_at": now, "case_reference": key} | told(context, key), now)
    entries_in.bring_in(context, sara, "core", "need", FORMATS["odata"](phone("core.need"), [filled]))
    again = entries_in.bring_in(context, sara, "core", "need", FORMATS[second](phone("core.need"), [filled]))
    assert (again.new, again.same, again.faults) == (0, 1, ())


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
