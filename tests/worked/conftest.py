"""A case from its opening to its closing, worked as a case manager works it: through the same actions as the pages."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from dashboard.access import Principal
from dashboard.actions.context import Context
from dashboard.actions.directory.editing import Listed
from dashboard.actions.supervisor import reviews
from dashboard.actions.work import cases, drafting, plan, sending
from dashboard.actions.work.cases import OpenedCase
from dashboard.actions.work.sending import Outcome
from dashboard.contract import Task
from dashboard.errors import RecordError
from tests.conftest import INTAKE, add_case, add_person

MORNING = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
"""Nine in the morning in Baghdad, on the day on which each of the six opens."""


@dataclass
class Worked:
    """One case, its case manager and her supervisor. Time stands still until `pass_hours` moves it on."""

    context: Context
    manager: Principal
    supervisor: Principal
    key: str
    at: datetime

    def pass_hours(self, hours: float) -> None:
        self.at += timedelta(hours=hours)

    def try_to_send(self, form: str, answers: dict[str, Any], **options: Any) -> Outcome:
        """Fill in a form ("legal.complaint") and send it; what the draft begins with stays where nothing is answered."""
        area, name = form.split(".")
        draft = drafting.open_draft(self.context, self.manager, area, name, self.key)
        answered = {question: value for question, value in (draft.answers | answers).items() if value is not None}
        return sending.submit(self.context, self.manager, draft.id, answered, **options)

    def send(self, form: str, answers: dict[str, Any], **options: Any) -> Outcome:
        """Send a form in; it must be taken."""
        outcome = self.try_to_send(form, answers, **options)
        assert outcome.submission_id, (outcome.problems, outcome.warnings, outcome.conflict)
        return outcome

    def refused(self, form: str, answers: dict[str, Any], **options: Any) -> str:
        """Send a form in that must be refused, and return why, in one text."""
        try:
            outcome = self.try_to_send(form, answers, **options)
        except RecordError as error:
            return str(error)
        assert not outcome.submission_id, "it was taken"
        return " ".join([*outcome.problems.values(), *outcome.warnings, str(outcome.conflict or "")])

    @property
    def opened(self) -> OpenedCase:
        """All that the case page shows."""
        return cases.read_case(self.context, self.manager, self.key)

    @property
    def level(self) -> tuple[str | None, str | None, set[str]]:
        """The newest decided level, the suggested one, and the reasons for it."""
        decision = self.opened.decisions[0] if self.opened.decisions else None
        return (decision.level, decision.suggested, set(decision.reasons)) if decision else (None, None, set())

    @property
    def hours_left(self) -> float | None:
        """How long the risk clock still runs, in hours; None when it stands still."""
        due = self.opened.next_due
        return (due - self.at) / timedelta(hours=1) if due else None

    @property
    def tasks(self) -> dict[str, Task]:
        """What is due, by area and name ("safety.make_safety_plan")."""
        return {f"{task.area}.{task.name}": task for task in self.opened.tasks}

    def due_in(self, task: str) -> float:
        """Return in how many hours a task is due."""
        due = self.tasks[task].due
        assert due is not None, f"{task} has no deadline"
        return (due - self.at) / timedelta(hours=1)

    @property
    def lines(self) -> list[Listed]:
        """Whom the action plan names, in its order."""
        return plan.action_plan(self.context, self.manager, self.key).contacts

    def approve(self) -> None:
        """The supervisor approves everything that waits for her."""
        for waiting in reviews.waiting(self.context, self.supervisor):
            reviews.approve(self.context, self.supervisor, waiting.review.id)


@pytest.fixture
def begin(context: Context) -> Iterator[Callable[..., Worked]]:
    """Return a function that opens a case with these intake answers."""
    manager, supervisor = add_person(context, "case_manager", "A01"), add_person(context, "supervisor", "A01")

    def case(**intake: Any) -> Worked:
        worked = Worked(context, manager, supervisor, "", MORNING)
        context.now = lambda: worked.at  # type: ignore[method-assign]
        worked.key = add_case(context, manager, **INTAKE | intake)
        return worked

    yield case
