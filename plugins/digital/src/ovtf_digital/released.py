"""What digital action adds to releases."""

from dashboard import Released

REMOVAL = Released(
    name="removal",
    label="First report or removal request, by way and what came of it",
    dataset="removals",
    by=("channel", "result"),
    own={
        "channel": {
            "in_app": "Report in the app",
            "stopncii": "StopNCII",
            "take_it_down": "Take It Down",
            "insm": "INSM",
            "t4p": "Tech4Peace",
            "other_trusted": "Other trusted partner",
            "law_enforcement": "Law enforcement",
            "none": "No request recorded",
        },
        "result": {
            "removed_3_days": "Removed within 3 days",
            "removed_later": "Removed later",
            "refused": "Refused",
            "no_response": "No answer",
            "open": "Pending or withdrawn",
            "none": "No request recorded",
        },
    },
    definition="Each case counts once: its first request, and what is known of it when the release is made.",
    note="By platform and result together is not published: the budget has room for one of the two, and the channel is what "
    "a coordinator can act on.",
    source="indicators.md D1, D2, D3",
)
