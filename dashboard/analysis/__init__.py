"""Counts the figures that the core and the areas declare, live and exact, over one agency's cases.

A plugin gives a SELECT of rows that passed the SQL gate; every GROUP BY over them is written by the dashboard.
"""

from dashboard.analysis.base import REASONS, Cut, LeftOut, left_out
from dashboard.analysis.figures import Figure, Share, Times, figure, measure

__all__ = ["REASONS", "Cut", "Figure", "LeftOut", "Share", "Times", "figure", "left_out", "measure"]
