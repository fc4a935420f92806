"""The core's figures from the record: what each row is."""

from datetime import date, timedelta

from tests.analysis.oracle.world import day, is_

ANSWERED = ("accepted", "completed")
GOALS = ("safety", "health", "psychosocial", "justice", "digital", "other")


def _date(text):
    return date.fromisoformat(text) if text else None


def _cases(made):
    return lambda world: [{"case_key": key, **made(case)} for key, case in world.cases.items()]


def _forms(form, made):
    return lambda world: [{"case_key": each["case_key"], **made(each)} for each in world.forms("core", form)]


def _quarter(case):
    opened = day(case["opened_at"])
    return f"{opened.year}-Q{(opened.month - 1) // 3 + 1}"


def _level(case):
    return case["risk_level"] or "not_assessed"


def _age_sex(case):
    if case["gender"] not in ("female", "male"):
        return "other_unknown"
    if case["stream"] == "tf_csea":
        return "girls_under_18" if case["gender"] == "female" else "boys_under_18"
    if case["gender"] == "male":
        return "men_18_plus"
    return "women_18_24" if case["age_band"] == "18_24" else "women_25_plus"


def _closings(made):
    return lambda world: [
        {"case_key": each["case_key"], "day": each["closed_on"], **made(world, each)} for each in world.closings()
    ]


def _took(_world, closing):
    days = (_date(closing["closed_on"]) - day(closing["case"]["opened_at"])).days
    bins = [(30, "to_30_days"), (90, "to_90_days"), (180, "to_180_days")]
    name = None if days < 0 else next((name for most, name in bins if days <= most), "longer")
    return {"by": (name,)}


def _reopened(world, closing):
    closed = _date(closing["closed_on"])
    back = [
        _date(each["reopened_on"])
        for each in world.forms("core", "reopening", standing=False)
        if each["case_key"] == closing["case_key"] and each.get("reopened_on")
    ]
    return {
        "met": any(timedelta(0) <= when - closed <= timedelta(days=90) for when in back),
        "asked": (world.today - closed).days >= 90,
    }


def _stays(world):
    ends = {}
    for each in world.closings():
        ends[each["case_key"]] = max(ends.get(each["case_key"], date.min), _date(each["closed_on"]))
    for key, case in world.cases.items():
        if case["status"] in ("open", "closed"):
            known = case["status"] == "closed" and key in ends
            hours = 24 * (ends[key] - day(case["opened_at"])).days if known else None
            yield {"case_key": key, "met": hours, "running": case["status"] == "open"}


def _flow(world):
    for key, case in world.cases.items():
        yield {"case_key": key, "day": day(case["opened_at"]), "met": False, "asked": True}
    for each in world.closings():
        yield {"case_key": each["case_key"], "day": each["closed_on"], "met": True, "asked": False}


def _pairs(world):
    for key, case in world.cases.items():
        for one in case["violence_types"]:
            for other in case["violence_types"]:
                if one < other:
                    yield {"case_key": key, "by": (one, other)}


def _delay(incident):
    when, reported = _date(incident.get("incident_month")), incident["case"]["report_date"]
    if when is None or (reported.year, reported.month) < (when.year, when.month):
        return {"by": (None,)}
    months = 12 * (reported.year - when.year) + reported.month - when.month
    names = ["same_month", "next_month", "to_3_months", "to_3_months"]
    return {"by": (names[months] if months < 4 else "to_12_months" if months <= 12 else "later",)}


def _fields(world):
    told = {each["case_key"] for each in world.forms("core", "incident")}
    for key, case in world.cases.items():
        for name in ("governorate", "gender", "disability", "displacement"):
            yield {"case_key": key, "met": case[name] != ""}
        yield {"case_key": key, "met": case["risk_level"] is not None}
        yield {"case_key": key, "met": key in told}


def _consent_first(world):
    for key, case in world.cases.items():
        yes = [
            each["at"]
            for each in world.consents
            if (each["case_key"], each["scope"], each["value"]) == (key, "services", "yes")
        ]
        acted = case["first_action_at"]
        yield {"case_key": key, "asked": acted is not None, "met": bool(acted and yes and min(yes) <= acted)}


def _child_consent(world):
    for key, case in world.cases.items():
        said = [each for each in world.consents if (each["case_key"], each["scope"]) == (key, "services")]
        newest = max(said, key=lambda each: (each["at"], each["id"]), default={})
        both = newest.get("assent") in ("yes", "too_young") and newest.get("guardian") == "yes"
        if case["stream"] == "tf_csea":
            yield {"case_key": key, "met": bool(both or newest.get("best_interest_by"))}


