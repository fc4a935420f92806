"""What legal help adds to releases."""

from dashboard import Released

PATH = Released(
    name="path",
    label="Reporting to the authorities: decision and what followed",
    dataset="paths",
    by=("path",),
    own={
        "path": {
            "not_reporting": "Decided not to report",
            "undecided": "Not decided yet",
            "wants_to_report": "Decided to report, no complaint yet",
            "registered": "Complaint registered",
            "under_way": "Investigation or court",
            "ended_or_unknown": "Refused, closed, withdrawn or not known",
            "none": "No decision recorded",
        }
    },
    sigma=6.0,
    group="Reporting to the authorities",
    headline=("not_reporting", "registered", "under_way"),
    trend=True,
    gap=("wants_to_report",),
    definition="Each case counts once, by how far it has come. Not to report is a full outcome.",
    source="indicators.md L2, L5",
)

CHOICE = Released(
    name="choice",
    label="An informed choice",
    dataset="informed",
    by=("choice",),
    own={
        "choice": {
            "both": "Both ways explained",
            "not_both": "Not both ways explained yet",
            "none": "Not talked about yet",
        }
    },
    optional=True,
    group="What was explained to her",
    target={"both": 1.0},
    gap=("not_both",),
    definition="Whether the right to report and the right not to were both explained, at the newest legal assessment.",
    source="indicators.md L1",
)
