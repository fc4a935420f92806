"""A second implementation of every figure in plain Python and pandas: it reads the record, never the projection."""

from tests.analysis.oracle import areas, core
from tests.analysis.oracle.counting import answer
from tests.analysis.oracle.world import World

ROWS = core.ROWS | areas.ROWS
"""What each figure counts: area.name -> the rows, made from the record."""

__all__ = ["ROWS", "World", "answer"]
