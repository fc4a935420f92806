"""What is due in legal help: an informed choice, company on the way, and what became of a complaint."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

AGAIN = timedelta(days=14)
"""After this she is asked again, where no other day was agreed on."""
ALONE = ("declined", "unavailable")
"""Answers that mean that nobody went along."""
SETTLED = ("refused", "closed", "withdrawn")


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return what is due; a survivor who decided not to report is asked for nothing."""
    if case.status != "open":
        return []
    alone = list(_alone(case, record))
    if case.risk_level is None:
        return alone
    weighed = record.latest("risk_benefit")
    decision = weighed.answers.get("decision") if weighed else None
    urgent = [*alone, *_harmed(case, record)]
    if record.consents.get("law_enforcement") == "withdrawn":
        return [*urgent, *_running(record)]
    if decision == "not_report":
        return urgent
    if record.latest("complaint"):
        return [*urgent, *_complaints(record)]
    if _left_alone(record):
        return urgent
    if weighed is None:
        return [*urgent, _inform(case)]
    return [*urgent, *_next_of(str(decision), case, record, weighed)]


def _left_alone(record: CaseRecord) -> bool:
    """Whether she does not want legal help: she refused the consent or declined a step. Then nothing is suggested."""
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


def _next_of(decision: str, case: Case, record: CaseRecord, decided: Any) -> Iterator[Task]:
    at, agreed = decided.at, decided.day("follow_up")
    if decision == "report":
        yield Task(
            name="prepare_complaint",
            form="complaint",
            label="Prepare the complaint with the child, and go along"
            if case.is_child
            else "Prepare the complaint with her, and offer to go along",
            reason="It was decided to report, and no complaint is recorded. The plan for the day he learns of it comes first.",
            due=agreed,
        )
    elif decision == "undecided":
        yield Task(
            name="ask_decision",
            form="risk_benefit",
            label="Ask again whether she wants to report",
            reason="She had not decided. There is no hurry, and a no is a full answer.",
            due=agreed or at + AGAIN,
        )
    elif decision == "child_procedure" and record.steps.get("choice.child_procedure", "pending") == "pending":
        yield Task(
            name="child_procedure",
            item="choice.child_procedure",
            label="Follow the child protection procedure for reporting",
            reason="It decides whether and how this is reported, and the step is still open.",
            due=agreed,
        )


def _complaints(record: CaseRecord) -> Iterator[Task]:
    return _open(
        record,
        label="Ask her how she is, and the authority what became of the complaint",
        reason="The complaint is open. Inquiries take long, and nobody should have to wait alone.",
    )


def _running(record: CaseRecord) -> Iterator[Task]:
    """Yield what is due for complaints that she began before she took her consent back: ask her, not the authority."""
    return _open(
        record,
        label="Ask her how she is, and whether the complaint was withdrawn",
        reason="She took back her consent while the complaint runs. It is hers to withdraw, and revenge may still come.",
    )


def _open(record: CaseRecord, *, label: str, reason: str) -> Iterator[Task]:
    for entry in record.entries("complaint"):
        if entry.answers.get("outcome") not in SETTLED:
            filed = entry.day("filed_on") or entry.at
            due = entry.day("next_contact") or filed + AGAIN
            yield Task(name=f"complaint_{entry.id[:8].lower()}", form="complaint", label=label, reason=reason, due=due)


def _alone(case: Case, record: CaseRecord) -> Iterator[Task]:
    for entry in record.entries("complaint"):
        if (
            case.is_child
            and entry.answers.get("accompanied") in ALONE
            and entry.answers.get("told_supervisor") != "yes"
        ):
            yield Task(
                name=f"child_alone_{entry.id[:8].lower()}",
                form="complaint",
                label="Talk with your supervisor: a child went alone",
                reason="A child is never alone at an authority. Decide together who is at the child's side from now on.",
                due=entry.at + timedelta(hours=24),
            )


def _harmed(case: Case, record: CaseRecord) -> Iterator[Task]:
    harmed = [complaint for complaint in record.entries("complaint") if _is_harm(complaint.answers)]
    if harmed and (case.risk_decided_at is None or case.risk_decided_at < harmed[0].at):
        yield Task(
            name="reassess_after_complaint",
            form="safety.risk_assessment",
            label="Assess the risk again now, and open the safety plan with her",
            reason="Since the complaint someone took revenge, or confidence was broken.",
            due=harmed[0].at + timedelta(hours=24),
        )


def _is_harm(answers: Mapping[str, Any]) -> bool:
    return answers.get("retaliation") == "yes" or answers.get("confidentiality_breach") == "yes"
