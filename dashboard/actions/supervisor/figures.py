"""An agency's own figures, computed live and exact over its own cases, for its supervisor only."""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from dashboard.access import Permission, Principal
from dashboard.actions.acting import reader
from dashboard.actions.context import Context
from dashboard.analysis import Cut, Figure, LeftOut, Share, Times, figure, left_out, measure
from dashboard.analysis.core import core_datasets, core_indicators, core_views
from dashboard.contract import Area, Dataset, Indicator, View
from dashboard.contract.view import TimeBase
from dashboard.errors import DashboardError, TooSlow
from dashboard.forms import Form, Question
from dashboard.i18n import noted
from dashboard.projection.lockdown import PAGE
from dashboard.records import need_to_know
from dashboard.registry import PluginFailed, PluginHangs, call

GRACE = 3.0
"""Seconds after its own limit until a statement that cannot be interrupted is given up."""
PATIENCE = 30.0
"""Seconds that the figures of one area may take on a page: one slow plugin must not hold up the others."""
SLOW = noted("It took too long. It is not computed again until you try it.")
UNSTOPPABLE = noted("It could not be stopped in time. The area's figures are not computed again until you try it.")
TIRED = noted("The figures before it took too long, so it was left out.")
SPOILT = noted("Its SQL fails for some cases. They are left out of the figure.")
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
    """The datasets, views and indicators that an area declares; `module` is the package whose catalogs translate them."""

    area: Area
    module: str
    datasets: Sequence[Dataset]
    figures: Sequence[View | Indicator]


