"""Names of months in English, Arabic (of Iraq and of Egypt) and Sorani, as people write them."""

from dashboard.interchange.mapping.words import fold

_NAMES = (
    "january jan|كانون الثاني|يناير|کانوونی دووەم",
    "february feb|شباط|فبراير|شوبات",
    "march mar|آذار|اذار|مارس|ئازار|مارت",
    "april apr|نيسان|ابريل|أبريل|نیسان",
    "may|أيار|ايار|مايو|ئایار|مایس",
    "june jun|حزيران|يونيو|حوزەیران",
    "july jul|تموز|يوليو|تەمموز|تەمووز",
    "august aug|آب|اب|أغسطس|اغسطس|ئاب",
    "september sep sept|أيلول|ايلول|سبتمبر|ئەیلوول|ئەیلول",
    "october oct|تشرين الأول|تشرين الاول|أكتوبر|اكتوبر|تشرینی یەکەم",
    "november nov|تشرين الثاني|نوفمبر|تشرینی دووەم",
    "december dec|كانون الأول|كانون الاول|ديسمبر|کانوونی یەکەم",
)
_NUMBERS = {
    fold(name): number
    for number, names in enumerate(_NAMES, start=1)
    for part in names.split("|")
    for name in (part.split() if part.isascii() else [part])
}


def month_of(name: str) -> int | None:
    """Return the number of a month, 1 to 12, by its name, or None."""
    return _NUMBERS.get(fold(name).rstrip("."))
