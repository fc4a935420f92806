"""Figures from views and indicators: the shell writes every GROUP BY."""

from dashboard.analysis.base import REASONS, Cut, LeftOut, left_out
from dashboard.analysis.figures import Figure, Share, Times, figure, measure

__all__ = ["REASONS", "Cut", "Figure", "LeftOut", "Share", "Times", "figure", "left_out", "measure"]
