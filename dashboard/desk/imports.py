"""Importing cases: checked whole, then all of it or nothing."""

from dashboard.access import Permission, Principal, require
from dashboard.casework.consent import first_consent
from dashboard.desk import consents
from dashboard.desk.house import House
from dashboard.desk.membership import no_agency
from dashboard.errors import ImportRefused
from dashboard.interchange import ImportPlan, ImportReport, examine
from dashboard.records import Tx, agencies, cases, imports, risk
from dashboard.records.risk import RiskDecision

SECRET = "import"


def known_agency(house: House, code: str) -> None:
    """Raise ImportRefused unless an agency with this code is a member."""
    with house.records.read() as tx:
        known = [each.code for each in agencies.every(tx)]
    if code not in known:
        raise ImportRefused(no_agency(code, known))


def check_file(house: House, who: Principal, name: str, content: bytes) -> ImportReport:
    """Return what would come in and, row by row, what is wrong; nothing is written but the audit."""
    with house.records.write() as tx:
        plan = _plan(house, tx, who, name, content)
        house.note(tx, who, "import.check", rows=plan.report.rows, problems=len(plan.report.problems))
    return plan.report


def bring_in(house: House, who: Principal, name: str, content: bytes) -> ImportReport:
    """Import a file in one transaction; with any problem nothing comes in."""
    with house.records.write() as tx:
        plan = _plan(house, tx, who, name, content)
        if plan.report.ok:
            _write(house, tx, who, plan)
            house.note(tx, who, "import.cases", rows=plan.report.rows, new=plan.report.new)
    house.settle()
    return plan.report


def _plan(house: House, tx: Tx, who: Principal, name: str, content: bytes) -> ImportPlan:
    require(who, Permission.import_cases)
    return examine(
        content,
        name,
        agency=who.agency or "",
        secret=house.workspace.secret(SECRET),
        now=house.now(),
        known=lambda hashes: imports.known(tx, who.agency or "", hashes),
    )


def _write(house: House, tx: Tx, who: Principal, plan: ImportPlan) -> None:
    at = house.now()
    for row in plan.new:
        case = row.case(key=cases.new_key(tx), agency=who.agency or "", case_manager=who.person_id, at=at)
        cases.add(tx, case, by=who.person_id, at=at)
        imports.add(tx, case.agency, row.ref_hash, row.digest, case.key, at)
        consents.write(house, tx, who, case, first_consent(case), {"given_by": "other"})
        if row.risk_level:
            risk.decide(
                tx,
                RiskDecision(
                    id=row.ref_hash[:36],
                    case_key=case.key,
                    level=row.risk_level,
                    suggested=None,
                    reasons=("imported",),
                    override_reason="",
                    at=at,
                    by=who.person_id,
                ),
            )
