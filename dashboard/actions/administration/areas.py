"""Areas over their life: installed, failed, switched off, or gone with their entries kept."""

from dataclasses import dataclass
from typing import Literal

from dashboard.access import Permission, Principal, require
from dashboard.actions.context import Context
from dashboard.errors import RecordError, did_you_mean
from dashboard.forms import Form
from dashboard.i18n import gettext as _
from dashboard.projection.follow import read_declared
from dashboard.projection.relations import relations
from dashboard.records import areas, submissions
from dashboard.registry import Plugin, Trouble

State = Literal["active", "off", "failed", "gone"]
SHELL = "core"


@dataclass(frozen=True, kw_only=True)
class AreaStatus:
    """An area as the administrator sees it; `plugin` is None when nothing provides it any more.

    `kept` counts the forms that were sent in; `moved` are columns that are not named like their question, because the
    question came back with another kind.
    """

    name: str
    state: State
    plugin: Plugin | None
    kept: int
    moved: tuple[str, ...] = ()
    troubles: tuple[Trouble, ...] = ()
    aside: tuple[str, ...] = ()


def overview(context: Context, who: Principal) -> list[AreaStatus]:
    """Return every plugin that was found, and after them the areas of which only the entries are left."""
    require(who, Permission.see_plugins)
    context.switch()
    with context.records.read() as tx:
        kept, off = areas.kept(tx), areas.off(tx)
        declared = [
            (each.area, form)
            for each in submissions.declarations(tx)
            if (form := read_declared(each.source, each.form))
        ]
    moved = _moved([*declared, *context.registry.forms()])
    found = [_status(context, plugin, kept, off, moved) for plugin in context.registry.plugins]
    gone = kept.keys() - {each.name for each in found} - {SHELL}
    return found + [AreaStatus(name=name, state="gone", plugin=None, kept=kept[name]) for name in sorted(gone)]


def _status(
    context: Context, plugin: Plugin, kept: dict[str, int], off: frozenset[str], moved: dict[str, tuple[str, ...]]
) -> AreaStatus:
    name, troubles = plugin.name, context.registry.troubles
    state: State = "failed" if plugin.status == "failed" else "off" if name in off else "active"
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
    found: dict[str, tuple[str, ...]] = {}
    for (area, form), relation in relations(versions).items():
        lines = tuple(f"{form}.{question} -> {form}.{column}" for column, question in relation.moved().items())
        found[area] = (*found.get(area, ()), *lines)
    return found


def switch(context: Context, who: Principal, area: str, enabled: bool) -> None:
    """Switch an area on or off, for everybody at their next run; raise RecordError when there is none to switch."""
    require(who, Permission.switch_plugins)
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
    """Ask an area again that was put aside, because it did not come back or took too long."""
    with context.act(who, Permission.switch_plugins, audit="plugin.again", about=area):
        context.registry.troubles.again(area)
