"""Records with many invented cases, written in bulk; their answers are spread over the public code lists."""

from datetime import UTC, datetime, timedelta

from dashboard.codes import names
from dashboard.contract import Case
from dashboard.records import Records, agencies, bulk
from dashboard.records.agencies import Agency
from dashboard.records.cases import ALPHABET

BATCH, AGENCIES = 10_000, 12
OPENED = datetime(2026, 8, 2, 9, tzinfo=UTC)
"""When all invented cases were opened: in 2026-Q3."""
STEP = 7**13
"""What a case's number is multiplied by to get its key. It has no divisor in common with the number of possible keys:
no key comes twice, and neighbouring numbers do not get neighbouring keys."""


def fill_records(records: Records, count: int) -> None:
    """Write `count` cases of one quarter, with their first versions and changes, BATCH cases in a transaction."""
    with records.write() as tx:
        for number in range(AGENCIES):
            agencies.add(tx, Agency(code=f"A{number:02}", name=f"Agency {number}", created_at=OPENED))
    for first in range(0, count, BATCH):
        with records.write() as tx:
            bulk.add_cases(tx, [case(number) for number in range(first, min(first + BATCH, count))])


def case(number: int) -> Case:
    """Return an invented case; the same number gives the same case."""
    return Case(
        key=_key(number),
        agency=f"A{number % AGENCIES:02}",
        case_manager="person-1",
        opened_at=OPENED,
        report_date=OPENED.date(),
        governorate=_pick("governorate", number),
        stream="tfgbv",
        age=24,
        age_band="18_24",
        gender="female",
        disability=_pick("disability", number),
        displacement=_pick("displacement", number),
        violence_types=(violence := _pick("violence_type", number),),
        primary_violence_type=violence,
        platforms=(platform := _pick("platform", number),),
        primary_platform=platform,
        consent_services=True,
        consent_reporting=number % 20 > 0,
        risk_level=("high", "medium", "normal")[number % 3],
        risk_decided_at=OPENED,
        first_action_at=OPENED + timedelta(hours=number % 72),
    )


def _key(number: int) -> str:
    """Return the key of a case: eight characters of ALPHABET, the number times STEP written in them."""
    remaining, characters = number * STEP % len(ALPHABET) ** 8, ""
    for _place in range(8):
        remaining, position = divmod(remaining, len(ALPHABET))
        characters += ALPHABET[position]
    return f"OV-{characters[:4]}-{characters[4:]}"


def _pick(code_list: str, number: int) -> str:
    """Return the code of a list that a case has; the same number gives the same code."""
    codes = names(code_list)
    return codes[number * STEP // 64 % len(codes)]
