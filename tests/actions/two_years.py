"""Two years of cases as three agencies bring them: out of the GBVIMS Incident Recorder, in our template, out of Kobo."""

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from openpyxl import Workbook

from dashboard.release import Period

PLACES = ("IQ-AR", "IQ-BG", "IQ-SU")
WORDS = ("Erbil", "Baghdad", "Sulaymaniyah")
"""The same governorates as people write them in the Incident Recorder."""


@dataclass(frozen=True)
class Brought:
    """A file, the name of its shipped mapping, and the rows of each quarter that may be counted."""

    name: str
    content: bytes
    mapping: str
    counted: Mapping[str, int]


def _days(quarters: Sequence[str], of_each: int) -> Iterator[tuple[int, str, date]]:
    """Yield rows: their number, their quarter and the day on which the agency registered the case."""
    for place, quarter in enumerate(quarters):
        first = Period.parse(quarter).start.date()
        for n in range(of_each):
            yield place * of_each + n, quarter, first + timedelta(days=n)


def incident_recorder(quarters: Sequence[str], of_each: int) -> Brought:
    """A workbook of the Incident Recorder; who did not agree to be counted is left out by the mapping."""
    head = (
        "INCIDENT ID",
        "SURVIVOR CODE",
        "DATE OF INTERVIEW",
        "DATE OF BIRTH",
        "SEX",
        "DISPLACEMENT STATUS AT REPORT",
    )
    more = (
        "PERSON WITH DISABILITY?",
        "INCIDENT COUNTY",
        "PREVIOUSLY REPORTED THIS INCIDENT?",
        "LEGAL ASSISTANCE SERVICES",
    )
    book = Workbook()
    sheet = book.active
    sheet.title = "Incident Data"
    sheet.append([*head, *more, "CONSENT GIVEN"])
    counted = dict.fromkeys(quarters, 0)
    for n, quarter, day in _days(quarters, of_each):
        agreed = n % 10 != 3
        born = date(day.year - 15 - n % 30, 1, 1).strftime("%d-%b-%Y")
        told = [f"inc{n:04}", f"SC{n}", day.strftime("%d-%b-%Y"), born, "FM"[n % 2], "Resident", "No", WORDS[n % 3]]
        sheet.append([*told, "No", ("Referred", "Service not applicable")[n % 2], "Yes" if agreed else "No"])
        counted[quarter] += agreed
    out = io.BytesIO()
    book.save(out)
    return Brought("incident_recorder.xlsx", out.getvalue(), "gbvims_ir", counted)


def template(quarters: Sequence[str], of_each: int) -> Brought:
    """Our template: closed cases come in closed, and some said no to statistics."""
    rows, counted = [], dict.fromkeys(quarters, 0)
    for n, quarter, day in _days(quarters, of_each):
        agreed, closed = n % 10 != 3, n % 2
        rows.append(
            _case(n, day)
            | {"record_ref": f"T-{n}", "opened_on": day.isoformat(), "consent_reporting": "yes" if agreed else "no"}
            | {
                "status": "closed" if closed else "open",
                "closed_on": (day + timedelta(20)).isoformat() if closed else "",
            }
            | {"closure_reasons": "needs_met" if closed else "", "risk_level": "normal"}
        )
        counted[quarter] += agreed
    return Brought("template.csv", _csv(rows, ","), "template", counted)


def kobo(quarters: Sequence[str], of_each: int) -> Brought:
    """A form of Kobo whose questions have the names of the template, XML values and headers, with groups in the headers."""
    rows, counted = [], dict.fromkeys(quarters, of_each)
    for n, _quarter, day in _days(quarters, of_each):
        case = _case(n, day) | {"record_ref": f"K-{n}", "opened_on": day.isoformat(), "consent_reporting": "yes"}
        grouped = {f"case/{name}": text for name, text in case.items()}
        rows.append({"_id": str(n), "_uuid": f"uuid-{n}", "_submission_time": f"{day}T07:10:00"} | grouped)
    return Brought("kobo.csv", _csv(rows, ";"), "kobo", counted)


def _case(n: int, day: date) -> dict[str, str]:
    return {
        "governorate": PLACES[n % 3],
        "report_date": day.isoformat(),
        "age": str(13 + n % 40),
        "gender": ("female", "male")[n % 4 == 0],
        "disability": "no",
        "displacement": ("resident", "idp")[n % 5 == 0],
        "violence_types": ("image_based_abuse", "hacking doxing", "sexual_extortion")[n % 3],
        "platforms": ("instagram", "facebook telegram")[n % 2],
        "consent_services": "yes",
        "reported_elsewhere": "no",
    }


def _csv(rows: Sequence[Mapping[str, str]], sign: str) -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=sign)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode("utf-8-sig")
