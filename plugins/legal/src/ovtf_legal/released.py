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
    definition="Each case counts once, by how far it has come. Not to report is a full outcome.",
    source="indicators.md L2, L5",
)
