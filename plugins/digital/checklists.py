"""The steps of digital action, in the guide's order: consent, safety, proof, plan, removal."""

from dashboard import Checklist, ChecklistItem

REMOVAL = Checklist(
    name="removal",
    label="Digital safety and removal",
    items=(
        ChecklistItem(
            name="consent",
            label="Explain what can be done and agree on it",
            needs_consent="services",
            hint="Say plainly that it may take long or bring revenge. For a child: assent and a guardian's consent.",
            source="Digital 6, Survivor choice and confidentiality",
        ),
        ChecklistItem(
            name="risk",
            label="Assess digital risk: type, access, and whether acting would make it worse",
            after=("safety.protection.imminent",),
            source="Digital 1, Digital risk assessment",
        ),
        ChecklistItem(
            name="evidence",
            label="Explain how she can keep proof herself, if she wants to and it is safe",
            after=("consent", "risk"),
            audience="adult",
            hint="Screenshots, links, user names, times: on her side. You take and keep nothing.",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="evidence_child",
            label="Do not view, copy or keep material of a child; follow child protection",
            after=("consent", "risk"),
            audience="child",
            source="Digital 2, Preserve evidence",
        ),
        ChecklistItem(
            name="accounts",
            label="Secure accounts: new passwords, two steps, privacy",
            after=("risk",),
            hint="From a device that the perpetrator cannot reach.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="device",
            label="Check the device: unknown apps, tracking, location",
            after=("risk",),
            hint="Taking away access can be noticed: agree on the moment.",
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="contact",
            label="Limit or block contact, if that is safe",
            after=("risk",),
            source="Digital 3, Digital safety plan",
        ),
        ChecklistItem(
            name="stopncii",
            label="StopNCII: she makes the fingerprint on her own device",
            audience="adult",
            after=("consent", "evidence"),
            hint="Only for images in which she is 18 or older. She keeps case number and PIN.",
            source="Digital, Tools",
        ),
        ChecklistItem(
            name="take_it_down",
            label="Take It Down: for images from before 18",
            after=("consent",),
            hint="The fingerprint is made on the device; never ask anybody to send or upload an image.",
            source="Digital, Tools",
        ),
        ChecklistItem(
            name="report",
            label="Show how to report on the platform, or through INSM or Tech4Peace",
            after=("consent", "risk"),
            hint="She submits; you stand beside her. Proof comes before removal.",
            source="Digital 4, Remove or report content",
        ),
        ChecklistItem(
            name="specialist",
            label="Refer to digital safety specialists when it gets technical",
            needs_consent="services",
            source="Digital 5, Specialised actors",
        ),
    ),
)