@dataclass
class AreaFigures:
    """The computed figures of one area; `problems` says which could not be computed, the rest is shown all the same."""

    area: Area
    module: str
    figures: list[tuple[View, Figure]] = field(default_factory=list)
    shares: list[tuple[Indicator, Share]] = field(default_factory=list)
    times: list[tuple[Indicator, Times]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def group_of(declared: View | Indicator) -> str:
    """Return the letter of the group in indicators.md to which a figure belongs, "" when it is not from there."""
    reference = re.match(r"indicators\.md ([A-Z])\d", declared.source)
    letter = reference.group(1).replace("H", "X") if reference else ""
    return letter if letter in GROUPS else ""


def question_of(forms: Iterable[tuple[str, Form]], area: str, view: View, at: int) -> Question | None:
    """Return the question whose choices label the codes of the dimension `view.by[at]`, None when there is none.

    It is looked for in the form that the view counts, then in the other forms of the area.
    """
    own = sorted((form for owner, form in forms if owner == area), key=lambda form: form.name != view.dataset)
    return next((question for form in own for question in form.all_questions if question.name == view.by[at]), None)


def declared_figures(context: Context) -> Iterator[Declared]:
    """Yield what the core and each working area declare."""
    yield Declared(CORE, "dashboard", core_datasets(), (*core_views(), *core_indicators()))
    for plugin in context.registry.active:
        assert plugin.area is not None
        yield Declared(plugin.area, plugin.module, plugin.datasets, (*plugin.views, *plugin.indicators))


def figure_topics(context: Context) -> tuple[list[str], list[Declared]]:
    """Return what figures can be chosen by: the groups in which the core has some, and each area that declares any."""
    core, *areas = declared_figures(context)
    letters = {group_of(declared) for declared in core.figures}
    return [letter for letter in GROUPS if letter in letters], [declared for declared in areas if declared.figures]


def agency_figures(
    context: Context,
    who: Principal,
    *,
    area: str | None = None,
    group: str | None = None,
    since: date | None = None,
    until: date | None = None,
    day: TimeBase | None = None,
) -> list[AreaFigures]:
    """Compute what the areas declare as figures over the agency's own cases.

    `area` picks one area and `group` one of GROUPS, None all. `day` is the one day by which all figures are cut to the
    period, None leaves each its own.
    """
    cut = _cut(context, who, since, until, day)
    context.audit_look(who, "figures.read", "")
    chosen = [declared for declared in declared_figures(context) if area in (None, declared.area.name)]
    return [_area_figures(context, declared, cut, group) for declared in chosen]


def agency_share(
    context: Context, who: Principal, name: str, *, since: date | None = None, until: date | None = None
) -> Share:
    """Compute one of the core's shares over the agency's own cases."""
    cut = _cut(context, who, since, until)
    context.audit_look(who, "figures.read", "")
    indicator = next(indicator for indicator in core_indicators() if indicator.name == name)
    datasets = {dataset.name: dataset for dataset in core_datasets()}
    share = measure(context.projection, CORE.name, indicator, cut, datasets.get(indicator.dataset))
    assert isinstance(share, Share)
    return share


def agency_base(
    context: Context,
    who: Principal,
    *,
    since: date | None = None,
    until: date | None = None,
    day: TimeBase | None = None,
) -> LeftOut:
    """Count which of the agency's cases its figures leave out, and why; `day` as in agency_figures."""
    return left_out(context.projection, _cut(context, who, since, until, day))


def _cut(context: Context, who: Principal, since: date | None, until: date | None, day: TimeBase | None = None) -> Cut:
    """Check the permission, refresh the projection, and return what cuts every figure to the cases that she may open."""
    now = context.now()
    with context.read(who, Permission.see_agency_figures) as tx:
        # A count with the case beside a list without it would tell what the case is.
        hidden = need_to_know.out_of_sight(tx, reader(who, now))
    context.refresh()
    return Cut(agency=who.agency or "", now=now, since=since, until=until, hidden=hidden, day=day)


def _area_figures(context: Context, declared: Declared, cut: Cut, group: str | None) -> AreaFigures:
    """Compute the figures of one area: those of a group of GROUPS, or with None all of them."""
    result = AreaFigures(declared.area, declared.module)
    datasets = {dataset.name: dataset for dataset in declared.datasets}
    until = time.monotonic() + PATIENCE
    for declared_figure in declared.figures:
        if group is not None and group_of(declared_figure) != group:
            continue
        problem = _try(result, context, declared_figure, cut, datasets.get(declared_figure.dataset), until)
        if problem:
            result.problems.append(f"{declared_figure.name}: {problem}")
    return result


def _try(
    result: AreaFigures, context: Context, declared: View | Indicator, cut: Cut, dataset: Dataset | None, until: float
) -> str:
    """Add one figure to the result and return "", or return what went wrong; `until` is a time of the monotonic clock.

    A plugin's SQL may fail, take too long or never stop. A figure that was too slow is not computed again. After one
    that could not be stopped no figure of the area is computed any more, because each would leave a thread behind.
    """
    area, place, troubles = result.area.name, f"figure {declared.name}", context.registry.troubles
    if troubles.is_aside(area, place) or troubles.is_aside(area, "figures"):
        return SLOW
    if time.monotonic() > until:
        troubles.note(area, place, TIRED)
        return TIRED
    try:
        call(lambda: _compute(result, context, declared, cut, dataset), PAGE.seconds + GRACE)
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


def _compute(
    result: AreaFigures, context: Context, declared: View | Indicator, cut: Cut, dataset: Dataset | None
) -> None:
    if isinstance(declared, View):
        counted = figure(context.projection, result.area.name, declared, cut, dataset)
        result.figures.append((declared, counted))
        _note_failed(context, result.area.name, declared, counted.failed)
        return
    measured = measure(context.projection, result.area.name, declared, cut, dataset)
    if isinstance(measured, Times):
        result.times.append((declared, measured))
    else:
        result.shares.append((declared, measured))
    _note_failed(context, result.area.name, declared, measured.failed)


def _note_failed(context: Context, area: str, declared: View | Indicator, failed: int) -> None:
    """Let the administrator know of SQL that fails for some cases; the figure itself says for how many."""
    if failed:
        context.registry.troubles.note(area, f"figure {declared.name}", SPOILT)
