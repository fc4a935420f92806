"""What is due in digital help: assess, find the way, plan, and see what came of each request."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from dashboard import Case, CaseRecord, Task

IMAGES = {"image_based_abuse", "deepfake", "sexual_extortion", "csam", "self_generated_content", "live_streaming"}
ACCESS = {"cyberstalking", "hacking", "doxing", "impersonation", "online_grooming"}
NORMAL = timedelta(days=7)
"""Normal risk: assess the digital risk within a week of the decision."""
PATIENCE = timedelta(days=7)
"""How long to wait before asking again: for an answer to a request, or for a plan whose day was not set."""
WAYS = {
    "in_app": "the platform's own report",
    "stopncii": "StopNCII",
    "take_it_down": "Take It Down",
    "insm": "INSM",
    "t4p": "Tech4Peace",
    "other_trusted": "a trusted partner",
    "law_enforcement": "law enforcement",
}
NO_ANSWER = "There was no answer. INSM or Tech4Peace may be heard sooner."
REFUSED = "It was refused. INSM or Tech4Peace may be heard sooner."
HERS = ("stopncii", "take_it_down")
"""Ways whose answer only she can look up."""
LOOK_UP = "She looks it up herself, with case number and PIN. Ask what it says, and whether anything came back."
REMOVED = ("removed_full", "removed_partial", "account_removed")
WATCHED = ("shared", "none")
"""Answers to which device she has, from which nothing may be changed: somebody else reads it, or there is none."""
FROM_BEFORE_18 = ("take_it_down", "ask_again")
"""What the digital risk assessment advises for an image from before 18, or one of which nobody is sure."""


def suggest(case: Case, record: CaseRecord) -> list[Task]:
    """Return the tasks of an open case once its risk level is decided; an image from before 18 waits for no level.

    After she said no to digital steps, or took her yes back, only requests that still wait for an answer have tasks.
    """
    if case.status != "open":
        return []
    if case.risk_level is None or case.risk_decided_at is None:
        return [*_kept_image(record)]
    if _declined(record):
        return [*_kept_image(record), *_running(record)]
    due = case.due_at or case.risk_decided_at + NORMAL
    return [
        *_assess_and_find_route(case, record, due),
        *_record_request(record),
        *_find_device(record, due),
        *_plan(record, due),
        *_requests(record),
        *_content_is_back(record),
        *_kept_image(record),
    ]


def _declined(record: CaseRecord) -> bool:
    """Whether she said no to digital steps: in the consent, or without one in the newest risk assessment."""
    consent = record.consents.get("digital_action")
    if consent in ("no", "withdrawn"):
        return True
    return consent != "yes" and _latest_answers(record, "digital_risk").get("consent_digital") == "no"


def _latest_answers(record: CaseRecord, form: str) -> Mapping[str, Any]:
    """Return the newest answers to a form, {} when it was never filled in."""
    entry = record.latest(form)
    return entry.answers if entry else {}


def _assess_and_find_route(case: Case, record: CaseRecord, due: datetime) -> Iterator[Task]:
    types = set(case.violence_types)
    if types & (IMAGES | ACCESS) and record.latest("digital_risk") is None:
        yield Task(
            name="digital_risk",
            form="digital_risk",
            label="Assess the digital risk: what is out, what can be reached, what a removal would set off",
            reason="Digital steps can warn the perpetrator: know the risk before anything is changed.",
            due=due,
        )
    if types & IMAGES and record.latest("route") is None:
        yield Task(
            name="find_route",
            form="route",
            label="Find out with her where to report or remove the images",
            reason="The age in the image decides the tool. The fingerprint is made on her device; nobody sees the image.",
            due=due,
        )


def _record_request(record: CaseRecord) -> Iterator[Task]:
    route = record.latest("route")
    if route and route.answers.get("chosen") == "now" and record.latest("removal_request") is None:
        yield Task(
            name="record_request",
            form="removal_request",
            label="Record the report or removal request, once she has sent it",
            reason="She chose to begin now. Only what is recorded is followed.",
            due=route.at + timedelta(days=2),
        )


def _find_device(record: CaseRecord, due: datetime) -> Iterator[Task]:
    """Yield the task to find a safe device while the newest answer about hers says that it is shared, watched or none."""
    asked = {"digital_risk": "device", "route": "device", "digital_plan": "safe_device"}
    entries = [
        entry for form, question in asked.items() for entry in record.entries(form) if entry.answers.get(question)
    ]
    last = record.newest(entries)
    if last is not None and last.answers[asked[last.form]] in WATCHED:
        yield Task(
            name="safe_device",
            form="digital_plan",
            label="Find a safe device with her first: at your office, a service, or with someone she trusts",
            reason="Hers is shared or watched, or she has none. Until then no account is changed and no image tool used.",
            due=due,
        )


def _kept_image(record: CaseRecord) -> Iterator[Task]:
    """Yield the way to child protection's rules when she has kept an image from before 18 as proof."""
    risk = record.latest("digital_risk")
    if risk is None or risk.answers.get("evidence") != "preserved_by_survivor":
        return
    if risk.answers.get("tool") in FROM_BEFORE_18 or record.child_material:
        yield Task(
            name="image_before_18",
            form="digital_risk",
            label="Ask your supervisor which rules of child protection hold for the image that she kept",
            reason="It is from before 18, so it is abuse material of a child and no proof to show. Advise neither to keep nor "
            "to delete it. Then record under Keeping proof that child protection handles it.",
            due=risk.at + timedelta(hours=24),
        )


