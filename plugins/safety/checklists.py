"""The steps of protection, in the guide's order."""

from dashboard import Checklist, ChecklistItem

PROTECTION = Checklist(
    name="protection",
    label="Protection",
    items=(
        ChecklistItem(
            name="imminent",
            label="Ask whether she is in danger today, and from whom",
            hint="Perpetrator, family, community. If yes: urgent referral first.",
            source="Safety, Assess immediate and imminent risk",
        ),
        ChecklistItem(
            name="risks",
            label="Look at each kind of risk: money, body, honour, public, feelings",
            after=("imminent",),
            hint="Use the risk assessment form.",
            source="Safety, Identify and analyse protection risks",
        ),
        ChecklistItem(
            name="sources",
            label="Name each source of threat: family, perpetrator, community",
            after=("imminent",),
            hint="Each can create, widen or lessen the risk.",
            source="Safety, Identify sources of threat",
        ),
        ChecklistItem(
            name="level",
            label="Decide the risk level",
            after=("risks", "sources"),
            hint="High: act within 24 hours. Medium: within 48 hours.",
            source="Safety, Determine risk level and prioritise",
        ),
        ChecklistItem(
            name="first_action",
            label="Take a first safety action",
            needs_consent="services",
            stops_clock=True,
            hint="Something that makes today safer: a safe place, a safe channel, someone informed with her consent.",
            source="Safety, Assess risk levels",
        ),
        ChecklistItem(
            name="plan",
            label="Make a safety plan together with her",
            needs_consent="services",
            after=("level",),
            hint="Shelter, discreet contact, safe ways to services, digital measures.",
            source="Safety, Survivor-centred safety plan",
        ),
        ChecklistItem(
            name="urgent_referral",
            label="Urgent referral: risk of serious or deadly violence",
            stops_clock=True,
            hint="To protection, shelter or, if she agrees and it is safe, law enforcement.",
            source="Safety, Urgent referrals for high-risk cases",
        ),
        ChecklistItem(
            name="child_protection",
            label="Start the child protection procedure",
            audience="child",
            source="Safety, note on children",
        ),
    ),
)
