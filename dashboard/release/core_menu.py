"""The core's own tables of a release, with their words: who, where, what, risk, timeliness, gaps (docs/releases.md)."""

from importlib.resources import files

from dashboard import codes
from dashboard.contract import Dataset, Released
from dashboard.i18n import noted
from dashboard.release.policy import SIGMA, Policy, Table
from dashboard.release.supply import BY_REGION, GROUP_SQL, SERVICE_GROUPS

EVERY_CASE = noted("Cases registered in the period by all agencies.")
CORE_MENU = (
    Table(name="total", label=noted("New cases"), definition=EVERY_CASE, source="indicators.md C1"),
    Table(
        name="governorate",
        dims=("governorate",),
        label=noted("Cases by governorate of service"),
        source="indicators.md C1",
    ),
    Table(name="violence_group", dims=("violence_group",), label=noted("Cases by type"), source="indicators.md I1"),
    Table(name="risk_level", dims=("risk_level",), label=noted("Cases by risk level"), source="indicators.md R1"),
    Table(name="age_sex", dims=("age_sex",), label=noted("Cases by age and sex"), source="indicators.md A1"),
    Table(name="stream", dims=("stream",), label=noted("Cases of children and adults"), source="indicators.md C10"),
    Table(name="platform_group", dims=("platform_group",), label=noted("Cases by platform"), source="indicators.md I3"),
    # The next two have more noise than they need: it costs less of the budget.
    Table(
        name="disability",
        dims=("disability",),
        sigma=SIGMA[2],
        label=noted("Cases by disability"),
        source="indicators.md A3",
    ),
    Table(
        name="displacement",
        dims=("displacement",),
        sigma=SIGMA[2],
        label=noted("Cases by displacement"),
        source="indicators.md A4",
    ),
    Table(
        name="governorate_by_violence_group",
        dims=("governorate", "violence_group"),
        label=noted("Cases by governorate and type"),
        source="indicators.md I1",
    ),
    Table(
        name="governorate_by_risk_level",
        dims=("governorate", "risk_level"),
        label=noted("Cases by governorate and risk"),
        source="indicators.md R1",
    ),
)
"""The tables that count by columns of a case; the definitions of their dimensions say what they count."""
REGION_MENU = (
    Table(
        name="region_by_violence_group",
        dims=("region", "violence_group"),
        label=noted("Cases by region and type"),
        source="indicators.md I1",
    ),
    Table(
        name="region_by_risk_level",
        dims=("region", "risk_level"),
        label=noted("Cases by region and risk"),
        source="indicators.md R1",
    ),
)
"""The same by region, for menus that are declared by size (shapes.py)."""
CORE = Policy(tables=CORE_MENU)

SERVICES = {group: label for group, (label, _service_types) in SERVICE_GROUPS.items()}
_NO_NEED = {"none": noted("No need recorded")}
_OUTCOMES = {
    "met": noted("Referred, provided or already received"),
    "declined": noted("Declined by the survivor"),
    "unavailable": noted("No service available"),
    "not_applicable": noted("Not applicable"),
}
_MISSING = SERVICES | {"nothing": noted("No service was missing")} | _NO_NEED
_REST = noted("Another service, or none was missing for this reason")
_FIRST_MISSING = noted("Each case counts once: the first need for which there was no service.")
_NONE_THERE = noted(
    "Each case counts once: the first need for which there was no service in the area, it was closed, or it had no room. "
    "Only such needs could be reached if there were one. Needs for which a service was there and unsafe, too dear or not "
    "made for her are left out."
)
_MOST_URGENT = noted("Each case counts once: its most urgent need, and of several the first.")


def datasets() -> tuple[Dataset, ...]:
    """Return the SELECTs that the core's tables of needs, timeliness and open cases count; each gives at most one row a case."""
    folder = files("dashboard.release") / "sql"
    needs = (folder / "needs.sql").read_text("utf-8").replace("{service_group}", GROUP_SQL)
    others = [
        Dataset(name=name, sql=(folder / f"{name}.sql").read_text("utf-8")) for name in ("timeliness", "open_cases")
    ]
    return Dataset(name="needs", sql=needs), *others


