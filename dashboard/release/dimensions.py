"""The dimensions of a case that a release may count by: each has a public code list, in which a case has one value."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.i18n import noted


@dataclass(frozen=True)
class Dimension:
    """What a dimension is called, and what a table that counts by it says of it; translated where they are shown."""

    label: str
    definition: str


DIMENSIONS: Mapping[str, Dimension] = {
    "governorate": Dimension(noted("Governorate"), noted("The governorate in which the survivor is served.")),
    "violence_group": Dimension(
        noted("Type of violence"),
        noted(
            "The main type of violence of each case, in groups. A case with several types is counted under its main one."
        ),
    ),
    "risk_level": Dimension(
        noted("Risk level"),
        noted(
            "The risk level that a case worker decided on, as it stood when the release was made. High risk "
            "is acted on within {high_hours} hours, medium within {medium_hours}."
        ),
    ),
    "age_sex": Dimension(noted("Age and sex"), noted("Age at the first report and sex as the survivor gave it.")),
    "stream": Dimension(
        noted("Children and adults"), noted("Children are survivors who were under 18 at the first report.")
    ),
    "platform_group": Dimension(noted("Platform"), noted("The main platform on which it happened, in groups.")),
    "disability": Dimension(noted("Disability"), noted("What the survivor said at the first report.")),
    "displacement": Dimension(noted("Displacement"), noted("What the survivor said at the first report.")),
    "region": Dimension(
        noted("Region"), noted("The region of the governorate in which the survivor is served: several together.")
    ),
}
COARSER: Mapping[str, str] = {"region": "governorate"}
"""Dimensions that put several codes of another together: the list says which (regions.py), not a code list of its own."""
