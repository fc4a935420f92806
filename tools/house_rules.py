"""python -m tools.house_rules: what no file of this repository may hold. Prints each finding; ends with 1 if there is one.

Looks at the files that git knows. The patterns are written so that they do not match this file.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[1]
GUIDE = Path("shared", "reference", "responding-to-online-violence.txt")
"""The practitioner's guide, beside the checkout. It is not ours to hand on, so it is not in the repository."""
MOST_LINES = 250
WORDS = 12
"""Words in a row that are a sentence of the guide. Forms and guidance pages have a stricter test of their own."""
PATTERNS = {
    "the host of a package registry": re.compile(
        r"py[p]i\.org|python[h]osted|npm[j]s\.|crate[s]\.io|ruby[g]ems\.org|ana[c]onda\.org|deb\.[d]ebian",
        re.IGNORECASE,
    ),
    # Not after a letter: a folder of ours may be called work.
    "a path of somebody's machine": re.compile(r"(?<![\w.*})-])(?:/wor[k]/|/roo[t]/|/hom[e]/\w|/User[s]/\w)"),
}


def tracked(root: Path) -> Iterator[Path]:
    """Yield the files that git knows, as paths inside `root`; one that is deleted and not yet committed is left out."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, text=True, check=True).stdout
    for name in filter(None, listed.split("\0")):
        if (root / name).is_file():
            yield Path(name)


def findings(root: Path, guide: str = "") -> list[str]:
    """Return what is wrong as "file:line: what"; `guide` is the text whose sentences must not be copied."""
    guide_runs = {run for run, _start in _runs(guide)}
    return [
        f"{path}:{line}: {what}"
        for path in tracked(root)
        for line, what in _in_file(path, (root / path).read_text("utf-8", errors="ignore"), guide_runs)
    ]


def _in_file(path: Path, text: str, guide_runs: set[tuple[str, ...]]) -> Iterator[tuple[int, str]]:
    """Yield line and finding of one file; of what is copied from the guide only the first, for a page has hundreds."""
    for description, pattern in PATTERNS.items():
        for match in pattern.finditer(text):
            yield _line(text, match.start()), f"{description}: {match.group()}"
    lines = text.count("\n")
    if path.suffix == ".py" and lines > MOST_LINES and not {"tests", "migrations"} & set(path.parts):
        yield lines, f"a module of {lines} lines; {MOST_LINES} are the most. Divide it by what it is about"
    if guide_runs:
        for run, start in _runs(text):
            if run in guide_runs:
                yield _line(text, start), f"words of the guide, say it in your own: {' '.join(run)}"
                break


def _runs(text: str) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield every twelve words in a row, without signs and in small letters, with the place where they begin."""
    words = [(match.group(), match.start()) for match in re.finditer(r"\w+", text.lower())]
    for first in range(len(words) - WORDS + 1):
        yield tuple(word for word, _start in words[first : first + WORDS]), words[first][1]


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def main(root: Path = ROOT) -> int:
    """Print the findings and return the exit code."""
    guide = root.parent / GUIDE
    if not guide.is_file():
        print(f"The guide is not at ../{GUIDE.as_posix()}: whether its sentences were copied was not looked at.")
    broken = findings(root, guide.read_text("utf-8") if guide.is_file() else "")
    print("\n".join([*broken, f"{len(broken)} findings"]))
    return int(bool(broken))


if __name__ == "__main__":
    sys.exit(main())
