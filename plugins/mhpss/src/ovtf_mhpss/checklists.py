"""The steps of psychosocial support, in the guide's order."""

from dashboard import Checklist, ChecklistItem, Decision

# Neither where she thinks of suicide or could not be asked, nor where she needs urgent care: the offer stays in sight.
NO_THOUGHTS = "assessment[self_harm=none]"
BASIC = Decision(when=("assessment[care=basic]", NO_THOUGHTS), because="Basic support by you is enough for now.")
DECLINED = Decision(
    when=("assessment[care=specialised]", "assessment[referral=declined]", NO_THOUGHTS),
    because="She does not want specialised care.",
    audience="adult",
)
NO_FIRST_AID = Decision(
    when=("assessment[first_aid=declined]",), because="She did not want psychological first aid.", audience="adult"
)

SUPPORT = Checklist(
    name="support",
    label="Psychosocial support",
    items=(
        ChecklistItem(
            name="immediate_risk",
            label="Ask whether she is safe right now, from others and from herself",
            recorded_by=("assessment",),
            hint="Include thoughts of suicide and self-harm, spreading content, contact by the perpetrator, and harm at home.",
            source="MHPSS, Assess survivor safety and immediate risks",
        ),
        ChecklistItem(
            name="urgent_referral",
            label="Urgent referral: danger to her life or a sudden breakdown",
            after=("consent.services",),
            because="Ask for her consent first. If a life is in danger, act and record why.",
            hint="Do not wait for the other steps, and do not leave her alone.",
            stops_clock=True,
            urgent=True,
            source="MHPSS, Urgent referral for high-risk cases",
        ),
        ChecklistItem(
            name="child_procedure",
            label="Follow the child protection procedure and the child's best interests",
            audience="child",
            source="MHPSS, note on children",
        ),
        ChecklistItem(
            name="first_aid",
            label="Give psychological first aid",
            recorded_by=("assessment[first_aid=given]",),
            needs_consent="services",
            after=("immediate_risk",),
            because="Nobody calms down while danger stands at the door.",
            hint="Calm, listen, name what helps her cope, hand back control.",
            settled_by=(NO_FIRST_AID,),
            source="MHPSS, Provide psychological first aid",
        ),
        ChecklistItem(
            name="needs",
            label="Assess what care she needs: which signs, how strong",
            recorded_by=("assessment[care]",),
            needs_consent="services",
            after=("first_aid",),
            because="She can answer questions once she feels a little safer.",
            hint="Use the psychosocial assessment.",
            source="MHPSS, Assess ongoing needs",
        ),
        ChecklistItem(
            name="supports",
            label="Find out who already supports her, and what helps her cope",
            recorded_by=("assessment[supporters]",),
            needs_consent="services",
            after=("first_aid",),
            because="She can answer questions once she feels a little safer.",
            hint="Roles only. Ask what each of them knows, and may know.",
            source="MHPSS, Assess ongoing needs",
        ),
        ChecklistItem(
            name="caregivers",
            label="See how the caregivers react to the child",
            recorded_by=("assessment[caregiver_response]",),
            audience="child",
            after=("immediate_risk",),
            because="Speak with caregivers only when it is clear that this is safe for the child.",
            hint="Support those who protect. Punishment goes into the risk assessment.",
            source="MHPSS, Issue (children)",
        ),
        ChecklistItem(
            name="service_map",
            label="Ask a coordination group who takes her now",
            hint="Online Violence Task Force, GBV sector coordination, other protection groups.",
            settled_by=(BASIC, DECLINED),
            source="MHPSS, Actors",
        ),
        ChecklistItem(
            name="child_provider",
            label="Choose a provider who is trained to work with children",
            recorded_by=("assessment[child_provider=yes]",),
            audience="child",
            needs_consent="services",
            after=("service_map",),
            because="The newest map says who works with children.",
            settled_by=(BASIC,),
            source="MHPSS, note on children",
        ),
        ChecklistItem(
            name="referral",
            label="Refer to specialised care where it is needed",
            recorded_by=("assessment[referral=made]", "assessment[referral=accompanied]"),
            needs_consent="services",
            after=("needs",),
            because="The right service depends on what she needs and who is already there for her.",
            hint="Go with her to the first meeting if she wants that.",
            settled_by=(BASIC, DECLINED),
            source="MHPSS, Assess ongoing needs",
        ),
        ChecklistItem(
            name="follow_up",
            label="Agree when you ask again how she feels",
            needs_consent="services",
            after=("needs",),
            because="How soon depends on how strong the distress is.",
            hint="Content that comes back can hurt as on the first day.",
            source="MHPSS, Issue",
        ),
    ),
)
