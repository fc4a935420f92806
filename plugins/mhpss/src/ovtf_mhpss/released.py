"""What mental health adds to releases."""

from dashboard import Released

CARE = Released(
    name="care",
    label="Care that survivors need",
    dataset="care",
    by=("care",),
    own={
        "care": {
            "basic": "Basic support by the case manager",
            "specialised": "Specialised care",
            "urgent": "Urgent specialised care",
            "none": "Not assessed",
        }
    },
    sigma=6.0,
    group="Care",
    headline=("urgent", "specialised"),
    trend=True,
    definition="The care that was found to be needed at the newest assessment. Each case counts once.",
    source="indicators.md S1",
)

REFERRAL = Released(
    name="referral",
    label="Referral to specialised care",
    dataset="referred",
    by=("referral",),
    own={
        "referral": {
            "made": "Referral made",
            "later": "Referral still to be made",
            "unavailable": "No specialised service available",
            "none": "None needed, declined, or not assessed",
        }
    },
    optional=True,
    group="Care",
    headline=("unavailable",),
    trend=True,
    target={"made": 1.0},
    gap=("unavailable", "later"),
    definition="What came of the referral at the newest assessment, where specialised care was found to be needed and she did "
    "not decline it. Each case counts once.",
    source="indicators.md S1, S3",
)
