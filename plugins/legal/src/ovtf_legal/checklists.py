"""The steps before, during and after a complaint, in the guide's order."""

from dashboard import Checklist, ChecklistItem, Decision

WEIGH_FIRST = "A complaint can be noticed at home: weigh it before anyone hears of it."
DECIDE_FIRST = "It is hers to decide, and not to report is a full outcome. Then this step is simply not needed."
NOT_REPORTING = (
    Decision(
        when=("risk_benefit[decision=not_report]",),
        because="She decided not to report.",
        audience="adult",
    ),
    # A child's no alone settles nothing: somebody has to have weighed the child's best interests.
    Decision(
        when=("risk_benefit[decision=not_report]", "risk_benefit[best_interest_by]"),
        because="It was decided in the child's best interests not to report.",
        audience="child",
    ),
)
"""It settles what leads to a complaint; never what protects her, supports her or lets her decide freely."""
NO_UNIT = Decision(when=("risk_benefit[cybercrime_unit=not_needed]",), because="No cybercrime unit has to be asked.")
ALONE = tuple(
    Decision(when=(answer,), because="She wants to go alone.", audience="adult")
    for answer in ("complaint[accompanied=declined]", "risk_benefit[accompany=declined]")
)
PLAN_FIRST = "Plan for the day he learns of it before the complaint is filed: afterwards may be too late."

