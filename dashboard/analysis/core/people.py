"""Who the survivors are, and how complete the record is (indicators.md b.2 and b.9)."""

from dashboard.contract import Indicator, View, count_rows
from dashboard.i18n import noted

VIEWS = (
    View(
        name="age_and_gender",
        label=noted("Survivors by age and gender"),
        dataset="cases",
        by=("age_band", "gender"),
        chart="stacked",
        codes=("age_band", "gender"),
        source="indicators.md A1",
    ),
    View(
        name="disabilities",
        label=noted("Survivors by disability"),
        dataset="cases",
        by=("disability",),
        codes=("disability",),
        source="indicators.md A3",
    ),
    View(
        name="displaced",
        label=noted("Survivors by displacement"),
        dataset="cases",
        by=("displacement",),
        codes=("displacement",),
        source="indicators.md A4",
    ),
)

INDICATORS = (
    Indicator(
        name="children",
        label=noted("Children"),
        dataset="case_facts",
        numerator="is_child",
        denominator="age_known",
        definition=noted("Cases of survivors under 18 at the first report, of all cases whose age is known."),
        source="indicators.md A2",
    ),
    Indicator(
        name="with_disability",
        label=noted("Survivors with a disability"),
        dataset="case_facts",
        numerator="has_disability",
        definition=noted("Cases of survivors with a disability, of all cases in which the question was answered."),
        source="indicators.md A3",
    ),
    Indicator(
        name="who_is_known",
        label=noted("Age, gender, disability and displacement recorded"),
        dataset="case_facts",
        numerator="who_known",
        definition=noted("Cases with an answer to all four (also: unknown), of all cases."),
        target=1.0,
        source="indicators.md A7",
    ),
    Indicator(
        name="fields_filled",
        label=noted("Core fields filled in"),
        dataset="core_fields",
        numerator="filled",
        definition=noted(
            "Fields that are filled in, of all that each case needs: governorate, gender, disability, displacement, risk level "
            "and what happened."
        ),
        target=1.0,
        source="indicators.md H2",
        measure=count_rows(),
    ),
    Indicator(
        name="consent_to_reporting",
        label=noted("Consent to anonymised statistics"),
        dataset="case_facts",
        numerator="consent_reporting",
        definition=noted(
            "Cases that may be counted in anonymised statistics, of all cases, also those that are left out elsewhere."
        ),
        source="indicators.md H3",
        base="every",
    ),
    Indicator(
        name="duplicates",
        label=noted("Duplicates"),
        dataset="case_facts",
        numerator="is_duplicate",
        definition=noted("Cases marked as a duplicate of another one, of all cases."),
        source="indicators.md H4",
        base="every",
    ),
    Indicator(
        name="counted_elsewhere",
        label=noted("Reported by another member first"),
        dataset="case_facts",
        numerator="counted_elsewhere",
        definition=noted("Cases that another member of the task force reported first, of all cases."),
        source="indicators.md H4",
        base="every",
    ),
)
