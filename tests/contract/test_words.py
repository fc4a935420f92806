"""A word that a declaration misspells is a sentence when the plugin loads, and counts nobody should it ever get through."""

import dataclasses
import math
from collections.abc import Iterator
from importlib import import_module
from pkgutil import iter_modules
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

import pytest

import dashboard.contract
from dashboard.analysis.base import Cut, condition
from dashboard.analysis.compile import compile_indicator, compile_view
from dashboard.contract import Indicator, Measure, Released, View
from dashboard.contract.words import check_words
from dashboard.errors import ContractError, ReleaseError
from dashboard.forms import Form
from dashboard.registry.checks import PARTS, check_list
from dashboard.release import Policy, Table
from tests.release.conftest import NOW

CUT = Cut(agency=None, now=NOW)


def declarations() -> Iterator[type]:
    """Yield every dataclass of the contract, and the forms, which have a room of their own."""
    for module in iter_modules(dashboard.contract.__path__, "dashboard.contract."):
        for kind in vars(import_module(module.name)).values():
            if dataclasses.is_dataclass(kind) and kind.__module__ == module.name:
                yield kind
    yield Form


def chosen(hint: Any) -> Any:
    """Return the Literal, bool or number in a type, such as the one in `float | None`; None where there is none."""
    if get_origin(hint) is Literal or hint in (bool, int, float):
        return hint
    if get_origin(hint) in (Union, UnionType):
        return next(filter(None, map(chosen, get_args(hint))), None)
    return None


FIELDS = [
    (kind, name, chosen(hint)) for kind in declarations() for name, hint in get_type_hints(kind).items() if chosen(hint)
]
WORDS = [(kind, name, words) for kind, name, words in FIELDS if get_origin(words) is Literal]
NUMBERS = [(kind, name, words) for kind, name, words in FIELDS if get_origin(words) is not Literal]


def with_value(kind: type, name: str, value: object) -> Any:
    """Return a declaration of a kind in which one field has this value; checks of its own come later."""
    made = object.__new__(kind)
    for field in dataclasses.fields(kind):
        hint = chosen(get_type_hints(kind)[field.name])
        usual = get_args(hint)[0] if get_origin(hint) is Literal else hint() if hint else ()
        object.__setattr__(made, field.name, value if field.name == name else usual)
    return made


def test_the_contract_has_words_to_choose() -> None:
    found = {(kind.__name__, name) for kind, name, _words in WORDS}
    assert {
        ("View", "base"),
        ("Measure", "kind"),
        ("Decision", "audience"),
        ("Service", "region"),
        ("Form", "audience"),
    } <= found


@pytest.mark.parametrize(("kind", "name", "words"), WORDS, ids=lambda part: getattr(part, "__name__", str(part))[:30])
def test_every_word_of_the_contract_is_checked_with_the_nearest_one(kind, name, words) -> None:
    right = get_args(words)[0]
    check_words("odd", with_value(kind, name, right))
    optional = () if NoneType in get_args(get_type_hints(kind)[name]) else (None,)
    for wrong in (right + "x", right.upper(), "", 1, [right], *optional):
        with pytest.raises(ContractError, match=f"{name}=.*one of") as refused:
            check_words("odd", with_value(kind, name, wrong))
        assert wrong != right + "x" or f"Did you mean {right!r}?" in str(refused.value)


@pytest.mark.parametrize(
    ("kind", "name", "number"), NUMBERS, ids=lambda part: getattr(part, "__name__", str(part))[:30]
)
def test_every_yes_or_no_and_every_number_is_one(kind, name, number) -> None:
    check_words("odd", with_value(kind, name, number(1)))
    for wrong in ("no", [1], *((1, None) if number is bool else (True, math.nan, math.inf))):
        if wrong is None and get_type_hints(kind)[name] != number:
            continue
        with pytest.raises(ContractError, match=f"{name}="):
            check_words("odd", with_value(kind, name, wrong))


@pytest.mark.parametrize(("part", "kind"), PARTS.items(), ids=str)
def test_it_is_checked_at_the_door_for_everything_that_a_plugin_registers(part, kind) -> None:
    mistaken = next((name for owner, name, _words in FIELDS if owner is kind), None)
    if mistaken is not None:
        with pytest.raises(ContractError, match=f"{mistaken}="):
            check_list("odd", part, [with_value(kind, mistaken, "mistyped")])


def test_what_a_declaration_is_made_of_is_checked_too() -> None:
    view = View(name="v", label="V", dataset="cases", by=("gender",), measure=Measure(kind="case"))  # type: ignore[arg-type]
    with pytest.raises(ContractError, match=r"Measure has kind='case'.*Did you mean 'cases'"):
        check_list("odd", "views", [view])


def test_a_word_that_got_through_counts_nobody() -> None:
    view = View(name="v", label="V", dataset="cases", by=("gender",))
    share = Indicator(name="i", label="I", dataset="cases", numerator="in_time", definition="D")
    wrong = (
        lambda: condition(CUT, "reprotable"),
        lambda: condition(CUT, "every", "reprot"),
        lambda: compile_view(dataclasses.replace(view, base="reprotable"), _rows(), (), CUT),
        lambda: compile_view(dataclasses.replace(view, measure=Measure(kind="case")), _rows(), (), CUT),
        lambda: compile_indicator(dataclasses.replace(share, kind="shares"), _rows(), CUT),
        lambda: compile_indicator(dataclasses.replace(share, measure=Measure(kind="")), _rows(), CUT),
    )
    for counted in wrong:
        with pytest.raises(ContractError):
            counted()


def _rows():
    from sqlglot import exp

    return exp.select("*").from_("core.cases")


@pytest.mark.parametrize("sigma", [math.nan, math.inf, -math.inf, -4.5, 0, 1e9, True, "6", [6]])
def test_a_sigma_that_hides_nothing_is_a_sentence_at_load_and_no_release(sigma) -> None:
    with pytest.raises(ContractError, match="sigma"):
        Released(name="t", label="T", dataset="d", by=("way",), own={"way": {"none": "None"}}, sigma=sigma)
    if isinstance(sigma, float) and sigma != 1e9:
        total = Table(name="total")
        with pytest.raises(ReleaseError):
            Policy(tables=(total, Table(name="t", dims=("stream",), sigma=sigma))).check()
