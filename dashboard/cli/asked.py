"""Before something that cannot be taken back, the period is typed once more."""

import sys

import typer

from dashboard.errors import ReleaseError


def typed(period: str) -> None:
    """Ask for a period to be typed; raise ReleaseError when it is another one, or when nobody is there to type it."""
    if not sys.stdin.isatty():
        raise ReleaseError(
            "Nothing was built: a build cannot be taken back, and there is no terminal on which to confirm it. Run it on a "
            "terminal, or write --yes where a script runs it."
        )
    answer = typer.prompt(f"To build it, type the period ({period})", default="", show_default=False)
    if answer.strip().upper() != period.strip().upper():
        raise ReleaseError("That is another period. Nothing was built.")