def _steps(world):
    newest = {}
    for each in sorted(world.steps, key=lambda one: (one["at"], one["id"])):
        newest[each["case_key"], each["area"], each["checklist"], each["item"]] = each
    return [{"case_key": each["case_key"], "by": (each["area"], each["state"])} for each in newest.values()]


def is_held(entry):
    """Whether somebody was spoken to: a follow-up that did not reach her is none."""
    return entry.get("mode") != "not_reached"


def _follow_ups(world):
    every = world.forms("core", "follow_up")
    for each in every:
        due, held = _date(each.get("next_due")), each.get("held_on")
        if due is None:
            continue
        mine = [other for other in every if is_held(other) and other["case_key"] == each["case_key"]]
        later = [_date(o["held_on"]) for o in mine if held and o.get("held_on") and o["held_on"] > held]
        passed = each["case"]["status"] == "open" and due < world.today
        yield {
            "case_key": each["case_key"],
            "day": due,
            "met": bool(later) and min(later) <= due,
            "asked": bool(later) or passed,
        }


def _and_cases(form, only_open):
    def rows(world):
        for key, case in world.cases.items():
            if case["status"] == "open" or not only_open:
                yield {"case_key": key, "met": False, "asked": True}
        for each in world.forms("core", form):
            if is_held(each) and (each["case"]["status"] == "open" or not only_open):
                yield {"case_key": each["case_key"], "met": True, "asked": False}

    return rows


def _goals(made):
    def rows(world):
        held = [each for each in world.forms("core", "follow_up") if is_held(each)]
        newest = {}
        for each in sorted(held, key=lambda one: (one.get("held_on") or "", one["at"], one["id"])):
            newest[each["case_key"]] = each
        for each in newest.values():
            for goal in GOALS:
                progress = each.get(f"goal_{goal}")
                if progress != "n_a":
                    yield {"case_key": each["case_key"], "day": each.get("held_on"), **made(goal, progress)}

    return rows


def _needs(made, only=None):
    return lambda world: [
        {"case_key": each["case_key"], "day": each.get("need_date"), **made(each)}
        for each in world.forms("core", "need")
        if only is None or each.get("outcome") == only
    ]


def _referrals(made):
    def rows(world):
        for each in world.forms("core", "referral"):
            sent = _date(each.get("sent_on"))
            age = (world.today - sent).days if sent else -1
            yield {"case_key": each["case_key"], "day": sent, **made(each, each.get("status"), sent, age)}

    return rows


def _after(sent, when):
    return 24 * (_date(when) - sent).days if sent and when else None


OFFERED = ("referred", "service_provided_by_your_agency", "referral_declined_by_survivor")
NOT_WANTED = ("service_not_applicable", "referral_declined_by_survivor")
WAITS = ("sent", "no_feedback", "accepted")

