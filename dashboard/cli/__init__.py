"""The `ovtf` command."""

from dashboard.cli.main import main

__all__ = ["main"]
