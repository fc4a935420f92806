"""The steps before, during and after a complaint, in the guide's order."""

from dashboard import Checklist, ChecklistItem

CHOICE = Checklist(
    name="choice",
    label="Informed choice and complaint",
    items=(
        ChecklistItem(
            name="authority", label="Find the authority whose mandate fits", source="Legal, Risk-benefit assessment"
        ),
        ChecklistItem(
            name="risk_benefit",
            label="Weigh risks and benefits of reporting together",
            after=("safety.protection.imminent",),
            hint="Revenge, family, community, honour. Use the form.",
            source="Legal, Risk-benefit assessment",
        ),
        ChecklistItem(
            name="informed",
            label="Explain the right to report and the right not to",
            audience="adult",
            hint="Procedure, confrontation, time, limits of confidentiality. No promises.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="child_procedure",
            label="Follow the child protection procedure for reporting",
            audience="child",
            source="Legal, note on children",
        ),
        ChecklistItem(
            name="decision",
            label="Record what was decided: to report, not to report, or later",
            after=("risk_benefit",),
            hint="Not reporting is a full outcome.",
            source="Legal, Informed consent",
        ),
        ChecklistItem(
            name="evidence",
            label="Explain how proof is kept before content is removed",
            after=("decision",),
            audience="adult",
            hint="She keeps it. You store nothing.",
            source="Legal, Preserve and prepare evidence",
        ),
        ChecklistItem(
            name="protection_plan",
            label="Plan for the moment when the perpetrator learns of it",
            after=("risk_benefit",),
            hint="Shelter, moving, emergency measures, backlash at home.",
            source="Legal, Safety before and after reporting",
        ),
        ChecklistItem(
            name="prepare",
            label="Prepare her: where, how, which questions, how long",
            needs_consent="services",
            after=("decision", "protection_plan"),
            source="Legal, Prepare for the reporting process",
        ),
        ChecklistItem(
            name="accompany",
            label="Go with her",
            needs_consent="services",
            after=("prepare",),
            hint="With a child always.",
            source="Legal, Actors",
        ),
        ChecklistItem(
            name="follow_up",
            label="Stay at her side during the procedure and watch the risk",
            needs_consent="services",
            source="Legal, Continue support",
        ),
    ),
)
