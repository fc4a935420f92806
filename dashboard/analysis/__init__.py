"""Figures from views and indicators: the shell writes every GROUP BY."""

from dashboard.analysis.figures import Figure, Share, figure, share

__all__ = ["Figure", "Share", "figure", "share"]