def tables() -> tuple[Released, ...]:
    """Return the core's tables that need more than the columns of a case."""
    return (_timeliness(), _missing(), _outcomes(), _declined())


def short_tables() -> tuple[Released, ...]:
    """Return the tables for menus that are declared by size: needs of the whole country and by region, open cases."""
    return (
        _open_cases(),
        Released(
            name="missing",
            label=noted("Services that were missing"),
            dataset="needs",
            by=("missing",),
            own={"missing": _MISSING},
            not_findings=("nothing",),
            definition=_FIRST_MISSING,
            source="indicators.md S3",
        ),
        Released(
            name="outcome",
            label=noted("What came of the most urgent need"),
            dataset="needs",
            by=("outcome",),
            own={"outcome": _OUTCOMES | _NO_NEED},
            not_findings=("not_applicable",),
            definition=_MOST_URGENT,
            source="indicators.md S2",
        ),
        Released(
            name="region_by_missing",
            label=noted("Services that were missing because there was none, by region"),
            dataset="needs",
            by=("region", "lacking"),
            own={"lacking": {group: SERVICES[group] for group in BY_REGION} | {"rest": _REST}},
            otherwise="rest",
            definition=_NONE_THERE,
            source="indicators.md S3",
        ),
    )


def _open_cases() -> Released:
    """Return how many of a year's cases are still open (decision 0050: why not all open cases each quarter)."""
    levels = {level.code: level.labels["en"] for level in codes.codes("risk_level")}
    return Released(
        name="open_cases",
        label=noted("Cases of the year that are still open, by region and risk"),
        dataset="open_cases",
        by=("region", "risk_level"),
        own={"risk_level": levels | {"over": noted("Closed or transferred")}},
        otherwise="over",
        definition=noted(
            "Cases registered in the period, as they stood when the release was made. Cases of earlier years that are still "
            "open are not in it."
        ),
        source="indicators.md C3, R1",
    )


def _timeliness() -> Released:
    return Released(
        name="timeliness",
        label=noted("High and medium risk: action in time"),
        dataset="timeliness",
        by=("risk_level", "action"),
        own={
            "action": {
                "in_time": noted("In time"),
                "late": noted("Late"),
                "no_action": noted("No action recorded"),
                "none": noted("No deadline of {high_hours} or {medium_hours} hours"),
            }
        },
        definition=noted(
            "First safety action or urgent referral within {high_hours} hours of the decision at high risk, within "
            "{medium_hours} hours at medium risk."
        ),
        source="indicators.md R7, R8",
        # High or medium risk without a deadline: cases of another system, which does not tell when somebody acted.
        never=tuple(
            (level, action)
            for level in codes.names("risk_level")
            for action in ("in_time", "late", "no_action")
            if level not in ("high", "medium")  # as in sql/timeliness.sql
        ),
    )


def _missing() -> Released:
    return Released(
        name="missing_service",
        label=noted("Services that were missing, by governorate"),
        dataset="needs",
        by=("governorate", "missing"),
        own={"missing": _MISSING},
        definition=_FIRST_MISSING,
        not_findings=("nothing",),
        source="indicators.md S3",
    )


def _outcomes() -> Released:
    return Released(
        name="need_outcome",
        label=noted("What came of the most urgent need, by service"),
        dataset="needs",
        by=("service", "outcome"),
        own={"service": SERVICES | _NO_NEED, "outcome": _OUTCOMES | _NO_NEED},
        definition=_MOST_URGENT,
        not_findings=("not_applicable",),
        source="indicators.md S2",
        never=(*((service, "none") for service in SERVICES), *(("none", outcome) for outcome in _OUTCOMES)),
    )


def _declined() -> Released:
    reasons = {reason.code: reason.labels["en"] for reason in codes.codes("decline_reason")}
    return Released(
        name="declined",
        label=noted("Why survivors declined a service"),
        dataset="needs",
        by=("decline_reason",),
        own={"decline_reason": reasons | {"none": noted("Nothing declined, or no reason given")}},
        sigma=SIGMA[2],
        definition=noted(
            "Declining is her right. The reasons show what keeps survivors from services. Each case counts once: the "
            "reason for the most urgent need that she declined."
        ),
        source="indicators.md S4",
    )
