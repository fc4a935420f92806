"""Search and change the service directory. Changes are versions in the record, so they need no new release of a plugin."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from weakref import WeakKeyDictionary

from dashboard.access import Permission, Principal
from dashboard.actions.acting import Act
from dashboard.actions.context import Context
from dashboard.actions.directory.entries import (
    Listed,
    as_choice,
    differing,
    folded,
    free_key,
    is_same,
    merged,
    plain,
    serves,
    shipped,
)
from dashboard.actions.directory.rules import EDITABLE, checked
from dashboard.contract import Service
from dashboard.errors import RecordError
from dashboard.forms import Choice
from dashboard.i18n import gettext as _
from dashboard.i18n import local
from dashboard.records import Records, Tx, people, services
from dashboard.records.services import ServiceVersion
from dashboard.registry import Plugin

__all__ = ["Change", "Listed", "serves"]


@dataclass(frozen=True)
class Change:
    """One line of an entry's history: when it was changed, by whom (a name), and which fields."""

    at: datetime
    by: str
    fields: tuple[str, ...]
    retired: bool


@dataclass(frozen=True)
class _Kept:
    """The merged directory, kept until plugins, versions or the day change.

    The day, because entries become stale with it. Merging folds every text for the search and would slow each page.
    """

    plugins: tuple[Plugin, ...]
    mark: int
    today: date
    shown: list[Listed]
    retired: list[Listed]


BLANK = Service(name="new", label="", kind="provider", summary="")
_kept: "WeakKeyDictionary[Records, _Kept]" = WeakKeyDictionary()
_lock = threading.Lock()


def directory(context: Context) -> list[Listed]:
    """Return every entry that is not retired."""
    return list(_current(context).shown)


def retired(context: Context) -> list[Listed]:
    """Return the entries that were taken out of the directory."""
    return list(_current(context).retired)


def _current(context: Context) -> _Kept:
    with context.records.read() as tx:
        return _merge(context, tx)


def _merge(context: Context, tx: Tx) -> _Kept:
    """Return the directory as it is now: the kept one when nothing has changed since, otherwise one merged anew."""
    plugins, mark, today = tuple(context.registry.active), services.mark(tx), local(context.now()).date()
    with _lock:
        kept = _kept.get(context.records)
    if kept and kept.mark == mark and kept.today == today and kept.plugins == plugins:
        return kept
    ours = services.newest(tx)
    entries = merged(plugins, ours, today)
    retired_keys = {version.key for version in ours.values() if version.retired}
    shown = [entry for entry in entries if entry.key not in retired_keys]
    gone = [entry for entry in entries if entry.key in retired_keys]
    fresh = _Kept(plugins, mark, today, shown, gone)
    with _lock:
        _kept[context.records] = fresh
    return fresh


def find(
    context: Context,
    *,
    search: str = "",
    governorate: str = "",
    region: str = "",
    audience: str = "",
    language: str = "",
    kind: str = "",
    service_type: str = "",
) -> list[Listed]:
    """Return the entries that fit every filter given; `search` finds words however they are spelt in Arabic or Sorani."""
    words = folded(search).split()
    return [
        entry
        for entry in directory(context)
        if all(word in entry.words for word in words)
        and (not governorate or serves(entry.service, governorate))
        and (region in ("", "iraq") or entry.service.region in ("iraq", region))
        and (not audience or entry.service.audience in ("both", audience))
        and (not language or language in entry.service.languages)
        and (not kind or entry.service.kind == kind)
        and (not service_type or service_type in entry.service.service_types)
    ]


def as_choices(context: Context) -> tuple[Choice, ...]:
    """Return the directory as the choices of services.csv, for referral forms."""
    return tuple(as_choice(entry) for entry in directory(context) if entry.service.service_types)


def correct(context: Context, who: Principal, key: str, values: Mapping[str, Any]) -> None:
    """Change fields of an entry; raise RecordError that lists everything that is wrong."""
    with context.act(who, Permission.edit_directory, audit="service.correct", about=key) as act:
        was = plain(_entry(_merge(context, act.tx).shown, key).service)
        new = checked({field: was[field] for field in EDITABLE} | dict(values))
        changed = sorted(field for field in new if new[field] != was[field])
        if not changed:
            act.nothing_changed()
        else:
            act.detail["fields"] = changed
            _append(act, key, was | new)


def add(context: Context, who: Principal, values: Mapping[str, Any]) -> str:
    """Add an entry of the task force's own and return its key; raise RecordError with what is wrong."""
    context.require(who, Permission.edit_directory)
    new = checked({field: plain(BLANK)[field] for field in EDITABLE} | dict(values))
    with context.act(who, Permission.edit_directory, audit="service.add") as act:
        kept = _merge(context, act.tx)
        if any(is_same(entry.service, new) for entry in kept.shown):
            raise RecordError(_("There is already an entry with this name for this place. Correct that one."))
        key = free_key({entry.key for entry in (*kept.shown, *kept.retired)}, str(new["label"]))
        act.about = key
        _append(act, key, plain(BLANK) | new | {"name": key.partition(".")[2]})
    return key


def retire(context: Context, who: Principal, key: str) -> None:
    """Take an entry out of the directory; its history stays, and it can be brought back."""
    _new_version(context, who, "service.retire", key, retired=True)


def restore(context: Context, who: Principal, key: str) -> None:
    """Bring a retired entry back as it was."""
    _new_version(context, who, "service.restore", key)


def verify(context: Context, who: Principal, key: str) -> None:
    """Record that an entry was checked today, and by whom."""
    today = local(context.now()).date().isoformat()
    _new_version(context, who, "service.verify", key, last_verified=today, verified_by=who.name)


def _new_version(
    context: Context, who: Principal, action: str, key: str, *, retired: bool = False, **changed: str
) -> None:
    with context.act(who, Permission.edit_directory, audit=action, about=key) as act:
        kept = _merge(context, act.tx)
        was = _entry(kept.retired if action == "service.restore" else kept.shown, key)
        _append(act, key, plain(was.service) | changed, retired=retired)


def history(context: Context, who: Principal, key: str) -> list[Change]:
    """Return what was changed in an entry, when and by whom, newest first."""
    with context.read(who, Permission.edit_directory) as tx:
        versions = services.history(tx, key)
        names = {version.by: person.name for version in versions if (person := people.get(tx, version.by))}
    plugin_and_service = shipped(context.registry.active).get(key)
    shipped_values = plain(plugin_and_service[1]) if plugin_and_service else {}
    # For each version the values before it; before the oldest there was what the plugin shipped.
    earlier_values = [*(version.values for version in versions[1:]), shipped_values]
    return [
        Change(version.at, names.get(version.by, ""), differing(earlier, version.values), version.retired)
        for version, earlier in zip(versions, earlier_values, strict=False)
    ]


def _append(act: Act, key: str, values: Mapping[str, Any], *, retired: bool = False) -> None:
    version = ServiceVersion(key=key, values=values, at=act.at, by=act.who.person_id, retired=retired)
    services.add(act.tx, version)


def _entry(entries: list[Listed], key: str) -> Listed:
    for entry in entries:
        if entry.key == key:
            return entry
    raise RecordError(_("This entry is not in the directory any more. Open the page again."))
