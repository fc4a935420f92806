"""Every word, yes or no and number that a declaration may choose, checked by the types that the contract declares.

The types are read, not listed here, so that a new word of the contract cannot be forgotten. A mistyped word must never
pass in silence: `base="reprotable"` once counted the people who had refused.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from dashboard.errors import ContractError, did_you_mean

_EXPECTED = {bool: "True or False.", int: "a whole number.", float: "a number."}


@lru_cache(maxsize=100)
def _hints(kind: type[object]) -> dict[str, Any]:
    """Return the types of a dataclass's fields, by field."""
    return get_type_hints(kind)


def check_words(plugin: str, declared: Any) -> None:
    """Raise ContractError for the first value of a declaration, or of what it is made of, that its type does not allow.

    Looks at words of a Literal, yes or no, and numbers, which have to be finite.
    """
    for field, kind in _hints(declared.__class__).items():
        value = getattr(declared, field)
        for wrong, expected in _wrong(kind, value):
            name = f"{type(declared).__name__} {getattr(declared, 'name', '')!r}".removesuffix(" ''")
            raise ContractError(f"{plugin!r}: {name} has {field}={wrong!r}. Write {expected}")
        for part in _parts(value):
            check_words(plugin, part)


def _wrong(kind: Any, value: Any) -> Iterator[tuple[Any, str]]:
    """Yield each value in `value` that a type does not allow, with what it expects instead."""
    origin, args = get_origin(kind), get_args(kind)
    if origin is Literal:
        if not any(type(value) is type(word) and value == word for word in args):
            yield value, _choice(value, args)
    elif origin in (Union, UnionType):
        kinds = [one for one in args if one is not NoneType]
        if value is not None or NoneType not in args:
            yield from min((list(_wrong(one, value)) for one in kinds), key=len)
    elif origin is tuple and isinstance(value, list | tuple):
        for part in value:
            yield from _wrong(args[0], part)
    elif origin is not None and issubclass(origin, Mapping) and isinstance(value, Mapping):
        for part in value.values():
            yield from _wrong(args[1], part)
    elif kind in _EXPECTED and not _fits(kind, value):
        yield value, _EXPECTED[kind]


def _fits(kind: type, value: Any) -> bool:
    if kind is float:
        return type(value) in (int, float) and math.isfinite(value)
    return type(value) is kind


def _choice(value: Any, words: tuple[str, ...]) -> str:
    """Return the words that may be written, and the nearest to the one that was."""
    hint = did_you_mean(value, words) if isinstance(value, str) else ""
    return f"one of {', '.join(map(repr, words))}.{hint}"


def _parts(value: Any) -> Iterator[Any]:
    """Yield the declarations of the contract that a value is or holds."""
    parts = value.values() if isinstance(value, Mapping) else value if isinstance(value, list | tuple) else (value,)
    for part in parts:
        if is_dataclass(part) and not isinstance(part, type) and type(part).__module__.startswith(__package__):
            yield part
