"""What is made of digits: phone numbers, numbers of cards and papers, and dates of birth."""

import re
from collections.abc import Iterator
from itertools import chain

import phonenumbers

from dashboard.privacy.finding import Finding
from dashboard.privacy.plain_text import pattern

# Full dates as people write them: day, month and year, in digits or with the month's name.
# English, the two sets of Arabic names that are used in Iraq, Sorani.
_MONTH_NAMES = r"""
jan(?:uary)? feb(?:ruary)? mar(?:ch)? apr(?:il)? may june? july? aug(?:ust)? sept?(?:ember)? oct(?:ober)?
nov(?:ember)? dec(?:ember)?
كانون\s(?:الثاني|الأول) شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين\s(?:الثاني|الأول)
يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر
کانوونی\s(?:یەکەم|دووەم) شوبات ئازار ئادار نیسان ئایار مایس حوزەیران تەممووز تەمووز ئاب ئەیلوول
تشرینی\s(?:یەکەم|دووەم)
"""
_MONTHS = "|".join(_MONTH_NAMES.split())
_DAY, _MONTH, _YEAR = r"(?:0?[1-9]|[12]\d|3[01])", r"(?:0?[1-9]|1[0-2])", r"(?:19|20)\d\d"
# What ties a date together. A space, the last, needs a year of four digits, or any three numbers would be a date.
_TIES = (r"\s*/\s*", r"\.\s?", r"\s?-\s?", r"\s")
_IN_DIGITS = "|".join(
    [f"{_DAY}{tie}{_MONTH}{tie}(?:{_YEAR}{'' if tie == _TIES[-1] else '|[0-9]{2}'})" for tie in _TIES]
    + [f"{_YEAR}{tie}{_MONTH}{tie}{_DAY}" for tie in _TIES]
    + [r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"]
)
_WITH_MONTH_NAME = (
    rf"{_DAY}(?:st|nd|rd|th|ی)?\s*(?:of|من|-)?\s*(?:{_MONTHS})ی?\.?\s*[,،-]?\s*(?:ساڵی\s*)?{_YEAR}"
    rf"|\b(?:{_MONTHS})\.?\s*{_DAY}(?:st|nd|rd|th)?\s*[,،]?\s+{_YEAR}"
)
_DATE_IN_DIGITS_SOURCE = rf"(?<!\d)(?:{_IN_DIGITS})(?!\d)"
_DATE_SOURCE = rf"(?<!\d)(?:{_IN_DIGITS}|{_WITH_MONTH_NAME})(?!\d)"
_DATE_IN_DIGITS = pattern(_DATE_IN_DIGITS_SOURCE)

_BIRTH = (
    r"(?:\bborn\b|\bbirth(?:day|date)?\b|\bdob\b|\bd\.\s?o\.\s?b\b\.?"
    r"|(?<!\w)(?:[وفب]?(?:ال)?(?:مواليد|تولد|ميلاد\w{0,2}|ولادة|ولادتها|ولادته)|ولدت|مولودة?|ولد(?=\s(?:في|بتاريخ|يوم|عام|سنة)))(?!\w)"
    r"|(?<!\w)لە\s?دایک\s?بوو\w*)"
)
# Between the word and the date no sentence ends, no other digit stands and nothing else that has a date is named:
# "her child was born here, next session 12/03/2026".
_BETWEEN = (
    r"(?:(?!appointment|session|visit|hearing|follow|court|meeting|موعد|جلسة|متابعة|زيارة|چاوپێکەوتن|دانیشتن)"
    r"[^.!?؟;؛\n\d])"
)
_BIRTH_THEN_DATE = pattern(rf"{_BIRTH}\.?{_BETWEEN}{{0,30}}(?P<date>{_DATE_SOURCE})", re.IGNORECASE)
_DATE_THEN_BIRTH = pattern(rf"(?P<date>{_DATE_SOURCE})(?:(?![,،]){_BETWEEN}){{0,20}}{_BIRTH}", re.IGNORECASE)


def birth_dates(text: str) -> Iterator[Finding]:
    """Yield full dates near a word of birth, never certain. An age or a year alone does not identify anybody."""
    for birth in (_BIRTH_THEN_DATE, _DATE_THEN_BIRTH):
        yield from (Finding("birth_date", False, *match.span("date")) for match in birth.finditer(text))


# What may stand between the digits of a phone number. A comma only without a space after it: "0770,123,4567" is a
# number, "07, 12, 15" is a list.
_GAP = r"(?:[ \t./\\()\-_·•|~*]|[,،](?=\d)){0,4}"


def _spaced(digits: str) -> str:
    return _GAP.join(digits)


_IRAQI = re.compile(
    rf"(?<!\d)(?:(?:\+|{_spaced('00')})?{_GAP}{_spaced('964')}{_GAP}(?:0{_GAP})?|0{_GAP})7(?:{_GAP}\d){{9}}(?!\d)"
    # Without the 0 only in usual groups, as 7 then begins many other numbers.
    r"|(?<!\d)(?<!\d[ ./-])7[3-9]\d[ -]?\d{3}[ -]?(?:\d{4}|\d{2}[ -]\d{2})(?!\d)"
)
# With + or 00 in front it is meant as a phone number, also where a digit is wrong and the library doubts it.
_ABROAD = re.compile(
    r"(?:(?<![\d+])\+[ (]{0,2}|(?<!\d)(?<!\d[ .,:/-])00)(?!\s?964)[1-9](?:(?:[ /()\-]{0,3}|\.)\d){6,14}(?!\d)"
)
# Appointments that begin as a mobile number does: "07.9.2026 15.30" and "07.50-12.30 9.00".
_DATE_FIRST = re.compile(r"07\s?([./ -])\s?\d{1,2}\s?\1\s?(?:19|20)\d\d\s")
_CLOCKS = re.compile(r"(?:\d{1,2}\.[0-5]\d\b\W*)+")


def phones(text: str) -> Iterator[Finding]:
    """Yield phone numbers of any country, always certain."""
    # Most notes have no digit; our own patterns would take 0.6 ms for each 600 characters of them.
    if not any(char.isdigit() for char in text):
        return
    dates = [match.span() for match in _DATE_IN_DIGITS.finditer(text)]
    abroad = (match.span() for match in _ABROAD.finditer(text))
    for start, end in chain(_known_to_the_library(text, dates), _iraqi_mobiles(text, dates), abroad):
        yield Finding("phone", True, start, end)


def _known_to_the_library(text: str, dates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield start and end of what the library phonenumbers takes for a valid number, as dialled in Iraq."""
    for match in phonenumbers.PhoneNumberMatcher(text, "IQ", leniency=phonenumbers.Leniency.VALID):
        in_a_date = any(date_start < match.end and match.start < date_end for date_start, date_end in dates)
        # The library reads "01.09.2026 9" as a number in Baghdad, so what touches a date counts only with + or 00.
        if match.raw_string.startswith(("+", "00")) or not in_a_date:
            yield match.start, match.end


def _iraqi_mobiles(text: str, dates: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield start and end of Iraqi mobile numbers, however their digits are grouped; dates and times are left out."""
    for match in _IRAQI.finditer(text):
        start, end = match.span()
        cuts_a_date = any(
            date_start < start < date_end or date_start < end < date_end for date_start, date_end in dates
        )
        if not (cuts_a_date or _DATE_FIRST.match(match[0]) or _CLOCKS.fullmatch(match[0])):
            yield start, end


# How many digits make the number of a card or a paper: unbroken; in groups, as fewer may be a year and an hour or three
# sums of money; and in groups as long as a bank card's, which nothing else is.
_UNBROKEN, _GROUPED, _CARD = 8, 10, 16
_UNBROKEN_NUMBER = re.compile(rf"(?<!\d)\d{{{_UNBROKEN},}}(?!\d)")
_GROUPED_NUMBER = re.compile(r"(?<![\d-])\d{3,8}(?:[ -]\d{3,8})+(?![\d-])")
_MONEY = pattern(r"\s*(?:iqd|usd|dinars?|dollars?|\$|دينار|دۆلار|دولار)", re.IGNORECASE)
_YEAR_OR_HOTLINE = re.compile(rf"(?:19|20)\d\d|104|119|131|139|497|911|{_DATE_IN_DIGITS_SOURCE}")


def long_numbers(text: str) -> Iterator[Finding]:
    """Yield numbers as long as those on cards and papers, but no dates, sums of money, lists of years or hotlines."""
    for match in _UNBROKEN_NUMBER.finditer(text):
        if not (_DATE_IN_DIGITS.fullmatch(match[0]) or _MONEY.match(text, match.end())):
            yield Finding("number", True, *match.span())
    for match in _GROUPED_NUMBER.finditer(text):
        groups = re.split("[ -]", match[0])
        digits = sum(map(len, groups))
        harmless = all(map(_YEAR_OR_HOTLINE.fullmatch, groups)) or _MONEY.match(text, match.end())
        if digits >= _GROUPED and not harmless:
            yield Finding("number", digits >= _CARD or max(map(len, groups)) >= _UNBROKEN, *match.span())
