"""What is due in education, and why."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

from dashboard import Case, CaseRecord, Task

OUT = ("stays_away", "withdrawn", "excluded")
WANTS = ("back_same", "back_elsewhere", "learn_home")
WEEK = timedelta(days=7)
MORNING = time(6, tzinfo=UTC)
"""Nine o'clock in Baghdad."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return what is due for an open case."""
    if case.status != "open":
        return []
    if record.latest("contacts") is None:
        return [*_ask(case, record), *_talk(record)]
    return [*_pressure(case, record), *_answers(record), *_first_weeks(record)]


def _ask(case: Case, record: CaseRecord) -> Iterator[Task]:
    learner = case.is_child or case.age_band == "18_24"
    if learner and case.risk_level and record.latest("standing") is None:
        yield Task(
            name="education_ask",
            form="standing",
            label="Ask whether she still goes to class",
            reason="Learning is often lost first and asked about last. Nothing is on record yet.",
            due=case.opened_at + WEEK,
        )


def _talk(record: CaseRecord) -> Iterator[Task]:
    standing = record.latest("standing")
    said = standing.answers if standing else {}
    if said.get("standing") in OUT and said.get("wish") in WANTS and said.get("contact_ok") == "yes":
        yield Task(
            name="education_talk",
            form="contacts",
            label="Talk to the school, as agreed",
            reason="She is out of class, wants to go on, and agreed that you ask.",
            due=standing.at + WEEK,
        )


def _answers(record: CaseRecord) -> Iterator[Task]:
    rows = record.latest("contacts").answers.get("talks", ())
    open_since = [row["day"] for row in rows if row.get("answer") == "waiting"]
    if open_since:
        yield Task(
            name="education_answer",
            form="contacts",
            label="Ask the school for its answer",
            reason="An answer is still open. Silence is not a no: ask once more.",
            due=_morning(min(open_since)) + WEEK,
        )


def _first_weeks(record: CaseRecord) -> Iterator[Task]:
    contacts, standing = record.latest("contacts"), record.latest("standing")
    back_on = contacts.answers.get("back_on")
    if back_on and (standing is None or standing.at < contacts.at):
        yield Task(
            name="education_first_weeks",
            form="standing",
            label="Ask how the first weeks in class are",
            reason="She is back. Most who leave again do so in the first weeks.",
            due=_morning(back_on) + 2 * WEEK,
        )


def _pressure(case: Case, record: CaseRecord) -> Iterator[Task]:
    contacts, decided = record.latest("contacts"), case.risk_decided_at
    if contacts.answers.get("pressure") == "yes" and (decided is None or decided < contacts.at):
        yield Task(
            name="education_pressure",
            form="safety.risk_assessment",
            label="Assess the risk again, and look at the safety plan with her",
            reason="At the school it was spread, or someone puts her under pressure.",
            due=contacts.at + timedelta(hours=24),
        )


def _morning(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), MORNING)
