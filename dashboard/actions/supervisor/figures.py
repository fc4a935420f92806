"""An agency's own figures: live and exact, for its supervisor only."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.analysis import Cut, Figure, LeftOut, Share, Times, figure, left_out, measure
from dashboard.analysis.core import core_datasets, core_indicators, core_views
from dashboard.contract import Area, Dataset, Indicator, View
from dashboard.errors import DashboardError, TooSlow
from dashboard.forms import Form, Question
from dashboard.i18n import noted
from dashboard.projection.lockdown import PAGE
from dashboard.registry import PluginFailed, PluginHangs, call

GRACE, PATIENCE = 3.0, 30.0
"""Seconds: after its own limit, until a statement that does not stop is left behind; that an area may take on a page."""
SLOW = noted("It took too long. It is not computed again until you try it.")
UNSTOPPABLE = noted("It could not be stopped in time. The area's figures are not computed again until you try it.")
TIRED = noted("The figures before it took too long, so it was left out.")
CORE = Area(name="core", label=noted("All areas"), summary=noted("What every area shares."))
GROUPS = {
    "C": noted("Caseload and flow"),
    "A": noted("Who is affected"),
    "I": noted("What happened"),
    "R": noted("Risk"),
    "Q": noted("Quality of the response"),
    "S": noted("Referrals and service gaps"),
    "D": noted("Removal of content"),
    "L": noted("Law and protection"),
    "X": noted("Closing and the record itself"),
    "": noted("More figures of the areas"),
}
"""The groups of the reference (indicators.md b.1 to b.9) by the letter of a figure's source; H belongs to X."""


@dataclass(frozen=True)
class Declared:
    """What an area declares for figures."""

    area: Area
    module: str
    datasets: Sequence[Dataset]
    figures: Sequence[View | Indicator]


@dataclass
class AreaFigures:
    """The figures of one area; what a plugin got wrong is listed in `problems`, the rest still shows."""

    area: Area
    module: str
    figures: list[tuple[View, Figure]] = field(default_factory=list)
    shares: list[tuple[Indicator, Share]] = field(default_factory=list)
    times: list[tuple[Indicator, Times]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def group_of(declared: View | Indicator) -> str:
    """Return the letter of the reference's group that a figure belongs to, "" for one of its own."""
    found = re.match(r"indicators\.md ([A-Z])\d", declared.source)
    letter = found.group(1).replace("H", "X") if found else ""
    return letter if letter in GROUPS else ""


def question_of(forms: Iterable[tuple[str, Form]], area: str, view: View, at: int) -> Question | None:
    """Return the question whose choices name the codes of a dimension: in the view's form, else in any of the area."""
    own = sorted((form for owner, form in forms if owner == area), key=lambda form: form.name != view.dataset)
    return next((each for form in own for each in form.all_questions if each.name == view.by[at]), None)


def declared_figures(context: Context) -> Iterator[Declared]:
    """Yield what the core and each working area declare."""
    yield Declared(CORE, "dashboard", core_datasets(), (*core_views(), *core_indicators()))
    for plugin in context.registry.active:
        assert plugin.area is not None
        yield Declared(plugin.area, plugin.module, plugin.datasets, (*plugin.views, *plugin.indicators))


def agency_figures(
    context: Context, who: Principal, *, group: str | None = None, since: date | None = None, until: date | None = None
) -> list[AreaFigures]:
    """Compute the views and indicators over the agency's own cases; `group` picks one of GROUPS."""
    cut = _cut(context, who, since, until)
    context.audit_look(who, "figures.read", "")
    return [_of(context, each, cut, group) for each in declared_figures(context)]


def agency_share(
    context: Context, who: Principal, name: str, *, since: date | None = None, until: date | None = None
) -> Share:
    """Compute one of the core's shares over the agency's own cases."""
    cut = _cut(context, who, since, until)
    context.audit_look(who, "figures.read", "")
    indicator = next(each for each in core_indicators() if each.name == name)
    sets = {each.name: each for each in core_datasets()}
    found = measure(context.projection, CORE.name, indicator, cut, sets.get(indicator.dataset))
    assert isinstance(found, Share)
    return found


def agency_base(context: Context, who: Principal, *, since: date | None = None, until: date | None = None) -> LeftOut:
    """Count which of the agency's cases its figures leave out, and why."""
    return left_out(context.projection, _cut(context, who, since, until))


def _cut(context: Context, who: Principal, since: date | None, until: date | None) -> Cut:
    require(who, Permission.see_agency_figures)
    context.refresh()
    return Cut(agency=who.agency or "", now=context.now(), since=since, until=until)


def _of(context: Context, declared: Declared, cut: Cut, group: str | None) -> AreaFigures:
    result = AreaFigures(declared.area, declared.module)
    sets = {each.name: each for each in declared.datasets}
    until = time.monotonic() + PATIENCE
    for each in declared.figures:
        if group is None or group_of(each) == group:
            problem = _computed(result, context, each, cut, sets.get(each.dataset), until)
            result.problems += [f"{each.name}: {problem}"] if problem else []
    return result


def _computed(
    result: AreaFigures, context: Context, declared: View | Indicator, cut: Cut, dataset: Dataset | None, until: float
) -> str:
    """Compute one figure; return what went wrong, "" for nothing. A plugin's SQL may fail in any way."""
    area, place, troubles = result.area.name, f"figure {declared.name}", context.registry.troubles
    if troubles.is_aside(area, place) or troubles.is_aside(area, "figures"):
        return SLOW
    if time.monotonic() > until:
        troubles.note(area, place, TIRED)
        return TIRED
    try:
        call(lambda: _put(result, context, declared, cut, dataset), PAGE.seconds + GRACE)
    except PluginHangs:
        troubles.note(area, "figures", UNSTOPPABLE, aside=True)
        return UNSTOPPABLE
    except TooSlow as error:
        troubles.note(area, place, SLOW, aside=True)
        return str(error)
    except (DashboardError, PluginFailed) as error:
        troubles.note(area, place, str(error))
        return str(error)
    return ""


def _put(result: AreaFigures, context: Context, declared: View | Indicator, cut: Cut, dataset: Dataset | None) -> None:
    if isinstance(declared, View):
        result.figures.append((declared, figure(context.projection, result.area.name, declared, cut, dataset)))
        return
    found = measure(context.projection, result.area.name, declared, cut, dataset)
    if isinstance(found, Times):
        result.times.append((declared, found))
    else:
        result.shares.append((declared, found))
