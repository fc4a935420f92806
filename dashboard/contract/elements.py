"""The elements of a case: each column that is asked at intake, once.

The record's table, a new case, corrections, the import and its template, the facts on a case's page, `core.cases`, the
examples and the documentation read this declaration; tests/contract/test_elements.py says what a new element still
lacks elsewhere. Source: reference/case-record.md c.1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from dashboard.i18n import noted

Kind = Literal["code", "codes", "date", "age", "consent"]
"""One code, several codes, a calendar day in Iraq, whole years or nothing, yes or no."""

AGREED = ("yes", "best_interest")
"""Answers that give consent: the survivor's own, and a decision that was taken in a child's best interest."""
NOT_RECORDED = "not_recorded"
"""Of a case that another system kept: whether anybody asked is not known. It is never a yes, and no refusal."""


@dataclass(frozen=True, kw_only=True)
class CaseElement:
    """One element of a case; the intake form has a question of the same name that asks or calculates it."""

    name: str
    kind: Kind = "code"
    code_list: str = ""
    example: Any
    """An answer of the intake form, for the import's template, examples and tests."""
    label: str = ""
    """What it is called on the case's page; "" is not shown there."""
    imported_names: tuple[str, ...] = ()
    """What agencies call the column in their own tables, beside its own name."""
    imported: bool = True
    optional: bool = False
    """Whether an import may leave it out."""
    default: Any = None
    """What holds when nothing was given."""
    main_of: str = ""
    """The element with several codes ("platforms") whose first code holds here when nothing was given."""
    agreed: tuple[str, ...] = AGREED
    """Of a consent: the answers with which it holds."""
    correctable: bool = True
    counted: bool = True
    """Whether it is a column of core.cases, by which figures count."""
    width: int = 20
    """Most characters of a code in the record's table."""

    def read(self, answers: Mapping[str, Any]) -> Any:
        """Return the value for a case from checked answers of the intake form or of an imported row."""
        given: Any = answers.get(self.name) if self.optional else answers[self.name]
        if self.kind == "consent":
            return given in self.agreed
        if self.kind == "codes":
            return tuple(given)
        if self.main_of and not given:
            return answers[self.main_of][0]
        return self.default if given in (None, "") else given


ELEMENTS = (
    CaseElement(
        name="governorate",
        code_list="governorate",
        label=noted("Governorate of service"),
        imported_names=("governorate of service", "محافظة", "المحافظة", "پارێزگا"),
        example="IQ-AR",
        width=10,
    ),
    CaseElement(
        name="report_date",
        kind="date",
        imported_names=("date of report", "date of first report", "تاريخ الإبلاغ", "تاريخ التقرير"),
        example=date(2026, 11, 2),
    ),
    CaseElement(name="stream", code_list="stream", imported=False, example="tfgbv", width=10),  # follows from the age
    CaseElement(
        name="age",
        kind="age",
        label=noted("Age"),
        imported_names=("age in years", "العمر", "تەمەن"),
        optional=True,
        counted=False,  # figures count by band: a single year of age would point at people
        example=24,
    ),
    CaseElement(
        name="age_band",
        code_list="age_band",
        imported_names=("age group", "الفئة العمرية"),
        optional=True,  # an imported row has an age or a band
        example="18_24",
        width=10,
    ),
    CaseElement(
        name="gender",
        code_list="gender",
        label=noted("Gender"),
        imported_names=("sex", "الجنس", "النوع الاجتماعي", "ڕەگەز"),
        example="female",
        width=10,
    ),
    CaseElement(
        name="disability",
        code_list="disability",
        label=noted("Disability"),
        imported_names=("الإعاقة", "إعاقة"),
        example="no",
        width=10,
    ),
    CaseElement(
        name="displacement",
        code_list="displacement",
        label=noted("Displacement"),
        imported_names=("displacement status", "حالة النزوح"),
        example="resident",
    ),
    CaseElement(
        name="violence_types",
        kind="codes",
        code_list="violence_type",
        label=noted("Types of violence"),
        imported_names=("types of violence", "أنواع العنف"),
        example=("sexual_extortion", "doxing"),
    ),
    CaseElement(
        name="primary_violence_type",
        code_list="violence_type",
        label=noted("Most harmful now"),
        imported_names=("main type", "نوع العنف الرئيسي"),
        optional=True,
        main_of="violence_types",
        example="sexual_extortion",
        width=40,
    ),
    CaseElement(
        name="platforms",
        kind="codes",
        code_list="platform",
        label=noted("Platforms"),
        imported_names=("platform", "المنصات", "المنصة"),
        example=("instagram",),
    ),
    CaseElement(
        name="primary_platform",
        code_list="platform",
        imported_names=("main platform", "المنصة الرئيسية"),
        optional=True,
        main_of="platforms",
        example="instagram",
        width=40,
    ),
    CaseElement(
        name="consent_services",
        kind="consent",
        code_list="yes_no",
        imported_names=("consent to services", "الموافقة على الخدمات"),
        # Help goes on, and its clocks run, until she says no. What needs a yes reads the log of consent, not this.
        agreed=(*AGREED, NOT_RECORDED),
        correctable=False,  # consent has a log of its own
        example="yes",
    ),
    CaseElement(
        name="consent_reporting",
        kind="consent",
        code_list="yes_no",
        imported_names=("consent to statistics", "الموافقة على الإحصاءات"),
        correctable=False,
        example="yes",
    ),
    CaseElement(
        name="reported_elsewhere",
        code_list="reported_elsewhere",
        label=noted("Reported elsewhere"),
        imported_names=("أبلغ لجهة أخرى",),
        optional=True,
        default="no",
        example="no",
    ),
)
"""In the order in which the import's template and the page of a case show them."""

CODED = tuple(element for element in ELEMENTS if element.kind == "code")
SEVERAL = frozenset(element.name for element in ELEMENTS if element.kind == "codes")
EXAMPLE: dict[str, Any] = {element.name: element.example for element in ELEMENTS}
"""Answers of the intake form that fit together, and what it calculates from them."""
