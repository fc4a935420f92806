"""The option of `pytest --pyargs ovtf_kit`; an entry point, because pytest reads options before conftest.py."""

from typing import Any


def pytest_addoption(parser: Any) -> None:
    """Add the option --area AREA, which says whose plugin is checked."""
    text = "check the plugin of this area (with --pyargs ovtf_kit); may be repeated"
    parser.getgroup("ovtf").addoption("--area", action="append", default=[], help=text)
