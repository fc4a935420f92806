"""The steps back to class, in their order."""

from dashboard import Checklist, ChecklistItem

SOURCE = "Example Agency, back to class"

BACK = Checklist(
    name="back",
    label="Back to class",
    items=(
        ChecklistItem(
            name="ask",
            label="Ask where she learns, and what she wants",
            hint="Back, somewhere else, or a pause: each is a full answer.",
            recorded_by=("standing[wish]",),
            source=SOURCE,
        ),
        ChecklistItem(
            name="safe",
            label="Look at the way there, the class and the breaks together",
            hint="Who is there that harms or spreads it? Who would stand by her?",
            after=("safety.risk_assessment",),
            because="The danger decides whether this school is a place to go back to.",
            source=SOURCE,
        ),
        ChecklistItem(
            name="caregiver",
            label="Talk with a caregiver who protects about going back",
            audience="child",
            needs_consent="services",
            after=("ask",),
            because="The child is heard before anyone at home is.",
            source=SOURCE,
        ),
        ChecklistItem(
            name="deadlines",
            label="Look up the days for registration, exams and a postponement",
            audience="adult",
            hint="Many universities take back whoever asks for a postponement in time.",
            source=SOURCE,
        ),
        ChecklistItem(
            name="agree",
            label="Agree who at the school may know, and what",
            recorded_by=("standing[contact_ok=yes]",),
            after=("ask",),
            because="Nobody speaks for her before she said what she wants.",
            source=SOURCE,
        ),
        ChecklistItem(
            name="talk",
            label="Talk to the school",
            hint="What helps her learn, never what happened. Write down the role, not the name.",
            recorded_by=("contacts",),
            needs_consent="information_sharing",
            after=("agree", "safe"),
            because="What the school hears cannot be taken back.",
            source=SOURCE,
        ),
        ChecklistItem(
            name="first_weeks",
            label="Ask how the first weeks in class are",
            recorded_by=("standing[standing=returned]",),
            after=("talk",),
            because="There are no first weeks before a way back is agreed.",
            source=SOURCE,
        ),
    ),
)
