"""Education: the way back to class after online violence, by Example Agency."""

from dashboard import Area, Dataset, Form, hookimpl

from . import checklists, checks, figures, tasks

CONTACTS = {
    "needs_consent": "information_sharing",
    "after": ("education.standing", "education.back.agree"),
    "because": "She decides first what the school may know, and who there may know it.",
    "revisable": True,
    "summary": ("back",),
}


@hookimpl
def register_area():
    return Area(
        name="education",
        label="Education",
        summary="Find the way back to school, university or classes for adults.",
        owner="Example Agency",
        icon=":material/school:",
        order=50,
        guidance_source="Example Agency, back to class",
        guidance_reviewed="2026-11",
    )


@hookimpl
def register_forms():
    return [
        Form.read(__name__, "forms/standing.xlsx", summary=("standing", "wish")),
        Form.read(__name__, "forms/contacts.md", **CONTACTS),
    ]


@hookimpl
def register_checklists():
    return [checklists.BACK]


@hookimpl
def register_datasets():
    return [Dataset.read(__name__, "sql/talks.sql"), Dataset.read(__name__, "sql/where_now.sql")]


@hookimpl
def register_views():
    return [figures.TALKS, figures.BARRIERS]


@hookimpl
def register_indicators():
    return [figures.BACK]


@hookimpl
def register_released():
    return [figures.LEARNING]


@hookimpl
def suggest_tasks(case, record):
    return tasks.suggest(case, record)


@hookimpl
def check_answers(form, answers):
    return checks.check(form, answers)
