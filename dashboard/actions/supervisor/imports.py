"""Importing cases: checked whole, then all of it or nothing."""

from dashboard.access import Permission, Principal, require
from dashboard.actions.administration.membership import no_agency
from dashboard.actions.context import Context
from dashboard.actions.work import consents
from dashboard.casework.consent import first_consent
from dashboard.errors import ImportRefused
from dashboard.interchange import ImportPlan, ImportReport, examine
from dashboard.records import Tx, agencies, cases, imports, risk
from dashboard.records.risk import RiskDecision

SECRET = "import"


def known_agency(context: Context, code: str) -> None:
    """Raise ImportRefused unless an agency with this code is a member."""
    with context.records.read() as tx:
        known = [each.code for each in agencies.every(tx)]
    if code not in known:
        raise ImportRefused(no_agency(code, known))


def check_file(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Return what would come in and, row by row, what is wrong; nothing is written but the audit."""
    with context.records.write() as tx:
        plan = _plan(context, tx, who, name, content)
        context.note(tx, who, "import.check", rows=plan.report.rows, problems=len(plan.report.problems))
    return plan.report


def bring_in(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Import a file in one transaction; with any problem nothing comes in."""
    with context.records.write() as tx:
        plan = _plan(context, tx, who, name, content)
        if plan.report.ok:
            _write(context, tx, who, plan)
            context.note(tx, who, "import.cases", rows=plan.report.rows, new=plan.report.new)
    context.refresh()
    return plan.report


def _plan(context: Context, tx: Tx, who: Principal, name: str, content: bytes) -> ImportPlan:
    require(who, Permission.import_cases)
    return examine(
        content,
        name,
        agency=who.agency or "",
        secret=context.workspace.secret(SECRET),
        now=context.now(),
        known=lambda hashes: imports.known(tx, who.agency or "", hashes),
    )


def _write(context: Context, tx: Tx, who: Principal, plan: ImportPlan) -> None:
    at = context.now()
    for row in plan.new:
        case = row.case(key=cases.new_key(tx), agency=who.agency or "", case_manager=who.person_id, at=at)
        cases.add(tx, case, by=who.person_id, at=at)
        imports.add(tx, case.agency, row.ref_hash, row.digest, case.key, at)
        consents.write(context, tx, who, case, first_consent(case), {"given_by": "other"})
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
