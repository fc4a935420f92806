"""What happened (indicators.md b.3)."""

from dashboard.contract import Indicator, View, count_rows
from dashboard.i18n import noted

_SEVERAL = noted("A case may have several, so the rows add up to more than the cases.")
_INCIDENTS = noted("Counts incidents, not cases: one case may have several.")
_DELAYS = {
    "same_month": noted("In the same month"),
    "next_month": noted("In the next month"),
    "to_3_months": noted("2 to 3 months later"),
    "to_12_months": noted("4 to 12 months later"),
    "later": noted("More than 12 months later"),
}

VIEWS = (
    View(
        name="violence_types",
        label=noted("Incidents by type of online violence"),
        dataset="incident",
        by=("violence_types",),
        measure=count_rows(),
        note=noted("An incident may be of several types, so the rows add up to more than the incidents."),
        codes=("violence_type",),
        source="indicators.md I1",
    ),
    View(
        name="type_pairs",
        label=noted("Types that occur together"),
        dataset="type_pairs",
        by=("one", "other"),
        chart="heat",
        note=noted("Only cases with two types or more are counted here."),
        codes=("violence_type", "violence_type"),
        source="indicators.md I2",
    ),
    View(
        name="platforms",
        label=noted("Cases by platform"),
        dataset="cases",
        by=("platforms",),
        note=_SEVERAL,
        codes=("platform",),
        source="indicators.md I3",
    ),
    View(
        name="relationships",
        label=noted("Incidents by relation of the alleged perpetrator"),
        dataset="incident",
        by=("relationship",),
        measure=count_rows(),
        note=_INCIDENTS,
        codes=("relationship",),
        source="indicators.md I5",
    ),
    View(
        name="perpetrators",
        label=noted("Incidents by number of perpetrators"),
        dataset="incident",
        by=("perpetrators",),
        measure=count_rows(),
        note=_INCIDENTS,
        source="indicators.md I6",
    ),
    View(
        name="reporting_delay",
        label=noted("Time from the incident to the report"),
        dataset="incidents",
        by=("delay",),
        measure=count_rows(),
        note=noted(
            "In whole months: the day of an incident is not recorded. A missing month is a row of its own, not a delay of 0."
        ),
        words=_DELAYS,
        source="indicators.md I8",
    ),
    View(
        name="offline_harm",
        label=noted("Harm in daily life"),
        dataset="incident",
        by=("offline_harm",),
        note=_SEVERAL,
        source="indicators.md I9",
    ),
    View(
        name="joint_reporting",
        label=noted("Adults' incidents by type for joint reporting"),
        dataset="adult_incidents",
        by=("gbvims_type",),
        measure=count_rows(),
        note=_INCIDENTS,
        source="indicators.md I11",
    ),
)

INDICATORS = (
    Indicator(
        name="made_with_ai",
        label=noted("Made or altered with artificial intelligence"),
        dataset="incidents",
        numerator="made_with_ai",
        denominator="has_images",
        definition=noted(
            "Cases in which images were made or altered with artificial intelligence, of all cases with images."
        ),
        source="indicators.md I4",
    ),
    Indicator(
        name="happened_before",
        label=noted("It happened to her before"),
        dataset="incidents",
        numerator="happened_before",
        definition=noted(
            "Incidents of survivors to whom something like it happened before, of all with an answer (also: unknown)."
        ),
        source="indicators.md I7",
        measure=count_rows(),
    ),
    Indicator(
        name="harmed_offline",
        label=noted("Harm in daily life as well"),
        dataset="incidents",
        numerator="harmed_offline",
        definition=noted("Cases with any harm outside the internet, of all cases with an answer."),
        source="indicators.md I9",
    ),
)
