"""Words that a table of cases has: names of its columns and the codes under them. Wrongly decoded texts have few of them."""

from functools import cache

from dashboard import codes
from dashboard.interchange.mapping.targets import RISK_NAMES, case_targets
from dashboard.interchange.template_columns import sheets


@cache
def names() -> frozenset[str]:
    """Return the names of columns, as they are compared."""
    ours = {column.name for columns in sheets().values() for column in columns}.union(RISK_NAMES)
    return frozenset(map(codes.fold, ours.union(*(target.other_names for target in case_targets().values()))))


def known_words(text: str) -> int:
    """Return how many words of the first 50 lines are columns or codes."""
    lines = text[:50_000].splitlines()[:50]
    words = {word.strip() for line in lines for word in line.replace(";", ",").replace("\t", ",").split(",")}
    lists = {target.list_name for target in case_targets().values() if target.list_name}
    known = len({codes.fold(word) for word in words} & names())
    return known + sum(codes.match(name, word) is not None for name in lists for word in words if word)
