"""The `ovtf` command, one file for each group of its subcommands."""

from dashboard.cli.main import main

__all__ = ["main"]
