"""What is due in legal help: an informed choice, company on the way, and what became of a complaint."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

AGAIN = timedelta(days=14)
"""After this she is asked again, where no other day was agreed on."""
BEST_INTEREST = timedelta(hours=48)
"""Within this somebody decides in the child's best interests, after a child said no to reporting."""
ALONE = ("declined", "unavailable", "not_safe")
"""Answers that mean that nobody went along, or only someone who may be the one who harms."""
SETTLED = ("refused", "closed", "withdrawn")
"""Outcomes after which a complaint is no longer open."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks of an open case.

    A survivor who decided not to report is asked for nothing; only a child's no that nobody weighed, a child who went alone
    to an authority, and harm after a complaint still have tasks.
    """
    if case.status != "open":
        return []
    child_alone = list(_child_alone(case, record))
    if case.risk_level is None:
        return child_alone
    weighed = record.latest("risk_benefit")
    decision = weighed.answers.get("decision") if weighed else None
    urgent = [*child_alone, *_reassess_after_harm(case, record)]
    if record.consents.get("law_enforcement") == "withdrawn":
        return [*urgent, *_running(record)]
    if decision == "not_report":
        return [*urgent, *_best_interest(case, weighed)]
    if record.latest("complaint"):
        return [*urgent, *_complaints(record)]
    if _wants_no_help(record):
        return urgent
    if weighed is None:
        return [*urgent, _inform(case)]
    return [*urgent, *_next_of(str(decision), case, record, weighed)]


def _best_interest(case: Case, weighed: Any) -> Iterator[Task]:
    """Yield a task where a child's no stands alone: somebody has to have weighed the child's best interests."""
    if case.is_child and not weighed.answers.get("best_interest_by"):
        yield Task(
            name="best_interest_not_to_report",
            form="risk_benefit",
            label="Decide with someone else whether not to report is in the child's best interests",
            reason="The child's no is on record, and who took the best-interest decision is not.",
            due=weighed.at + BEST_INTEREST,
        )


def _wants_no_help(record: CaseRecord) -> bool:
    """Whether she does not want legal help: she refused the consent, or a step was declined or not needed."""
    if record.consents.get("law_enforcement") == "no":
        return True
    steps = ("choice.informed", "choice.risk_benefit", "choice.decision", "choice.child_procedure")
    return any(record.steps.get(step) in ("declined", "not_needed") for step in steps)


def _inform(case: Case) -> Task:
    if case.is_child:
        return Task(
            name="child_procedure",
            form="risk_benefit",
            label="Follow the child protection procedure for reporting",
            reason="For a child the procedure and the best interests decide. No legal assessment is on record yet.",
        )
    return Task(
        name="informed_choice",
        form="risk_benefit",
        label="Explain the right to report, and the right not to",
        reason="She can only decide freely when she knows both ways and their risks.",
    )


def _next_of(decision: str, case: Case, record: CaseRecord, assessment: Any) -> Iterator[Task]:
    """Yield the task that follows from the decision in the newest legal assessment."""
    agreed_day = assessment.day("follow_up")
    if decision == "report":
        yield Task(
            name="prepare_complaint",
            form="complaint",
            label="Prepare the complaint with the child, and go along"
            if case.is_child
            else "Prepare the complaint with her, and offer to go along",
            reason="It was decided to report, and no complaint is recorded. The plan for the day he learns of it comes first.",
            due=agreed_day,
        )
    elif decision == "undecided":
        yield Task(
            name="ask_decision",
            form="risk_benefit",
            label="Ask again whether she wants to report",
            reason="She had not decided. There is no hurry, and a no is a full answer.",
            due=agreed_day or assessment.at + AGAIN,
        )
    elif decision == "child_procedure" and record.steps.get("choice.child_procedure", "pending") == "pending":
        yield Task(
            name="child_procedure",
            item="choice.child_procedure",
            label="Follow the child protection procedure for reporting",
            reason="It decides whether and how this is reported, and the step is still open.",
            due=agreed_day,
        )


def _complaints(record: CaseRecord) -> Iterator[Task]:
    """Yield a task for each open complaint: ask her, and ask the authority."""
    return _open_complaints(
        record,
        label="Ask her how she is, and the authority what became of the complaint",
        reason="The complaint is open. Inquiries take long, and nobody should have to wait alone.",
    )


def _running(record: CaseRecord) -> Iterator[Task]:
    """Yield a task for each open complaint after she took her consent back: ask her, not the authority."""
    return _open_complaints(
        record,
        label="Ask her how she is, and whether the complaint was withdrawn",
        reason="She took back her consent while the complaint runs. It is hers to withdraw, and revenge may still come.",
    )


def _open_complaints(record: CaseRecord, *, label: str, reason: str) -> Iterator[Task]:
    for complaint in record.entries("complaint"):
        if complaint.answers.get("outcome") not in SETTLED:
            filed = complaint.day("filed_on") or complaint.at
            due = complaint.day("next_contact") or filed + AGAIN
            name = f"complaint_{complaint.id[:8].lower()}"
            yield Task(name=name, form="complaint", label=label, reason=reason, due=due)


def _child_alone(case: Case, record: CaseRecord) -> Iterator[Task]:
    """Yield a task for each complaint at which a child went alone and the supervisor was not told."""
    if not case.is_child:
        return
    for complaint in record.entries("complaint"):
        went_alone = complaint.answers.get("accompanied") in ALONE
        if went_alone and complaint.answers.get("told_supervisor") != "yes":
            yield Task(
                name=f"child_alone_{complaint.id[:8].lower()}",
                form="complaint",
                label="Talk with your supervisor: a child went alone",
                reason="A child is never alone at an authority. Decide together who is at the child's side from now on.",
                due=complaint.at + timedelta(hours=24),
            )


def _reassess_after_harm(case: Case, record: CaseRecord) -> Iterator[Task]:
    """Yield a task when a complaint did harm and the risk was not decided anew since then."""
    harmful = [complaint for complaint in record.entries("complaint") if _is_harm(complaint.answers)]
    decided = case.risk_decided_at
    if harmful and (decided is None or harmful[0].is_after(record.decision(decided))):
        yield Task(
            name="reassess_after_complaint",
            form="safety.risk_assessment",
            label="Assess the risk again now, and open the safety plan with her",
            reason="Since the complaint someone took revenge, or confidence was broken.",
            due=harmful[0].at + timedelta(hours=24),
        )


def _is_harm(answers: Mapping[str, Any]) -> bool:
    return answers.get("retaliation") == "yes" or answers.get("confidentiality_breach") == "yes"
