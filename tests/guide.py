"""The practitioner's guide, which lies beside the checkout and not in it: tests that compare with it ask for `guide`.

Where it is not there, those tests are left out, and the run says so in its first and in its last lines: dozens of single
"skipped" would be overlooked.
"""

import pytest

from tools.house_rules import GUIDE, ROOT

PATH = ROOT.parent / GUIDE
ABSENT = f"THE GUIDE IS NOT AT ../{GUIDE.as_posix()}: every test that compares texts and coverage with it is LEFT OUT."


@pytest.fixture(scope="session")
def guide() -> str:
    """The text of the guide."""
    return PATH.read_text("utf-8")


def pytest_report_header() -> str | None:
    """Say in the first lines of the run that the guide is absent."""
    return None if PATH.is_file() else ABSENT


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out the tests that need the guide where it is absent."""
    if PATH.is_file():
        return
    comparing = [item for item in items if "guide" in getattr(item, "fixturenames", ())]
    items[:] = [item for item in items if item not in comparing]
    config.hook.pytest_deselected(items=comparing)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say it again at the end, in red."""
    if not PATH.is_file():
        terminalreporter.write_sep("!", ABSENT, red=True, bold=True)
