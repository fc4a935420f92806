"""The key of a workspace: what it seals cannot be made by somebody who has the record alone."""

import hashlib
import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Key:
    """A secret of the workspace, kept in its folder `secrets/` and never in the record."""

    value: bytes = field(repr=False)

    def seal(self, line: Mapping[str, Any]) -> str:
        """Return the HMAC-SHA256 of a line of the audit."""
        return hmac.new(self.value, _plain(line), hashlib.sha256).hexdigest()

    def mask(self, text: str) -> str:
        """Return what stands for a text that is not written down: a typed user name may be a password."""
        return hmac.new(self.value, b"mask\0" + text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()


def unkeyed(line: Mapping[str, Any]) -> str:
    """Return the SHA-256 of a line, as version 0.1 wrote it."""
    return hashlib.sha256(_plain(line)).hexdigest()


def _plain(line: Mapping[str, Any]) -> bytes:
    # Somebody may have put bytes or broken Unicode into the file. `default=repr` and plain ASCII give those a seal as well:
    # it does not match, and the line is reported, where an error here would hide it.
    return json.dumps(dict(line), sort_keys=True, default=repr).encode()
