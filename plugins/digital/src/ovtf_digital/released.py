"""What digital action adds to releases."""

from collections.abc import Mapping

from dashboard import Released

NOTHING = {"none": "No request recorded"}
RESULTS = {
    "removed_full": "Removed in full",
    "removed_part": "Removed in part",
    "refused": "Refused",
    "no_response": "No answer",
    "open": "Pending or withdrawn",
}
PLATFORMS = {
    "facebook_instagram": "Facebook and Instagram",
    "messaging": "Messaging apps",
    "video_public": "Video and public posts",
    "gaming_dating": "Games and dating apps",
    "phone_email": "Phone and e-mail",
    "other_unknown": "Other or unknown",
}
SPEEDS = {
    "day": "Removed by the next day",
    "three_days": "Removed on day 2 or 3",
    "later": "Removed later",
    "not_removed": "Not removed so far",
}


def _never(rows: Mapping[str, str], columns: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """Return the cells in which no case can be: a case has a request in both columns, or in neither."""
    return (*((row, "none") for row in rows if row != "none"), *(("none", code) for code in columns if code != "none"))


COUNTED = "Each case counts once: its first request, and what is known of it when the release is made."

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
    group="Reports and removal requests",
    definition=COUNTED,
    source="indicators.md D1, D2, D3",
)

RESULT = Released(
    name="result",
    label="What came of reports and removal requests",
    dataset="removals",
    by=("answer",),
    own={"answer": RESULTS | NOTHING},
    optional=True,
    group="Reports and removal requests",
    headline=("removed_full", "no_response", "refused"),
    trend=True,
    gap=("no_response", "refused"),
    definition=COUNTED,
    source="indicators.md D2, D4",
)

PLATFORM_RESULT = Released(
    name="platform_result",
    label="Platforms: what came of requests",
    dataset="removals",
    by=("platform", "answer"),
    own={"platform": PLATFORMS | NOTHING, "answer": RESULTS | NOTHING},
    optional=True,
    never=_never(PLATFORMS, RESULTS),
    group="Platform scorecard",
    shares=("removed_full", "refused", "no_response"),
    definition=COUNTED,
    note="The platform is the one to which the request went, and may be another than that on which it happened.",
    source="indicators.md D1, D2, D4",
)

PLATFORM_SPEED = Released(
    name="platform_speed",
    label="Platforms: how fast content was removed",
    dataset="removals",
    by=("platform", "speed"),
    own={"platform": PLATFORMS | NOTHING, "speed": SPEEDS | NOTHING},
    optional=True,
    never=_never(PLATFORMS, SPEEDS),
    group="Platform scorecard",
    shares=("day", "three_days", "later"),
    definition=COUNTED,
    note="Days from the request to the removal, in bands: an exact time could point to one case.",
    source="indicators.md D3",
)

TABLES = (REMOVAL, RESULT, PLATFORM_RESULT, PLATFORM_SPEED)
