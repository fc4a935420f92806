"""A small demo, built once, and its record as the figures see it."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from dashboard.access import operator
from dashboard.actions.context import Context
from dashboard.projection import Projection
from ovtf_demo import making

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
CASES = 2000
"""No quarter is so small that noise decides whether it is published."""
Ask = Callable[[str], list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Context]:
    """A workspace of 2,000 invented cases, with its releases, on a fixed day."""
    context = Context.open(making.create(tmp_path_factory.mktemp("demo") / "ws", CASES), live=False)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(context, "now", lambda: NOW)
        making.make(context, operator(), cases=CASES, progress=lambda _done, _text: None)
        yield context
    context.close()


@pytest.fixture(scope="session")
def ask(demo: Context) -> Iterator[Ask]:
    """Return the rows of a query over the demo's record."""
    projection = Projection.open(None, demo.relations())
    projection.follow(demo.records)
    yield projection.rows
    projection.close()
