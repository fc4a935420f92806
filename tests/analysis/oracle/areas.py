"""The areas' figures from the record: what each row is."""

from datetime import date, timedelta

from tests.analysis.oracle.core import _level
from tests.analysis.oracle.world import day, hours, is_

HEIGHT = {"normal": 1, "medium": 2, "high": 3}
GONE = ("removed_full", "removed_partial", "account_removed")
KINDS = ("financial", "physical", "honour", "public", "emotional")
ORIGINS = ("family", "perpetrator", "partner", "community", "network")


def _date(text):
    return date.fromisoformat(text) if text else None


def _forms(area, form, made):
    return lambda world: [{"case_key": each["case_key"], **made(each)} for each in world.forms(area, form)]


def _newest(area, form, made):
    return lambda world: [
        {"case_key": each["case_key"], "day": day(each["at"]), **made(each)} for each in world.newest(area, form)
    ]


def _each_of(names, applies):
    def rows(world):
        for each in world.newest("safety", "risk_assessment"):
            for name in [name for name in names if applies(each, name)] or ["none"]:
                yield {"case_key": each["case_key"], "day": day(each["at"]), "by": (name,)}

    return rows


def _changes(made):
    def rows(world):
        for key in world.cases:
            every = [each for each in world.decisions if each["case_key"] == key]
            every.sort(key=lambda each: (each["at"], each["id"]))
            if len(every) > 1:
                yield {"case_key": key, "day": day(every[-1]["at"]), **made(every[0]["level"], every[-1]["level"])}

    return rows


def _acted(level, within):
    def rows(world):
        for key, case in world.cases.items():
            decided, acted = case["risk_decided_at"], case["first_action_at"]
            if case["risk_level"] != level:
                continue
            yield {
                "case_key": key,
                "day": day(decided),
                "met": acted is not None and acted - decided <= within,
                "asked": acted is not None or world.now - decided >= within,
            }

    return rows


def _until_action(level):
    def rows(world):
        for key, case in world.cases.items():
            if case["risk_level"] == level:
                decided, acted = case["risk_decided_at"], case["first_action_at"]
                yield {
                    "case_key": key,
                    "day": day(decided),
                    "met": hours(decided, acted) if acted else None,
                    "running": case["status"] == "open",
                }

    return rows


def _stale(level, after):
    return lambda world: [
        {"case_key": key, "met": world.now - case["risk_decided_at"] > after}
        for key, case in world.cases.items()
        if (case["status"], case["risk_level"]) == ("open", level)
    ]


def _assessed(made):
    def rows(world):
        for key, case in world.cases.items():
            sent = [e["at"] for e in world.forms("safety", "risk_assessment", standing=False) if e["case_key"] == key]
            yield {"case_key": key, **made(world, case, min(sent, default=None))}

    return rows


def _within_a_week(world, case, at):
    week = case["opened_at"] + timedelta(days=7)
    return {"met": at is not None and at <= week, "asked": at is not None or week <= world.now}


def _approved(world):
    approved = {each["submission_id"] for each in world.reviews if each["state"] == "approved"}
    for each in world.forms("safety", "safety_plan"):
        needed = each.get("safety_plan_needed") == "yes"
        yield {"case_key": each["case_key"], "met": each["id"] in approved, "asked": needed}


def _urgent(world):
    for each in world.forms("mhpss", "assessment"):
        if each.get("self_harm") not in ("plan", "attempt"):
            continue
        referred = [
            other["at"]
            for other in world.forms("core", "referral", standing=False)
            if other["case_key"] == each["case_key"]
            and other["at"] >= each["at"]
            and other.get("service_type") in ("mhpss_specialised", "health_medical")
            and other.get("status") not in (None, "revoked", "rejected")
        ]
        at_once, limit = each.get("acted_now") == "yes", each["at"] + timedelta(hours=24)
        yield {
            "case_key": each["case_key"],
            "day": day(each["at"]),
            "met": at_once or (bool(referred) and min(referred) <= limit),
            "asked": at_once or bool(referred) or limit <= world.now,
        }


def _in_order(area, form):
    def rows(world):
        early = {each["case_key"] for each in world.overrides if each["step"].startswith(f"{area}.")}
        return [
            {"case_key": each["case_key"], "met": each["case_key"] not in early} for each in world.forms(area, form)
        ]

    return rows


def _requests(made):
    def rows(world):
        for each in world.forms("digital", "removal_request"):
            sent = _date(each.get("request_date"))
            yield {"case_key": each["case_key"], "day": sent, **made(world, each, each.get("outcome"), sent)}

    return rows


