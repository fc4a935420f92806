"""Do the pages open, in every language?"""

import io
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from dashboard.actions.work import checking
from dashboard.actions.work.case_file import CaseFile
from dashboard.contract import Case
from dashboard.forms import Form
from dashboard.languages import LANGUAGES
from ovtf_kit.finding import Finding
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject

TIMEOUT = 120.0
_UI = "dashboard.ui"
_NO_BROWSER = "streamlit.runtime.scriptrunner_utils.script_run_context"
"""Where Streamlit warns that no browser is looking."""


@rule()
def pages_open(subject: Subject) -> Iterator[Finding]:
    """The area on a case's page, its guide, and each of its forms open in every language of the dashboard."""
    places = _places(subject)
    for language in LANGUAGES:
        # All pages in one run of Streamlit, because each run takes long; one by one only to say which page fails.
        if _wrong(subject, language, places):
            for form_name, case_key in places.items():
                if mistake := _wrong(subject, language, {form_name: case_key}):
                    yield _unopened(form_name, LANGUAGES[language].name, mistake)


def _unopened(form: str, language: str, found: str) -> Finding:
    return Finding(
        where=f"a case with {f'the form {form!r}' if form else 'the area and its guide'}, in {language}",
        found=found,
        expected="a page that opens without an error",
        todo="Look at what is shown there: labels, hints, guidance, services, and their translations.",
    )


def _wrong(subject: Subject, language: str, places: Mapping[str, str]) -> str:
    """Return the errors that these pages show or log in a language, "" when all of them open."""
    from streamlit.testing.v1 import AppTest  # the other rules do without Streamlit

    from ovtf_kit.pages import draw_area

    logging.getLogger(_NO_BROWSER).setLevel(logging.ERROR)
    workspace = subject.workspace
    given: dict[str, Any] = {"context": workspace.context, "who": workspace.manager, "plugin": subject.plugin}
    given |= {"places": places, "language": language}
    with _listening() as heard, _quiet():
        test = AppTest.from_function(draw_area, kwargs=given, default_timeout=TIMEOUT).run()
    shown = [str(element.value) for element in (*test.exception, *test.error)]
    return " ".join([*heard, *shown])


def _places(subject: Subject) -> dict[str, str]:
    """Return for each form's name the key of a case to open it on, and for "" one for the area without an open form.

    The cases are open ones of the invented case manager, a different one for each form. A form that may be filled in on
    none of them is left out: nobody can open it either.
    """
    manager, places = subject.workspace.manager.person_id, dict[str, str]()
    mine = [(case, file) for case, file in subject.workspace.case_files if case.case_manager == manager]
    open_cases = [(case, file) for case, file in mine if case.status == "open"]
    for form in (*subject.plugin.forms, None):
        unused = [(case, file) for case, file in open_cases if case.key not in places.values()]
        if key := next((case.key for case, file in unused if _fits(subject, form, case, file)), None):
            places[form.name if form else ""] = key
    return places


def _fits(subject: Subject, form: Form | None, case: Case, work: CaseFile) -> bool:
    """Whether a form may be filled in on a case; the area itself (None) opens on any."""
    if form is None:
        return True
    fits = form.audience in ("both", "child" if case.is_child else "adult")
    return fits and not checking.shut(case, work, subject.name, form)


@contextmanager
def _quiet() -> Iterator[None]:
    """Hide the traceback that Streamlit prints when a page stops."""
    with redirect_stdout(io.StringIO()), redirect_stderr(io.StringIO()):
        yield


class _Ear(logging.Handler):
    """Keeps the failures of a plugin that pages log; on the page itself stands a calm sentence instead."""

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
