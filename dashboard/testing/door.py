"""The option of `pytest --pyargs dashboard.testing`; an entry point, because pytest reads options before conftest.py."""

from typing import Any


def pytest_addoption(parser: Any) -> None:
    """Add the option."""
    text = "check the plugin of this area (with --pyargs dashboard.testing); may be repeated"
    parser.getgroup("ovtf").addoption("--area", action="append", default=[], help=text)