def _by_case(made):
    """Yield one row for each case with a request."""

    def rows(world):
        grouped = {}
        for each in world.forms("digital", "removal_request"):
            grouped.setdefault(each["case_key"], []).append(each)
        return [{"case_key": key, **made(world, every)} for key, every in grouped.items()]

    return rows


def _decided(world, each):
    if each.get("outcome") in (*GONE, "refused"):
        return True
    sent = _date(each.get("request_date"))
    return each.get("outcome") == "no_response" and sent is not None and (world.today - sent).days > 14


def _fits(each):
    minor, channel = each.get("image_depicts_minor"), each.get("channel")
    if channel is None:
        return None
    if channel == "stopncii":
        return minor == "no"
    return minor in ("yes", "unknown") if channel == "take_it_down" else True


def _tools(_world, every):
    fits = [each for each in map(_fits, every) if each is not None]
    used = any(each.get("channel") in ("stopncii", "take_it_down") for each in every)
    return {"met": all(fits) if fits else None, "asked": used}


def _days(each):
    start, end = _date(each.get("request_date")), _date(each.get("outcome_date"))
    return (end - start).days if start and end else None


def _within(most):
    return _requests(
        lambda _w, each, outcome, _s: {
            "met": _days(each) is not None and _days(each) <= most,
            "asked": outcome in GONE,
        }
    )


def _to_removal(_world, each, outcome, _sent):
    known = outcome in GONE and _days(each) is not None
    waits = outcome in ("pending", "no_response")
    return {"met": 24 * _days(each) if known else None, "asked": outcome in GONE or waits, "running": waits}


def _escalated(_world, each, outcome, _sent):
    further, ended = _date(each.get("escalated_on")), _date(each.get("outcome_date"))
    return {
        "met": outcome in GONE and bool(further and ended and ended >= further) if outcome else None,
        "asked": each.get("escalated_to") not in (None, "none"),
    }


def _back(_world, each, outcome, _sent):
    ended, again = _date(each.get("outcome_date")), _date(each.get("reappeared_date"))
    met = {"no": False, "yes": (again - ended).days <= 90 if again and ended else None}.get(each.get("reappeared"))
    return {"met": met, "asked": outcome in GONE}


def _exposed(each):
    reach = set(each.get("access") or ()) & {"account", "device", "location", "physical"}
    return {
        "met": each.get("content_status") in ("private_recipients", "public_online", "recirculating") or bool(reach)
    }


def _informed(each):
    told = [each.get("right_to_report"), each.get("right_not_to")]
    return {"met": False if "no" in told else None if None in told else True}


def _recorded(world):
    asked = {}
    for each in world.forms("legal", "risk_benefit"):
        both = each.get("right_to_report") == "yes" and each.get("right_not_to") == "yes"
        done = both and each.get("decision") is not None
        asked[each["case_key"]] = asked.get(each["case_key"], False) or done
    for key, case in world.cases.items():
        if case["stream"] == "tfgbv":
            old = world.now - case["opened_at"] >= timedelta(days=14)
            yield {"case_key": key, "met": asked.get(key, False), "asked": old or key in asked}


def _complaints(made):
    def rows(world):
        weighed = {}
        for each in world.forms("legal", "risk_benefit", standing=False):
            weighed[each["case_key"]] = min(weighed.get(each["case_key"], date.max), day(each["at"]))
        grouped = {}
        for each in world.forms("legal", "complaint"):
            grouped.setdefault(each["case_key"], []).append(each)
        return [{"case_key": key, **made(every, weighed.get(key))} for key, every in grouped.items()]

    return rows


def _weighed(every, first):
    return {"met": all(bool(first and _date(e.get("filed_on")) and first <= _date(e["filed_on"])) for e in every)}


def _got(every, name):
    return any(each.get(name) and "none" not in each[name] for each in every)


