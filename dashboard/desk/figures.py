"""An agency's own figures: live and exact, for its supervisor only."""

import logging
from dataclasses import dataclass, field

from dashboard.access import Permission, Principal, require
from dashboard.analysis import Figure, Share, figure, share
from dashboard.contract import Area, Indicator, View
from dashboard.desk.house import House
from dashboard.errors import DashboardError
from dashboard.i18n import gettext as _
from dashboard.registry import Plugin

log = logging.getLogger(__name__)


@dataclass
class AreaFigures:
    """The figures of one area; what a plugin got wrong is listed in `problems`, the rest still shows."""

    area: Area
    module: str
    figures: list[tuple[View, Figure]] = field(default_factory=list)
    shares: list[tuple[Indicator, Share]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)


def agency_figures(house: House, who: Principal) -> list[AreaFigures]:
    """Compute every area's views and indicators over the agency's own cases."""
    require(who, Permission.see_agency_figures)
    house.settle()
    house.note_look(who, "figures.read", "")
    return [_of(house, plugin, who.agency or "") for plugin in house.registry.active]


def _of(house: House, plugin: Plugin, agency: str) -> AreaFigures:
    assert plugin.area is not None
    result = AreaFigures(plugin.area, plugin.module)
    sets = {each.name: each for each in plugin.datasets}
    for view in plugin.views:
        try:
            counted = figure(house.projection, plugin.name, view, agency=agency, dataset=sets.get(view.dataset))
            result.figures.append((view, counted))
        except Exception as error:  # a plugin's SQL may fail in any way; the others still show
            result.problems.append(_problem(plugin.name, view.name, error))
    for indicator in plugin.indicators:
        try:
            met = share(house.projection, plugin.name, indicator, agency=agency, dataset=sets.get(indicator.dataset))
            result.shares.append((indicator, met))
        except Exception as error:
            result.problems.append(_problem(plugin.name, indicator.name, error))
    return result


def _problem(area: str, name: str, error: Exception) -> str:
    log.warning("figure %s.%s failed: %s", area, name, type(error).__name__)
    if isinstance(error, DashboardError):
        return f"{name}: {error}"
    return _("{name} could not be computed. The plugin's author can see why with: ovtf plugin list").format(name=name)
