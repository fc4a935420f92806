"""pytest --pyargs ovtf_kit [--area AREA]: the rules of `ovtf plugin check` as tests, one a rule."""

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest

from dashboard.errors import ContractError
from dashboard.registry import Registry
from ovtf_kit.opening import check_known, opened
from ovtf_kit.rules import RULES
from ovtf_kit.subject import Subject


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Make one test of each rule and area; with several areas its name says which, such as "safety-loads"."""
    if {"subject", "rule"} <= set(metafunc.fixturenames):
        areas = _areas(metafunc.config.getoption("--area"))
        pairs = [(area, rule) for area in areas for rule in RULES]
        ids = [rule if len(areas) == 1 else f"{area}-{rule}" for area, rule in pairs]
        metafunc.parametrize(("subject", "rule"), pairs, ids=ids, indirect=["subject"], scope="session")


def _areas(asked_for: list[str]) -> list[str]:
    registry = Registry.load()
    try:
        check_known(asked_for, registry)
    except ContractError as error:
        raise pytest.UsageError(str(error)) from None
    return asked_for or [plugin.name for plugin in registry.plugins]


@pytest.fixture(scope="session")
def every_subject(request: pytest.FixtureRequest) -> Iterator[dict[str, Subject]]:
    """The plugins under test, by area, in one test workspace."""
    areas: list[Any] = request.config.getoption("--area")
    with ExitStack() as stack:
        yield {subject.name: subject for subject in stack.enter_context(opened(areas))}


@pytest.fixture(scope="session")
def subject(request: pytest.FixtureRequest, every_subject: dict[str, Subject]) -> Subject:
    """The plugin of one area."""
    return every_subject[request.param]