def _plan(record: CaseRecord, due: datetime) -> Iterator[Task]:
    """Yield the task to make the digital safety plan, to complete it, or to look at it again."""
    plan, risk = record.latest("digital_plan"), _latest_answers(record, "digital_risk")
    if plan is None:
        if risk.get("consent_digital") == "yes" and {"account", "device", "location"} & set(risk.get("access") or ()):
            yield Task(
                name="digital_plan",
                form="digital_plan",
                label="Make the digital safety plan together with her",
                reason="The perpetrator can reach her accounts, her device or her location.",
                due=due,
            )
        return
    needed, review_day = plan.answers.get("digital_plan_needed"), plan.day("review_date")
    if needed == "yes" and plan.answers.get("complete") != "yes":
        yield Task(
            name="digital_plan",
            form="digital_plan",
            label="Complete the digital safety plan with her",
            reason="It is needed, and steps are still planned.",
            due=review_day or plan.at + PATIENCE,
        )
    elif needed in ("yes", "not_now") and review_day:
        yield Task(
            name="review_digital_plan",
            form="digital_plan",
            label="Look at the digital safety plan again together",
            reason="You agreed on this day."
            if needed == "yes"
            else "It was not safe to make one: find out whether it is safe by now.",
            due=review_day,
        )


def _requests(record: CaseRecord) -> Iterator[Task]:
    """Yield the task of each removal request that still needs something."""
    for request in record.entries("removal_request"):
        if next_step := _next_of(request):
            label, reason, due = next_step
            channel = request.answers.get("channel")
            if channel in HERS and request.answers.get("outcome") == "pending":
                reason = LOOK_UP
            values = {"way": WAYS.get(str(channel), "the report")}
            name = f"removal_{request.id[:8].lower()}"
            yield Task(name=name, form="removal_request", label=label, reason=reason, due=due, values=values)


def _running(record: CaseRecord) -> Iterator[Task]:
    """Yield a task for each request that still waits although she took her consent back: ask her, nobody else."""
    for request in record.entries("removal_request"):
        if request.answers.get("outcome") == "pending":
            yield Task(
                name=f"removal_{request.id[:8].lower()}",
                form="removal_request",
                label="Ask her how she is, and whether she stopped it: {way}",
                reason="She took back her consent while it runs. It is hers to stop, and revenge may still come.",
                due=(request.day("request_date") or request.at) + PATIENCE,
                values={"way": WAYS.get(str(request.answers.get("channel")), "the report")},
            )


def _next_of(request: Any) -> tuple[str, str, datetime | None] | None:
    """Return what a request still needs (label, reason, due day), or None when it needs nothing."""
    answers, at = request.answers, request.at
    outcome, escalated = answers.get("outcome"), answers.get("escalated_to")
    since = request.day("request_date") or at
    if _is_further(escalated):
        since = request.day("escalated_on") or since
    if outcome in REMOVED and answers.get("reappeared") == "yes":
        if _is_further(escalated):
            return ("Ask what came of it: {way}", "It came back and was taken further.", since + PATIENCE)
        return (
            "Act again, content is back: {way}",
            "It came back after it was removed. Look at the risk first, then at where to report.",
            (request.day("reappeared_date") or at) + timedelta(days=1),
        )
    if outcome == "pending" or (outcome in ("no_response", "refused") and _is_further(escalated)):
        reason = "No outcome is recorded. After a week without an answer, take it further if she wants."
        return ("Ask what came of it: {way}", reason, since + PATIENCE)
    if outcome in ("no_response", "refused") and escalated != "none":
        reason = NO_ANSWER if outcome == "no_response" else REFUSED
        return ("Offer to take it further: {way}", reason, at + timedelta(days=1))
    return None


def _is_further(escalated: object) -> bool:
    """Whether a request was taken further, to a partner or to law enforcement."""
    return escalated not in (None, "", "none")


def _content_is_back(record: CaseRecord) -> Iterator[Task]:
    """Yield a task when she said at the last follow-up that content is back, and no request was recorded since."""
    talk = record.last_talk
    request = record.latest("removal_request")
    if talk and talk.answers.get("reappeared") == "yes" and (request is None or talk.is_after(request)):
        yield Task(
            name="content_is_back",
            form="removal_request",
            label="Act again: content is back or spreads",
            reason="She said so at the last follow-up. Look at the risk first, then at where to report.",
            due=talk.at + timedelta(days=1),
        )
