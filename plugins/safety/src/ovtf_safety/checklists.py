"""The steps of protection, in the guide's order."""

from dashboard import Checklist, ChecklistItem, Decision

# At high risk, and for a child who says no, a plan stays in sight whatever was said of it.
NO_PLAN = (
    *(
        Decision(
            when=("safety_plan[safety_plan_needed=no]", f"risk_assessment[level={level}]"),
            because="A safety plan is not needed at this risk.",
        )
        for level in ("normal", "medium")
    ),
    *(
        Decision(
            when=("safety_plan[safety_plan_needed=declined]", f"risk_assessment[level={level}]"),
            because="She does not want a safety plan.",
            audience="adult",
        )
        for level in ("normal", "medium")
    ),
)

PROTECTION = Checklist(
    name="protection",
    label="Protection",
    items=(
        ChecklistItem(
            name="imminent",
            label="Ask whether she is in danger today, and from whom",
            recorded_by=("risk_assessment",),
            hint="Perpetrator, family, community. If yes: urgent referral first.",
            source="Safety, Assess immediate and imminent risk",
        ),
        ChecklistItem(
            name="urgent_referral",
            label="Urgent referral: risk of serious or deadly violence",
            recorded_by=("core.referral[urgent=yes]",),
            after=("consent.services",),
            because="Ask for her consent first. If a life is in danger, act and record why.",
            stops_clock=True,
            urgent=True,
            hint="To protection, shelter or, if she agrees and it is safe, law enforcement.",
            source="Safety, Urgent referrals for high-risk cases",
        ),
        ChecklistItem(
            name="safe_contact",
            label="Agree on a discreet way to stay in touch",
            hint='Which phone, which hours, who may pick up, a word that means "not now". Leave no trace that others find.',
            after=("imminent",),
            because="The wrong person finding out can be the danger itself: settle this before you call or write.",
            source="Safety, Issue",
        ),
        ChecklistItem(
            name="child_protection",
            label="Start the child protection procedure",
            audience="child",
            hint="The same day. Every later step follows it.",
            source="Safety, note on children",
        ),
        ChecklistItem(
            name="offline_abuse",
            label="Find out whether the child is abused offline too",
            audience="child",
            after=("child_protection",),
            because="A trained person asks, once: the procedure says who.",
            hint="Images of a child online are a strong sign of it. Nobody looks at the images.",
            source="Context, Child sexual abuse material",
        ),
        ChecklistItem(
            name="caregivers",
            label="Find out whether the caregivers protect, punish or harm",
            audience="child",
            after=("imminent",),
            because="Nobody at home is told before you know that telling is safe for the child.",
            hint="If a guardian may harm: no request for consent, but a best-interest decision.",
            source="Safety, Issue (children)",
        ),
        ChecklistItem(
            name="risks",
            label="Look at each kind of risk: money, body, honour, public, feelings",
            recorded_by=("risk_assessment",),
            after=("imminent",),
            because="Danger today comes before the full picture.",
            hint="Use the risk assessment form.",
            source="Safety, Identify and analyse protection risks",
        ),
        ChecklistItem(
            name="restrictions",
            label="Find out what she can still do: leave, call, learn, work, reach services",
            recorded_by=("risk_assessment[restrictions]",),
            after=("imminent",),
            because="A plan that needs what was taken from her cannot work.",
            source="Safety, Identify and analyse protection risks",
        ),
        ChecklistItem(
            name="sources",
            label="Name each source of threat: family, perpetrator, community",
            recorded_by=("risk_assessment",),
            after=("imminent",),
            because="Danger today comes before the full picture.",
            hint="Also partner and online network. Each can create, widen or lessen the risk: look for allies.",
            source="Safety, Identify sources of threat",
        ),
        ChecklistItem(
            name="level",
            label="Decide the risk level",
            recorded_by=("risk_assessment",),
            after=("risks", "sources"),
            because="The level follows from what threatens her and from whom.",
            hint="High: act within {high_hours} hours. Medium: within {medium_hours} hours. Normal: the usual timeline.",
            source="Safety, Determine risk level and prioritise",
        ),
        ChecklistItem(
            name="first_action",
            label="Take a first safety action",
            needs_consent="services",
            after=("imminent",),
            because="What makes today safer depends on what threatens her today.",
            stops_clock=True,
            hint="Something that makes today safer: a safe place, a safe channel, someone informed with her consent.",
            source="Safety, Assess risk levels",
        ),
        ChecklistItem(
            name="plan",
            label="Make a safety plan together with her",
            recorded_by=("safety_plan[complete=yes]",),
            needs_consent="services",
            after=("level",),
            because="The plan answers the risks, and the level says how fast it is needed.",
            hint="Shelter, discreet contact, safe ways to services, digital measures. Use the safety plan form.",
            settled_by=NO_PLAN,
            source="Safety, Survivor-centred safety plan",
        ),
        ChecklistItem(
            name="best_interest",
            label="Weigh every part of the plan by the child's best interests",
            recorded_by=("safety_plan[best_interest=yes]",),
            audience="child",
            after=("caregivers",),
            because="What is best depends on who at home protects and who harms.",
            hint="Hear the child, in words that fit the age. Record who decided.",
            settled_by=NO_PLAN,
            source="Safety, note on children",
        ),
        ChecklistItem(
            name="school",
            label="Keep school, friends and services open for the child",
            audience="child",
            after=("caregivers",),
            because="Talk about it with the adults who protect the child.",
            hint="Taking the child out of school or away from every device punishes the child.",
            source="Safety, Issue (children)",
        ),
        ChecklistItem(
            name="services",
            label="Ask a coordination group for the newest service map",
            hint="Online Violence Task Force, GBV sector coordination, other protection groups. Describe the need, never her.",
            source="Safety, Actors",
        ),
        ChecklistItem(
            name="shelter",
            label="Talk about shelter and a safe place elsewhere",
            recorded_by=("safety_plan[shelter]",),
            needs_consent="services",
            after=("level", "services"),
            because="Know what is open to her, and how fast she needs it, before you offer it.",
            hint="What it asks of her too: rules, children, work, the way back.",
            source="Safety, Survivor-centred safety plan",
        ),
        ChecklistItem(
            name="law_enforcement",
            label="If she agrees and it is safe: law enforcement, also as a way to shelter",
            after=("level", "consent.law_enforcement"),
            because="Police can protect and can also set off revenge: weigh it and ask her first, unless a life is in danger.",
            hint="Choose people whom your agency trusts, and offer to go with her.",
            source="Safety, Urgent referrals for high-risk cases",
        ),
        ChecklistItem(
            name="follow_up",
            label="Agree when you look at risk and plan again",
            recorded_by=("safety_plan[review_date]",),
            after=("plan",),
            because="Then you know what to ask about.",
            hint="Sooner when content comes back, someone finds out, or she moves.",
            source="Safety, Determine risk level and prioritise",
        ),
    ),
)
