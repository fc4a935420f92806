"""The steps of psychosocial support, in the guide's order."""

from dashboard import Checklist, ChecklistItem

SUPPORT = Checklist(
    name="support",
    label="Psychosocial support",
    items=(
        ChecklistItem(
            name="immediate_risk",
            label="Ask whether she is safe right now, from others and from herself",
            hint="Include thoughts of suicide and self-harm, contact by the perpetrator, and harm at home.",
            source="MHPSS, Assess survivor safety and immediate risks",
        ),
        ChecklistItem(
            name="first_aid",
            label="Give psychological first aid",
            needs_consent="services",
            after=("immediate_risk",),
            hint="Calm, listen, name what helps her cope, hand back control.",
            source="MHPSS, Provide psychological first aid",
        ),
        ChecklistItem(
            name="needs",
            label="Assess what care she needs and who already supports her",
            needs_consent="services",
            after=("first_aid",),
            source="MHPSS, Assess ongoing needs",
        ),
        ChecklistItem(
            name="referral",
            label="Refer to specialised care where it is needed",
            needs_consent="services",
            after=("needs",),
            source="MHPSS, Assess ongoing needs",
        ),
        ChecklistItem(
            name="urgent_referral",
            label="Urgent referral: danger to her life or a sudden breakdown",
            hint="Do not wait for the other steps.",
            stops_clock=True,
            source="MHPSS, Urgent referral for high-risk cases",
        ),
        ChecklistItem(
            name="child_provider",
            label="Choose a provider who is trained to work with children",
            audience="child",
            needs_consent="services",
            source="MHPSS, note on children",
        ),
    ),
)
