"""What safety adds to releases."""

from dashboard import Released

NOT_ASSESSED = {"none": "Not assessed"}

DANGER = Released(
    name="danger",
    label="Gravest kind of danger",
    dataset="dangers",
    by=("danger",),
    own={
        "danger": {
            "honour": "Violence in the name of honour",
            "physical": "Violence to the body",
            "financial": "Money",
            "public": "Exposure of private information",
            "emotional": "Emotional harm",
            "nothing": "No kind of danger found",
        }
        | NOT_ASSESSED
    },
    sigma=4.5,
    group="Dangers",
    not_findings=("nothing",),
    headline=("honour", "physical"),
    trend=True,
    definition="Each case counts once: of the kinds that are possible or certain the first in this order, at the newest "
    "assessment.",
    source="indicators.md R2, R3",
)

DANGER_FROM = Released(
    name="danger_from",
    label="Where the danger comes from",
    dataset="dangers",
    by=("danger_from",),
    own={
        "danger_from": {
            "family_and_perpetrator": "Family and perpetrator",
            "family": "Family",
            "perpetrator": "Perpetrator",
            "community": "Community only",
            "nobody": "Nobody named",
        }
        | NOT_ASSESSED
    },
    sigma=4.5,
    group="Dangers",
    not_findings=("nobody",),
    headline=("family",),
    trend=True,
    definition="Who creates or widens the risk, at the newest assessment. Each case counts once.",
    source="indicators.md R5",
)

PLAN = Released(
    name="plan",
    label="Safety plans that are needed",
    dataset="plan_state",
    by=("plan",),
    own={
        "plan": {
            "complete": "Safety plan complete",
            "incomplete": "Safety plan needed, not complete",
            "none": "No plan needed or wanted, or not asked yet",
        }
    },
    optional=True,
    group="Safety plans",
    headline=("incomplete",),
    target={"complete": 1.0},
    gap=("incomplete",),
    definition="The newest safety plan of each case in which one was found to be needed, and whether it is complete.",
    source="indicators.md Q3",
)
