"""Cases as rows of the GBVIMS Incident Recorder: its columns, its words, nothing that we do not know.

Source: the columns and words of Primero's export for the Incident Recorder; case-record.md c.1 to c.8. Survivor code and
caseworker code stay empty, and the key of a case stays here: whoever has both files could put them together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from dashboard import codes
from dashboard.contract import Case
from dashboard.i18n import local
from dashboard.interchange import gbvims_words as words

SHEET = "Incident Data"
COLUMNS = (
    "INCIDENT ID",
    "SURVIVOR CODE",
    "CASE MANAGER CODE",
    "DATE OF INTERVIEW",
    "DATE OF INCIDENT",
    "DATE OF BIRTH",
    "SEX",
    "ETHNICITY",
    "COUNTRY OF ORIGIN",
    "CIVIL / MARITAL STATUS",
    "DISPLACEMENT STATUS AT REPORT",
    "PERSON WITH DISABILITY?",
    "UNACCOMPANIED OR SEPARATED CHILD?",
    "STAGE OF DISPLACEMENT AT INCIDENT",
    "INCIDENT TIME OF DAY",
    "INCIDENT LOCATION",
    "INCIDENT COUNTY",
    "INCIDENT DISTRICT",
    "INCIDENT CAMP / TOWN",
    "GBV TYPE",
    "HARMFUL TRADITIONAL PRACTICE",
    "MONEY, GOODS, BENEFITS AND / OR SERVICES EXCHANGED ?",
    "TYPE OF ABDUCTION",
    "PREVIOUSLY REPORTED THIS INCIDENT?",
    "PREVIOUS GBV INCIDENTS?",
    "No. ALLEGED PRIMARY PERPETRATOR(S)",
    "ALLEGED PERPETRATOR SEX",
    "PREVIOUS INCIDENT WITH THIS PERPETRATOR",
    "ALLEGED PERPETRATOR AGE GROUP",
    "ALLEGED PERPETRATOR - SURVIVOR RELATIONSHIP",
    "ALLEGED PERPETRATOR OCCUPATION",
    "REFERRED TO YOU FROM?",
    "SAFE HOUSE / SHELTER",
    "HEALTH / MEDICAL SERVICES",
    "PSYCHOSOCIAL SERVICES",
    "WANTS LEGAL ACTION?",
    "LEGAL ASSISTANCE SERVICES",
    "POLICE / OTHER SECURITY ACTOR",
    "LIVELIHOODS PROGRAM",
    "CHILD PROTECTION SERVICES / EDUCATION SERVICES",
    "CONSENT GIVEN",
    "REPORTING AGENCY CODE",
)
"""The 42 columns, in their order."""
ONLINE_ONLY = "psychological_emotional_abuse"
"""What GBVIMS calls violence that stayed online: its definition covers threats, stalking and unwanted words."""


@dataclass(frozen=True)
class Known:
    """What is known of a case: its `number` in the Incident Recorder, the case, her newest incident and the entries on her
    needs that stand (their answers), and what she decided last, by scope of consent.
    """

    number: str
    case: Case
    incident: Mapping[str, Any] = field(default_factory=dict)
    needs: Sequence[Mapping[str, Any]] = ()
    consents: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_confirmed(self) -> bool:
        """Whether a case manager has said which type it is for joint reporting; otherwise it is our suggestion."""
        return bool(self.incident.get("gbvims_type"))

    @property
    def type(self) -> str:
        """What that type is called; the form *What happened* suggests one from the harm in her daily life."""
        told = self.incident
        return words.TYPE[told.get("gbvims_type") or told.get("gbvims_suggested") or ONLINE_ONLY]


def row(known: Known) -> list[Any]:
    """Return a case as a row; what we do not record, or do not know, is empty."""
    cells = {"INCIDENT ID": known.number} | _of_case(known.case) | _of_incident(known) | _of_services(known)
    return [cells.get(column) for column in COLUMNS]


def _of_case(case: Case) -> dict[str, Any]:
    return {
        "DATE OF INTERVIEW": case.report_date,
        "DATE OF BIRTH": _born(case),
        "SEX": words.SEX.get(case.gender),
        "DISPLACEMENT STATUS AT REPORT": words.DISPLACEMENT.get(case.displacement),
        "PERSON WITH DISABILITY?": words.DISABILITY.get(case.disability),
        "INCIDENT LOCATION": "Online",
        "INCIDENT COUNTY": _place(case.governorate),
        "PREVIOUSLY REPORTED THIS INCIDENT?": words.REPORTED.get(case.reported_elsewhere),
        "REPORTING AGENCY CODE": case.agency,
    }


def _born(case: Case) -> date | None:
    """Return 1 January of the year in which she was born, from her age; nobody here has asked for her date of birth."""
    return None if case.age is None else date(case.report_date.year - case.age, 1, 1)


def _place(code: str) -> str | None:
    return codes.label("governorate", code, "en") if code in codes.names("governorate") and code != "unknown" else None


def _of_incident(known: Known) -> dict[str, Any]:
    told = known.incident
    return {
        "DATE OF INCIDENT": _month(told.get("incident_month")),
        "INCIDENT TIME OF DAY": words.TIME.get(told.get("time_of_day", "")),
        "GBV TYPE": known.type,
        "PREVIOUS GBV INCIDENTS?": words.YES_NO.get(told.get("previous_incidents", "")),
        "No. ALLEGED PRIMARY PERPETRATOR(S)": words.NUMBER.get(told.get("perpetrators", "")),
        "ALLEGED PERPETRATOR SEX": words.PERPETRATOR_SEX.get(told.get("perpetrator_sex", "")),
        "PREVIOUS INCIDENT WITH THIS PERPETRATOR": words.YES_NO.get(told.get("same_perpetrator", "")),
        "ALLEGED PERPETRATOR AGE GROUP": words.PERPETRATOR_AGE.get(told.get("perpetrator_age", "")),
        "ALLEGED PERPETRATOR - SURVIVOR RELATIONSHIP": words.RELATIONSHIP.get(told.get("relationship", "")),
        "REFERRED TO YOU FROM?": words.REFERRED_FROM.get(told.get("referred_from", "")),
    }


def _month(text: str | None) -> date | None:
    """Return the first day of a month: no more is asked of when it happened."""
    return date.fromisoformat(text).replace(day=1) if text else None


def _of_services(known: Known) -> dict[str, Any]:
    """Return what she agreed to, and what came of each need: the newest where a service was needed more than once."""
    agreed = known.consents
    cells: dict[str, Any] = {
        "WANTS LEGAL ACTION?": words.AGREED.get(agreed.get("law_enforcement", "")),
        "CONSENT GIVEN": words.AGREED.get(agreed.get("reporting", "")),
    }
    for need in known.needs:
        if column := words.SERVICE.get(need.get("service_type", "")):
            cells[column] = words.OUTCOME.get(need.get("outcome", "")) or cells.get(column)
    return cells


def to_confirm(known: Known) -> tuple[str, str, str]:
    """Return what stands on the sheet of cases whose type nobody has confirmed: number, key here, suggested type."""
    return known.number, known.case.key, known.type


def notes(agency: str, at: datetime) -> list[tuple[str]]:
    """Return what a person has to know before she takes the sheet on; in English, as the Incident Recorder is."""
    lines = (
        f"Cases of {agency} for the GBVIMS Incident Recorder, made on {local(at):%d %b %Y}.",
        "It stays in the agency, as the Incident Recorder itself does.",
        "The INCIDENT ID is made for this sheet and the same each time. Survivor and case manager codes are empty: use "
        "those of your files.",
        "DATE OF BIRTH is 1 January of the year that follows from her age; empty where only an age group is known.",
        "DATE OF INCIDENT is the first day of the month in which it happened or began.",
        "CONSENT GIVEN says whether she agreed to be counted. Take only rows with Yes into statistics.",
        "GBV TYPE is what a case manager confirmed in the form What happened. Where nobody did, it is a suggestion, and "
        "the case is on the sheet To confirm: read it and correct the type before you use the row. "
        "That sheet has keys of cases: take it out before you give the file to anybody.",
        "Empty cells were not recorded. They do not mean No.",
    )
    return [(line,) for line in lines]
