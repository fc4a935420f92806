"""The rule for names that plugins choose."""

import re

from dashboard.errors import ContractError

_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")


def check_name(kind: str, name: str) -> None:
    """Raise ContractError unless `name`, of something of a `kind` ("form"), is lower_snake_case, 1 to 40 characters."""
    if not isinstance(name, str) or not _NAME.fullmatch(name):
        raise ContractError(
            f"{kind} name {name!r} is not lower_snake_case. Use small letters, digits and underscores, "
            "starting with a letter, at most 40 characters."
        )
