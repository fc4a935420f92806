"""Mappings of an agency: what the columns and values of its files mean, kept for its next file; each change a new version."""

import re

from dashboard.access import Permission, Principal
from dashboard.actions.context import Context
from dashboard.errors import ImportRefused, did_you_mean
from dashboard.i18n import gettext as _
from dashboard.interchange.mapping import FileMapping, shipped
from dashboard.records import mappings
from dashboard.records.mappings import KeptMapping

_NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,39}")


def kept(context: Context, who: Principal) -> list[KeptMapping]:
    """Return the newest version of each mapping that the person's agency keeps, by name."""
    with context.read(who, Permission.import_cases) as tx:
        return mappings.newest(tx, who.agency or "")


def source(context: Context, who: Principal, name: str) -> str:
    """Return the TOML of a mapping: of the agency's own newest version, or of a shipped one.

    Raises ImportRefused when there is none of this name.
    """
    known = {shipped_name: mapping.to_toml() for shipped_name, mapping in shipped().items()}
    known |= {each.name: each.source for each in kept(context, who)}
    if name not in known:
        raise ImportRefused(
            _("There is no mapping {name}.").format(name=repr(name[:40])) + did_you_mean(name, sorted(known))
        )
    return known[name]


def keep(context: Context, who: Principal, name: str, toml: str) -> KeptMapping:
    """Keep a mapping under a name, as a new version when it differs from the last one; return what is kept now.

    A list of references is left out, because references lead to survivors. Raises ImportRefused when the name cannot be
    one or is that of a shipped mapping, and for everything that is wrong in the mapping.
    """
    if not _NAME.fullmatch(name):
        raise ImportRefused(_("A mapping's name has small letters a to z, digits, - and _, up to 40."))
    if name in shipped():
        raise ImportRefused(
            _("A mapping of this name comes with the dashboard and stays as it is. Choose another name.")
        )
    mapping = FileMapping.from_toml(toml).to_keep()
    toml, digest = mapping.to_toml(), mapping.digest
    with context.act(who, Permission.import_cases, audit="mapping.keep", about=name) as act:
        agency = who.agency or ""
        last = next((each for each in mappings.newest(act.tx, agency) if each.name == name), None)
        if last and last.digest == digest:
            act.nothing_changed()
            return last
        version = last.version + 1 if last else 1
        new = KeptMapping(
            agency=agency, name=name, version=version, source=toml, digest=digest, at=act.at, by=who.person_id
        )
        mappings.add(act.tx, new)
        act.detail |= {"version": version, "digest": digest[:16]}
    return new