ROWS = {
    "safety.levels": lambda world: [
        {"case_key": key, "by": (_level(case), case["stream"])} for key, case in world.cases.items()
    ],
    "safety.risk_types": _each_of(KINDS, lambda each, kind: each.get(kind) == "yes"),
    "safety.risk_sources": _each_of(
        ORIGINS, lambda each, origin: each.get(f"source_{origin}") in ("creates", "expands")
    ),
    "safety.family": _forms("safety", "risk_assessment", lambda each: {"by": (each.get("source_family"),)}),
    "safety.changes": _changes(lambda first, last: {"by": (first, last)}),
    "safety.plan_parts": lambda world: [
        {"case_key": each["case_key"], "by": (each.get("parts"),)}
        for each in world.forms("safety", "safety_plan")
        if each.get("safety_plan_needed") == "yes"
    ],
    "safety.honour_based": _newest("safety", "risk_assessment", lambda e: {"met": is_(e.get("honour"), "yes")}),
    "safety.self_harm": _newest(
        "safety", "risk_assessment", lambda e: {"met": is_(e.get("self_harm"), "ideation", "plan", "attempt")}
    ),
    "safety.risk_rose": _changes(lambda first, last: {"met": HEIGHT[last] > HEIGHT[first]}),
    "safety.risk_fell": _changes(lambda first, last: {"met": HEIGHT[last] < HEIGHT[first]}),
    "safety.high_in_time": _acted("high", timedelta(hours=24)),
    "safety.medium_in_time": _acted("medium", timedelta(hours=48)),
    "safety.time_to_action": _until_action("high"),
    "safety.time_to_action_medium": _until_action("medium"),
    "safety.stale_high": _stale("high", timedelta(days=7)),
    "safety.stale_medium": _stale("medium", timedelta(days=14)),
    "safety.assessed": _assessed(lambda _w, _c, at: {"met": at is not None}),
    "safety.assessed_in_a_week": _assessed(_within_a_week),
    "safety.time_to_assessment": _assessed(
        lambda _w, case, at: {"met": hours(case["opened_at"], at) if at else None, "running": case["status"] == "open"}
    ),
    "safety.plan_complete": _forms(
        "safety",
        "safety_plan",
        lambda e: {"met": e.get("complete") == "yes", "asked": e.get("safety_plan_needed") == "yes"},
    ),
    "safety.plan_approved": _approved,
    "mhpss.symptoms": _forms("mhpss", "assessment", lambda each: {"by": (each.get("symptoms"),)}),
    "mhpss.first_aid": _forms(
        "mhpss",
        "assessment",
        lambda e: {"met": is_(e.get("first_aid"), "given"), "asked": e.get("distress") in ("moderate", "severe")},
    ),
    "mhpss.self_harm_in_time": _urgent,
    "digital.access": _forms("digital", "digital_risk", lambda each: {"by": (each.get("access"),)}),
    "digital.request_outcomes": _requests(lambda _w, e, outcome, _s: {"by": (e.get("channel"), outcome)}),
    "digital.request_platforms": _requests(lambda _w, e, _o, _s: {"by": (e.get("platform"),)}),
    "digital.request_types": _requests(lambda _w, e, _o, _s: {"by": (e.get("violence_type"), e.get("channel"))}),
    "digital.escalations": lambda world: [
        {"case_key": e["case_key"], "day": e.get("escalated_on"), "by": (e["escalated_to"], e.get("outcome"))}
        for e in world.forms("digital", "removal_request")
        if e.get("escalated_to") not in (None, "none")
    ],
    "digital.safety_first": _forms("digital", "digital_risk", lambda e: {"met": is_(e.get("safety_checked"), "yes")}),
    "digital.exposed": _newest("digital", "digital_risk", _exposed),
    "digital.removal_success": _by_case(
        lambda world, every: {
            "met": any(each.get("outcome") in GONE for each in every),
            "asked": any(_decided(world, each) for each in every),
        }
    ),
    "digital.time_to_removal": _requests(_to_removal),
    "digital.removed_in_a_day": _within(1),
    "digital.removed_in_three_days": _within(3),
    "digital.no_answer": _requests(
        lambda world, _e, outcome, sent: {
            "met": outcome in ("pending", "no_response"),
            "asked": outcome not in (None, "withdrawn") and sent is not None and (world.today - sent).days >= 7,
        }
    ),
    "digital.removed_after_escalation": _requests(_escalated),
    "digital.came_back": _requests(_back),
    "digital.tool_fits_age": _by_case(_tools),
    "digital.digital_plan_complete": _forms(
        "digital",
        "digital_plan",
        lambda e: {"met": e.get("complete") == "yes", "asked": e.get("digital_plan_needed") == "yes"},
    ),
    "digital.in_order": _in_order("digital", "removal_request"),
    "legal.decisions": _forms("legal", "risk_benefit", lambda each: {"by": (each.get("decision"),)}),
    "legal.complaint_outcomes": _forms(
        "legal", "complaint", lambda each: {"by": (each.get("authority"), each.get("outcome"))}
    ),
    "legal.informed": _forms("legal", "risk_benefit", _informed),
    "legal.choice_recorded": _recorded,
    "legal.weighed_first": _complaints(_weighed),
    "legal.accompanied": _complaints(lambda every, _f: {"met": all(e.get("accompanied") == "yes" for e in every)}),
    "legal.harmed_after": _complaints(
        lambda every, _f: {"met": any("yes" in (e.get("retaliation"), e.get("confidentiality_breach")) for e in every)}
    ),
    "legal.protection_obtained": _complaints(
        lambda every, _f: {"met": _got(every, "protection_obtained"), "asked": _got(every, "protection_asked")}
    ),
    "legal.in_order": _in_order("legal", "complaint"),
}
