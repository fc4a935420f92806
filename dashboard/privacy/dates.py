"""Full dates as people write them: day, month and year, in figures or with the month's name."""

from dashboard.privacy.plain import pattern

_MONTHS = "|".join(
    [
        "jan(?:uary)?",
        "feb(?:ruary)?",
        "mar(?:ch)?",
        "apr(?:il)?",
        "may",
        "june?",
        "july?",
        "aug(?:ust)?",
        "sept?(?:ember)?",
        "oct(?:ober)?",
        "nov(?:ember)?",
        "dec(?:ember)?",
        "كانون\\s(?:الثاني|الأول)",
        "شباط",
        "آذار",
        "نيسان",
        "أيار",
        "حزيران",
        "تموز",
        "آب",
        "أيلول",
        "تشرين\\s(?:الثاني|الأول)",
        "يناير",
        "فبراير",
        "مارس",
        "أبريل",
        "مايو",
        "يونيو",
        "يوليو",
        "أغسطس",
        "سبتمبر",
        "أكتوبر",
        "نوفمبر",
        "ديسمبر",
        "کانوونی\\s(?:یەکەم|دووەم)",
        "شوبات",
        "ئازار",
        "ئادار",
        "نیسان",
        "ئایار",
        "مایس",
        "حوزەیران",
        "تەممووز",
        "تەمووز",
        "ئاب",
        "ئەیلوول",
        "تشرینی\\s(?:یەکەم|دووەم)",
    ]
)
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
# A year of two figures only where dots, dashes or slashes tie the date together.
_TIES = (r"\s*/\s*", r"\.\s?", r"\s?-\s?", r"\s")
_FIGURES = "|".join(
    [f"{_DAY}{tie}{_MONTH}{tie}(?:{_YEAR}{'' if tie == _TIES[-1] else '|[0-9]{2}'})" for tie in _TIES]
    + [f"{_YEAR}{tie}{_MONTH}{tie}{_DAY}" for tie in _TIES]
    + [r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"]
)
_NAMED = (
    rf"{_DAY}(?:st|nd|rd|th|ی)?\s*(?:of|من|-)?\s*(?:{_MONTHS})ی?\.?\s*[,،-]?\s*(?:ساڵی\s*)?{_YEAR}"
    rf"|\b(?:{_MONTHS})\.?\s*{_DAY}(?:st|nd|rd|th)?\s*[,،]?\s+{_YEAR}"
)

FIGURES_SOURCE = rf"(?<!\d)(?:{_FIGURES})(?!\d)"
DATE_SOURCE = rf"(?<!\d)(?:{_FIGURES}|{_NAMED})(?!\d)"
FIGURES = pattern(FIGURES_SOURCE)


def figures(text: str) -> list[tuple[int, int]]:
    """Return the spans of dates in figures: they are made of digits and separators, as phone numbers are."""
    return [match.span() for match in FIGURES.finditer(text)]
