"""python -m tools.sbom < FILE > sbom.json: from a list of installed packages keep those that a server runs.

FILE is what `cyclonedx-py environment` writes (CycloneDX, JSON). It lists the whole environment, also what only tests
need, and says in which folder of this machine our own packages are.
"""

import json
import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

LOCK = Path(__file__).parents[1] / "requirements.lock"
OURS = "ovtf-"


def shipped(bill: Mapping[str, Any], locked: Collection[str]) -> dict[str, Any]:
    """Return the list with our packages and those of the lock file only, and without folders of this machine."""
    parts = [part for part in bill["components"] if part["name"].startswith(OURS) or _plain(part["name"]) in locked]
    refs = {part["bom-ref"] for part in parts}
    return {
        **bill,
        "components": [_anywhere(part) for part in parts],
        # Not followed to find out what is needed: optional needs (SQLAlchemy's mypy) are in it when they are installed.
        "dependencies": [_within(entry, refs) for entry in bill["dependencies"] if entry["ref"] in refs],
    }


def _anywhere(part: Mapping[str, Any]) -> dict[str, Any]:
    """Return a package without the addresses of folders on this machine."""
    places = part.get("externalReferences", [])
    return {**part, "externalReferences": [place for place in places if not place["url"].startswith("file:")]}


def _within(entry: Mapping[str, Any], refs: Collection[str]) -> dict[str, Any]:
    """Return what a package depends on, as far as it is among the packages `refs` that are kept."""
    return {**entry, "dependsOn": [ref for ref in entry.get("dependsOn", []) if ref in refs]}


def names(lock: str) -> set[str]:
    """Return the names of the packages in the text of a lock file."""
    return {_plain(name) for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)}


def _plain(name: str) -> str:
    """Return the name of a package as indexes compare it: "Typing_Extensions" is "typing-extensions"."""
    return re.sub(r"[-_.]+", "-", name).lower()


if __name__ == "__main__":
    json.dump(shipped(json.load(sys.stdin), names(LOCK.read_text("utf-8"))), sys.stdout, indent=2, sort_keys=True)
    sys.stdout.write("\n")