ROWS = {
    "core.new_cases": _cases(lambda c: {"by": (_quarter(c), c["stream"])}),
    "core.new_cases_by_place": _cases(lambda c: {"by": (c["governorate"],)}),
    "core.new_incidents": _forms("incident", lambda i: {"by": (_quarter(i["case"]),)}),
    "core.entry_points": _forms("incident", lambda i: {"by": (i.get("referred_from"),)}),
    "core.open_by_risk": lambda world: [
        {"case_key": key, "by": (_level(c), c["stream"])} for key, c in world.cases.items() if c["status"] == "open"
    ],
    "core.time_to_close": _closings(_took),
    "core.closing_reasons": _closings(lambda _w, c: {"by": (c.get("reasons"),)}),
    "core.open_share": _cases(lambda c: {"met": c["status"] == "open"}),
    "core.closing_ratio": _flow,
    "core.reopened": _closings(_reopened),
    "core.time_open": _stays,
    "core.plan_reviewed_at_closing": _closings(lambda _w, c: {"met": is_(c.get("safety_plan_reviewed"), "yes")}),
    "core.told_can_return": _closings(lambda _w, c: {"met": is_(c.get("told_can_return"), "yes")}),
    "core.age_and_gender": _cases(lambda c: {"by": (c["age_band"], c["gender"])}),
    "core.disabilities": _cases(lambda c: {"by": (c["disability"],)}),
    "core.displaced": _cases(lambda c: {"by": (c["displacement"],)}),
    "core.children": _cases(lambda c: {"met": c["stream"] == "tf_csea", "asked": c["age_band"] != ""}),
    "core.with_disability": _cases(lambda c: {"met": c["disability"] not in ("no", "unknown")}),
    "core.who_is_known": _cases(
        lambda c: {"met": "" not in (c["age_band"], c["gender"], c["disability"], c["displacement"])}
    ),
    "core.fields_filled": _fields,
    "core.consent_to_reporting": _cases(lambda c: {"met": c["consent_reporting"]}),
    "core.duplicates": _cases(lambda c: {"met": c["status"] == "duplicate"}),
    "core.counted_elsewhere": _cases(lambda c: {"met": c["reported_elsewhere"] == "ovtf_member"}),
    "core.violence_types": _forms("incident", lambda i: {"by": (i.get("violence_types"),)}),
    "core.type_pairs": _pairs,
    "core.platforms": _cases(lambda c: {"by": (c["platforms"],)}),
    "core.relationships": _forms("incident", lambda i: {"by": (i.get("relationship"),)}),
    "core.perpetrators": _forms("incident", lambda i: {"by": (i.get("perpetrators"),)}),
    "core.reporting_delay": _forms("incident", _delay),
    "core.offline_harm": _forms("incident", lambda i: {"by": (i.get("offline_harm"),)}),
    "core.joint_reporting": lambda world: [
        {"case_key": i["case_key"], "by": (i.get("gbvims_type"),)}
        for i in world.forms("core", "incident")
        if i["case"]["stream"] == "tfgbv"
    ],
    "core.made_with_ai": _forms(
        "incident",
        lambda i: {
            "met": is_(i.get("ai_generated"), "yes"),
            "asked": bool({"image", "video", "live"} & set(i.get("content_kind") or ())),
        },
    ),
    "core.happened_before": _forms("incident", lambda i: {"met": is_(i.get("previous_incidents"), "yes")}),
    "core.harmed_offline": _forms(
        "incident", lambda i: {"met": ("none" not in i["offline_harm"]) if i.get("offline_harm") else None}
    ),
    "core.steps": _steps,
    "core.goals": _goals(lambda goal, progress: {"by": (goal, progress)}),
    "core.consent_first": _consent_first,
    "core.child_consent": _child_consent,
    "core.follow_ups_for_each": _and_cases("follow_up", only_open=True),
    "core.follow_up_kept": _follow_ups,
    "core.goals_met": _goals(lambda _goal, progress: {"met": is_(progress, "met")}),
    "core.need_outcomes": _needs(lambda n: {"by": (n.get("service_type"), n.get("outcome"))}),
    "core.gaps": _needs(lambda n: {"by": (n["case"]["governorate"], n.get("service_type"))}, "service_unavailable"),
    "core.gap_reasons": _needs(lambda n: {"by": (n.get("unavailable_reason"),)}, "service_unavailable"),
    "core.decline_reasons": _needs(lambda n: {"by": (n.get("decline_reason"),)}, "referral_declined_by_survivor"),
    "core.in_house": _needs(
        lambda n: {"by": (n.get("service_type"), _age_sex(n["case"]))}, "service_provided_by_your_agency"
    ),
    "core.service_gap": _needs(
        lambda n: {
            "met": n.get("outcome") == "service_unavailable",
            "asked": n.get("outcome") is not None and n["outcome"] not in NOT_WANTED,
        }
    ),
    "core.declined": _needs(
        lambda n: {"met": n.get("outcome") == "referral_declined_by_survivor", "asked": n.get("outcome") in OFFERED}
    ),
    "core.referral_states": _referrals(lambda r, status, _s, _a: {"by": (r.get("service_type"), status)}),
    "core.referrals_for_each": _and_cases("referral", only_open=False),
    "core.accepted": _referrals(
        lambda _r, status, _s, age: {"met": status in ANSWERED, "asked": status not in (None, "revoked") and age >= 3}
    ),
    "core.completed": _referrals(
        lambda _r, status, _s, _a: {"met": status == "completed", "asked": status in ANSWERED}
    ),
    "core.time_to_answer": _referrals(
        lambda r, status, sent, _a: {
            "met": _after(sent, r.get("responded_on")),
            "asked": status not in (None, "revoked"),
            "running": status in WAITS,
        }
    ),
    "core.time_to_service": _referrals(
        lambda r, status, sent, _a: {
            "met": _after(sent, r.get("service_on")),
            "asked": status not in (None, "revoked", "rejected"),
            "running": status in WAITS,
        }
    ),
    "core.no_feedback": _referrals(
        lambda _r, status, _s, age: {
            "met": status in ("sent", "no_feedback"),
            "asked": status not in (None, "revoked") and age >= 14,
        }
    ),
}
