"""Figures that views and indicators declare.

A plugin gives a SELECT of rows that passed the SQL gate; every GROUP BY over them is written by the dashboard.
"""

from dashboard.analysis.base import REASONS, Cut, LeftOut, left_out
from dashboard.analysis.figures import Figure, Share, Times, figure, measure

__all__ = ["REASONS", "Cut", "Figure", "LeftOut", "Share", "Times", "figure", "left_out", "measure"]
