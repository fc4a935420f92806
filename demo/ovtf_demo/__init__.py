"""The demo workspace: invented agencies, people and cases. Nobody in it exists."""

from ovtf_demo.filling import ACCOUNTS, PASSWORD, fill

__all__ = ["ACCOUNTS", "PASSWORD", "fill"]
