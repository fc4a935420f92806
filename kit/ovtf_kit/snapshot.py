"""Write the snapshot of a plugin's names beside its module, keeping every name that an earlier version had."""

from pathlib import Path

from dashboard.errors import ContractError
from ovtf_kit.names import FILE, Names
from ovtf_kit.rules.packaging import folder_of
from ovtf_kit.subject import Subject


def write(subject: Subject) -> str:
    """Write names.toml into the plugin's source, or its package; return what was done in a sentence.

    Raises ContractError for a plugin that does not load or is no package.
    """
    if not subject.works:
        raise ContractError(f"{subject.name!r} does not load, so its names are not known. Run ovtf plugin check first.")
    if not isinstance(subject.folder, Path):
        raise ContractError(
            f"{subject.name!r} is one module. Make it a package (a folder with __init__.py) to keep names."
        )
    in_source = folder_of(subject.source, subject.folder) if subject.source else None
    path = (in_source or subject.folder) / FILE
    earlier = Names.parse(path.read_text("utf-8")) if path.exists() else Names()
    names = earlier.joined(Names.of(subject.plugin))
    path.write_text(names.write(subject.name), "utf-8")
    return f"{len(names)} names in {FILE}, {len(names) - len(earlier)} of them new. Commit the file."
