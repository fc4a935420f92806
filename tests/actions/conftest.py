"""Two people of one agency, for every test of what they may do."""

import pytest


@pytest.fixture
def amal(person):
    return person("case_manager", "A01")


@pytest.fixture
def sara(person):
    return person("supervisor", "A01")
