"""Keyed hashes: by them a row is known again, and which of its values is another one, without keeping the reference."""

import hashlib
import hmac
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")


def of_reference(secret: bytes, agency: str, reference: str) -> str:
    """Return the hash of a reference; it is that of every version before, so that their rows are known again."""
    return _hash(secret, f"{agency}|{reference}")


def folded(reference: str) -> str:
    """Return a reference without what people write now so, now so: case, blanks, leading zeros, digits of another script."""
    plain = unicodedata.normalize("NFKC", reference).casefold()
    digits = "".join(str(unicodedata.decimal(sign, sign)) for sign in plain if not sign.isspace())
    return _ZEROS.sub("", digits)


def of_elements(secret: bytes, elements: Mapping[str, Any]) -> dict[str, str]:
    """Return a short hash of each value, by element: one that is equal there and here was changed nowhere.

    Short, because a row has one for each element, and what comes in at once must be little (decision 0061).
    """
    return {name: _hash(secret, f"{name}|{_plain(value)}")[:16] for name, value in elements.items()}


def of_row(secret: bytes, everything: Mapping[str, Any]) -> str:
    """Return the hash of all that a row says."""
    return _hash(secret, _plain(everything))


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str, ensure_ascii=False)


def _hash(secret: bytes, text: str) -> str:
    return hmac.new(secret, text.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