CHOICE = Checklist(
    name="choice",
    label="Informed choice and complaint",
    items=(
        ChecklistItem(
            name="authority",
            label="Find the authority whose mandate fits",
            recorded_by=("risk_benefit[authority]",),
            hint="By the kind of harm, the region, and where your agency knows people. The list is under Services.",
            settled_by=NOT_REPORTING,
            source="Legal, Risk-benefit assessment",
        ),
        ChecklistItem(
            name="risk_benefit",
            label="Weigh risks and benefits of reporting together",
            recorded_by=("risk_benefit",),
            after=("safety.protection.imminent",),
            because="If she is in danger today, that comes first.",
            hint="Revenge, family, community, honour. Use the form.",
            source="Legal, Risk-benefit assessment",
        ),
        ChecklistItem(
            name="honour",
            label="Find out whether reporting could lead to violence at home or in the name of honour",
            recorded_by=("risk_benefit[honour_escalates]",),
            after=("safety.protection.imminent",),
            because="If she is in danger today, that comes first.",
            hint="Who would be told, by whom, and what did they do in such a case before?",
            source="Legal, Risk-benefit assessment",
        ),
        ChecklistItem(
            name="protection_needs",
            label="Find out what protection she needs before, during and after a report",
            recorded_by=("risk_benefit[protection]",),
            after=("risk_benefit",),
            because="What she needs follows from what may go wrong.",
            source="Legal, Risk-benefit assessment",
        ),
        ChecklistItem(
            name="child_procedure",
            label="Follow the child protection procedure for reporting",
            recorded_by=("risk_benefit[procedure_followed=yes]",),
            audience="child",
            hint="Best interests decide, and it is written there who took the decision.",
            source="Legal, note on children",
        ),
        ChecklistItem(
            name="informed",
            label="Explain the right to report and the right not to",
            recorded_by=("risk_benefit[right_not_to=yes]",),
            audience="adult",
            hint="Procedure, confrontation, time, limits of confidentiality. No promises.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="roles",
            label="Explain what police and courts can do, what they cannot, and which ways there are",
            recorded_by=("risk_benefit[explained=role]",),
            hint="They look into it, stop what goes on, secure proof, open a case; sometimes they protect. No law covers it all.",
            source="Legal, Issue",
        ),
        ChecklistItem(
            name="outcomes",
            label="Explain how it may go: inquiry, court, meeting him there, how long",
            recorded_by=("risk_benefit[explained=procedure]",),
            hint="In words that she can repeat. For a child: what fits the age.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="may_become_known",
            label="Explain what may become known: at the office, to the family, around her",
            recorded_by=("risk_benefit[explained=confidentiality]",),
            hint="Confidence cannot be promised by anyone. Delay is common.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="decision",
            label="Record what was decided: to report, not to report, or later",
            recorded_by=("risk_benefit[decision]",),
            after=("risk_benefit",),
            because=WEIGH_FIRST,
            hint="Not reporting is a full outcome. The steps about filing are then not needed.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="voluntary",
            label="Make sure that it is her own free decision",
            recorded_by=("risk_benefit[voluntary=yes]",),
            audience="adult",
            after=("informed", "decision"),
            because="Free means: she knows both ways, and nobody waits outside the door for her answer.",
            hint="Speak with her alone. Then record her answer under Consent.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="evidence",
            label="Explain how proof is kept before content is removed",
            after=("decision",),
            because=DECIDE_FIRST,
            audience="adult",
            hint="Screenshots, links, user names, times; never a sexual image from before 18. She keeps it, if she wants to "
            "and it is safe. You store nothing.",
            settled_by=NOT_REPORTING,
            source="Legal, Preserve and prepare evidence",
        ),
        ChecklistItem(
            name="evidence_child",
            label="Leave proof about a child to those who are trained and entitled",
            audience="child",
            hint="Nobody here looks at material, copies it or keeps it.",
            source="Legal, Preserve and prepare evidence",
        ),
        ChecklistItem(
            name="cybercrime_unit",
            label="Ask a cybercrime unit what it needs, where a removal could spoil the case",
            needs_consent="law_enforcement",
            after=("decision",),
            because=DECIDE_FIRST,
            hint="Ask in general, without her name.",
            settled_by=(*NOT_REPORTING, NO_UNIT),
            source="Legal, Preserve and prepare evidence",
        ),
        ChecklistItem(
            name="confidential_file",
            label="Keep the file closed: who in your agency may know, and what goes to the authority",
            hint="As little as needed, nothing by open message. Nothing of the proof is in the file.",
            source="Legal, Preserve and prepare evidence",
        ),
        ChecklistItem(
            name="protection_plan",
            label="Plan for the moment when the perpetrator learns of it",
            recorded_by=("risk_benefit[planned=notified]",),
            after=("risk_benefit",),
            because="The plan answers the risks that you weighed.",
            hint="Shelter, moving, emergency measures, backlash at home.",
            source="Legal, Safety before and after reporting",
        ),
        ChecklistItem(
            name="shelter",
            label="Find out whether she needs shelter, another place or protection at once",
            needs_consent="services",
            after=("risk_benefit",),
            because="What she needs follows from what may go wrong.",
            hint="Look for a free place before the complaint, not on the day.",
            source="Legal, Safety before and after reporting",
        ),
        ChecklistItem(
            name="backlash",
            label="Agree what you do if family or community turns on her",
            needs_consent="services",
            after=("protection_plan",),
            because="It is part of the plan for the time after.",
            hint="A day to speak, a word for help, someone on her side.",
            source="Legal, Safety before and after reporting",
        ),
        ChecklistItem(
            name="prepare",
            label="Prepare her: where, how, which questions, how long",
            needs_consent="law_enforcement",
            after=("decision", "protection_plan"),
            because=PLAN_FIRST,
            hint="Interviews and questions later on, too. Hard across borders; no promises.",
            settled_by=NOT_REPORTING,
            source="Legal, Prepare for the reporting process",
        ),
        ChecklistItem(
            name="accompany",
            label="Go with her",
            recorded_by=("complaint[accompanied=yes]",),
            needs_consent="law_enforcement",
            after=("prepare",),
            because="She should know what comes before she stands there.",
            hint="With a child always.",
            settled_by=(*NOT_REPORTING, *ALONE),
            source="Legal, Actors",
        ),
        ChecklistItem(
            name="complaint",
            label="She files the complaint, and you record where and when",
            recorded_by=("complaint",),
            needs_consent="law_enforcement",
            after=("risk_benefit", "decision", "protection_plan", "safety.risk_assessment"),
            because=PLAN_FIRST,
            hint="Use the complaint form. It is her complaint: you do not file for her.",
            settled_by=NOT_REPORTING,
            source="Legal, Prepare for the reporting process",
        ),
        ChecklistItem(
            name="follow_up",
            label="Stay at her side during the procedure and watch the risk",
            needs_consent="services",
            hint="Ask at least every two weeks; adjust the safety plan when something changes.",
            source="Legal, Continue support",
        ),
        ChecklistItem(
            name="support",
            label="Offer emotional support for as long as the inquiry lasts",
            needs_consent="services",
            hint="Before and after each interview. See the area Mental health.",
            source="Legal, Continue support",
        ),
    ),
)
