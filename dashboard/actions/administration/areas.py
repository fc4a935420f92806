"""Response areas as an administrator sees them: active, switched off, failed, or uninstalled with entries kept."""

from dataclasses import dataclass
from typing import Literal

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.casework.intake import AREA
from dashboard.errors import RecordError, did_you_mean
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.projection.follow import read_declared
from dashboard.projection.relations import relations
from dashboard.records import areas, submissions
from dashboard.registry import Plugin, Trouble

State = Literal["active", "off", "failed", "gone"]


@dataclass(frozen=True, kw_only=True)
class AreaStatus:
    """An area as the administrator sees it; `plugin` is None when nothing provides it any more.

    `kept` counts the forms that were sent in. `moved` are columns with another name than their question, because the
    question returned with another kind of answer. `aside` are places of the plugin (a figure, a page) that are not asked
    any more because they failed or took too long.
    """

    name: str
    state: State
    plugin: Plugin | None
    kept: int
    moved: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    aside: tuple[str, ...] = ()


def overview(context: Context, who: Principal) -> list[AreaStatus]:
    """Return every plugin that was found, then the areas that nothing provides any more but that have entries on record."""
    context.switch()
    with context.read(who, Permission.see_plugins) as tx:
        kept, off = areas.kept(tx), areas.off(tx)
        # Every version of a form with which an entry was ever sent in, also of areas that are gone.
        declared = [
            (version.area, form)
            for version in submissions.declarations(tx)
            if (form := read_declared(version.source, version.form))
        ]
    moved = _moved([*declared, *context.registry.forms()])
    provided = [_status(context, plugin, kept, off, moved) for plugin in context.registry.plugins]
    gone = kept.keys() - {area.name for area in provided} - {AREA}
    return provided + [AreaStatus(name=area, state="gone", plugin=None, kept=kept[area]) for area in sorted(gone)]


def _status(
    context: Context, plugin: Plugin, kept: dict[str, int], off: frozenset[str], moved: dict[str, tuple[str, ...]]
) -> AreaStatus:
    """Return how the area of an installed plugin stands; `kept`, `off` and `moved` hold what is known of all areas."""
    name, troubles = plugin.name, context.registry.troubles
    state: State = "off" if name in off else "active"
    if plugin.status == "failed":
        state = "failed"
    return AreaStatus(
        name=name,
        state=state,
        plugin=plugin,
        kept=kept.get(name, 0),
        moved=moved.get(name, ()),
        troubles=tuple(troubles.lately(name)),
        aside=tuple(troubles.aside(name)),
    )


def _moved(versions: list[tuple[str, Form]]) -> dict[str, tuple[str, ...]]:
    """Return, by area, a line "form.question -> form.column" for each question whose column has another name."""
    moved: dict[str, tuple[str, ...]] = {}
    for (area, form), relation in relations(versions).items():
        lines = tuple(f"{form}.{question} -> {form}.{column}" for column, question in relation.moved().items())
        moved[area] = (*moved.get(area, ()), *lines)
    return moved


def switch(context: Context, who: Principal, area: str, enabled: bool) -> None:
    """Switch an area on or off, for everybody at their next run; raise RecordError when there is none to switch."""
    context.require(who, Permission.switch_plugins)  # before the names of areas are told
    known = {plugin.name for plugin in context.registry.working}
    if area not in known:
        raise RecordError(
            _("The area {area} is not installed, so it cannot be switched.").format(area=repr(area))
            + did_you_mean(area, known)
        )
    audit = "plugin.on" if enabled else "plugin.off"
    with context.act(who, Permission.switch_plugins, audit=audit, about=area) as act:
        if (area in areas.off(act.tx)) != enabled:
            act.nothing_changed()
        else:
            areas.switch(act.tx, area, enabled, who.person_id, act.at)
    context.switch()


def ask_again(context: Context, who: Principal, area: str) -> None:
    """Ask again those places of an area that are not asked any more because they failed or took too long."""
    with context.act(who, Permission.switch_plugins, audit="plugin.again", about=area):
        context.registry.troubles.again(area)
