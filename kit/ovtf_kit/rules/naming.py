"""Are the names still those of earlier versions?"""

import tomllib
from collections.abc import Iterator

from ovtf_kit.finding import Finding
from ovtf_kit.fingerprint import fingerprint, names_its_version
from ovtf_kit.names import FILE, VERSIONS, Names
from ovtf_kit.rules.rule import rule
from ovtf_kit.subject import Subject


@rule()
def names_stable(subject: Subject) -> Iterator[Finding]:
    """No name of an earlier version is gone or means something else; new names may come."""
    snapshot = _snapshot(subject)
    if snapshot is None:
        yield Finding(
            where=FILE,
            found="there is no snapshot of the plugin's names in its package",
            expected=f"{FILE} beside __init__.py, committed with each version",
            todo=f"Run ovtf plugin check {subject.name} --write-names, and commit the file.",
            level="warning",
        )
        return
    try:
        earlier = Names.parse(snapshot)
    except tomllib.TOMLDecodeError as error:
        yield Finding(
            where=FILE,
            found=f"the snapshot cannot be read: {error}",
            expected="the file as --write-names wrote it",
            todo="Take the last version of the file out of version control.",
        )
        return
    yield from _differences(earlier, Names.of(subject.plugin))


@rule()
def form_versions(subject: Subject) -> Iterator[Finding]:
    """A form whose questions changed has a new version: of each version, the record keeps the first text that it sees."""
    try:
        earlier = Names.parse(_snapshot(subject) or "")
    except tomllib.TOMLDecodeError:
        return  # names_stable says so
    for form in subject.plugin.forms:
        kept = earlier.get((VERSIONS, f"{form.name}.{form.version}"))
        if names_its_version(form) and kept not in (None, fingerprint(form)):
            yield Finding(
                where=f"form {form.name}, version {form.version}",
                found="its questions are not those that this version had",
                expected="a new version with every change of names, kinds, choices, rules or calculations (labels may change)",
                todo="Raise `version` on its settings sheet, then write the names anew with --write-names. If nobody "
                f"has used this version yet, delete {form.name + '.' + form.version!r} from [{VERSIONS}] in {FILE} instead.",
            )


def _snapshot(subject: Subject) -> str | None:
    """Return the text of the plugin's snapshot, None when it has none."""
    file = subject.folder / FILE if subject.folder is not None else None
    return file.read_text("utf-8") if file is not None and file.is_file() else None


def _differences(earlier: Names, now: Names) -> Iterator[Finding]:
    """Yield the names that are gone, that stand for something else now, and that were given up and are used again."""
    for (section, name), earlier_meaning in earlier.items():
        if section == VERSIONS:
            continue  # the rule form_versions looks at these
        meaning = now.get((section, name))
        if meaning is None:
            yield _gone(section, name)
        elif meaning != earlier_meaning:
            yield Finding(
                where=f"{section} {name}",
                found=f"it was {earlier_meaning!r} in an earlier version and is {meaning!r} now",
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
