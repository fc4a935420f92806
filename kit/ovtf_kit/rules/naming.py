"""Are the names still those of earlier versions?"""

import tomllib
from collections.abc import Iterator

from ovtf_kit.finding import Finding
from ovtf_kit.names import FILE, Names
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject


@rule()
def names_stable(subject: Subject) -> Iterator[Finding]:
    """No name of an earlier version is gone or means something else; new names may come."""
    kept = subject.folder / FILE if subject.folder is not None else None
    if kept is None or not kept.is_file():
        yield Finding(
            where=FILE,
            found="there is no snapshot of the plugin's names in its package",
            expected=f"{FILE} beside __init__.py, committed with each version",
            todo=f"Run ovtf plugin check {subject.name} --write-names, and commit the file.",
            level="warning",
        )
        return
    try:
        earlier = Names.parse(kept.read_text("utf-8"))
    except tomllib.TOMLDecodeError as error:
        yield Finding(
            where=FILE,
            found=f"the snapshot cannot be read: {error}",
            expected="the file as --write-names wrote it",
            todo="Take the last version of the file out of version control.",
        )
        return
    yield from _differences(earlier, Names.of(subject.plugin))


def _differences(earlier: Names, now: Names) -> Iterator[Finding]:
    for (section, name), kind in earlier.items():
        found = now.get((section, name))
        if found is None:
            yield _gone(section, name)
        elif found != kind:
            yield Finding(
                where=f"{section} {name}",
                found=f"it was {kind!r} in an earlier version and is {found!r} now",
                expected="the same kind for ever: answers that were given under this name are still there",
                todo=f"Give the new one another name, and move {section + ' ' + name!r} to `retired` in {FILE}.",
            )
    for section, name in now:
        if f"{section} {name}" in earlier.retired:
            yield Finding(
                where=f"{section} {name}",
                found="this name was given up by an earlier version and is used again",
                expected="a name that stands for one thing for ever",
                todo="Choose another name.",
            )


def _gone(section: str, name: str) -> Finding:
    return Finding(
        where=f"{section} {name}",
        found="it was there in an earlier version and is gone",
        expected="every earlier name: records, releases and addresses still use it",
        todo="Put it back (renaming is removing: hide a choice with choice_filter, a question with relevant). "
        f"To give it up on purpose, move {section + ' ' + name!r} to `retired` in {FILE}.",
    )
