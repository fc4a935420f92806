"""Import of cases from a file: the whole file is checked, then all of it comes in or nothing."""

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.administration.membership import no_agency
from dashboard.actions.context import Context
from dashboard.actions.work import consents
from dashboard.casework.consent import first_consent
from dashboard.errors import ImportRefused
from dashboard.interchange import ImportPlan, ImportReport, examine
from dashboard.interchange.child import read_apart
from dashboard.interchange.source import Source
from dashboard.records import agencies, cases, imports, risk
from dashboard.records.risk import RiskDecision

SECRET = "import"
"""The workspace's key with which references of the other system are hashed: only the hash is kept, to know a case again."""


def known_agency(context: Context, code: str) -> None:
    """Raise ImportRefused unless an agency with this code is a member."""
    with context.records.read() as tx:
        known = [agency.code for agency in agencies.every(tx)]
    if code not in known:
        raise ImportRefused(no_agency(code, known))


def check_file(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Return what an import would bring in and what is wrong in which row; only the audit is written."""
    source = _read(context, who, name, content)
    with context.act(who, Permission.import_cases, audit="import.check") as act:
        plan = _plan(act, source)
        act.detail |= {"rows": plan.report.rows, "problems": len(plan.report.problems)}
    return plan.report


def bring_in(context: Context, who: Principal, name: str, content: bytes) -> ImportReport:
    """Import a file in one transaction; with any problem nothing comes in."""
    source = _read(context, who, name, content)
    with context.act(who, Permission.import_cases, audit="import.cases") as act:
        plan = _plan(act, source)
        if plan.report.ok:
            _write(act, plan)
            act.detail |= {"rows": plan.report.rows, "new": plan.report.new}
        else:
            act.nothing_changed()
    return plan.report


def _read(context: Context, who: Principal, name: str, content: bytes) -> Source:
    """Read a file before anything is written: while a transaction is open, others wait with their saves."""
    context.require(who, Permission.import_cases)
    return read_apart(content, name)


def _plan(act: Act, source: Source) -> ImportPlan:
    """Check a file and return what it would bring in; a row that was imported before is known by its reference."""
    agency = act.who.agency or ""
    return examine(
        source,
        agency=agency,
        secret=act.context.workspace.secret(SECRET),
        now=act.at,
        known=lambda hashes: imports.known(act.tx, agency, hashes),
    )


def _write(act: Act, plan: ImportPlan) -> None:
    """Write each new row of the file as a case, with its first consents and its risk level."""
    tx, at, by = act.tx, act.at, act.who.person_id
    for row in plan.new:
        case = row.case(key=cases.new_key(tx), agency=act.who.agency or "", case_manager=by, at=at)
        cases.add(tx, case, by=by, at=at)
        imports.add(tx, case.agency, row.ref_hash, row.digest, case.key, at)
        consents.write(act, case, first_consent(case), {"given_by": "other"})
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
                    by=by,
                ),
            )
