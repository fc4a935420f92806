"""Do the pages open, in every language?"""

import io
import logging
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from typing import Any

from dashboard.desk import checking
from dashboard.desk.cases import list_cases
from dashboard.desk.record import work_on
from dashboard.i18n import LANGUAGES
from dashboard.testing.finding import Finding
from dashboard.testing.rules.rule import rule
from dashboard.testing.subject import Subject

TIMEOUT = 120.0
_UI = "dashboard.ui"
logging.getLogger("streamlit.runtime.scriptrunner_utils.script_run_context").setLevel(logging.ERROR)
"""Streamlit warns there that no browser is looking."""


@rule()
def pages_open(subject: Subject) -> Iterator[Finding]:
    """The area on a case's page, its guide, and each of its forms open in English, Arabic and Sorani."""
    for language, words in LANGUAGES.items():
        for form in ("", *(form.name for form in subject.plugin.forms)):
            if found := _wrong(subject, language, form):
                yield Finding(
                    where=f"a case with {f'the form {form!r}' if form else 'the area and its guide'}, in {words}",
                    found=found,
                    expected="a page that opens without an error",
                    todo="Look at what is shown there: labels, hints, guidance, services, and their translations.",
                )


def _wrong(subject: Subject, language: str, form: str) -> str:
    """Return what is wrong with a page, "" when it opens."""
    from streamlit.testing.v1 import AppTest  # the other rules do without Streamlit

    from dashboard.testing.pages import draw_area

    key = _case_for(subject, form)
    if key is None:
        return ""  # no invented case may have this form: nobody can open it either
    ground = subject.ground
    given: dict[str, Any] = {"house": ground.house, "who": ground.manager, "plugin": subject.plugin, "key": key}
    test = AppTest.from_function(
        draw_area, kwargs=given | {"form": form, "language": language}, default_timeout=TIMEOUT
    )
    with _listening() as heard, redirect_stderr(io.StringIO()):  # what Streamlit prints there is a traceback
        test.run()
    said = (*heard, *(str(each.value) for each in test.exception), *(str(each.value) for each in test.error))
    return " ".join(said)


def _case_for(subject: Subject, form: str) -> str | None:
    """Return the key of an open case of the invented case manager on which a form may be filled in."""
    who = subject.ground.manager
    wanted = next((each for each in subject.plugin.forms if each.name == form), None)
    house = subject.ground.house
    mine = list_cases(house, who, mine=True, status="open", size=200).cases
    with house.records.read() as tx:
        work = work_on(tx, [case.key for case in mine])
    for case in mine:
        fits = wanted is None or wanted.audience in ("both", "child" if case.is_child else "adult")
        if fits and not (wanted and checking.shut(case, work[case.key], subject.name, wanted)):
            return case.key
    return None


class _Ear(logging.Handler):
    """Keeps what the pages log of a plugin's failures: they show a calm sentence instead."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.heard: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.heard.append(record.getMessage())


@contextmanager
def _listening() -> Iterator[list[str]]:
    ear, log = _Ear(), logging.getLogger(_UI)
    log.addHandler(ear)
    try:
        yield ear.heard
    finally:
        log.removeHandler(ear)
