"""The demo workspace: invented agencies, people and cases. Nobody in it exists."""

from dashboard.interchange.demo.filling import ACCOUNTS, PASSWORD, fill

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
