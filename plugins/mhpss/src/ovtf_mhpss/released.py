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
    definition="The care that was found to be needed at the newest assessment. Each case counts once.",
    source="indicators.md S1",
)
