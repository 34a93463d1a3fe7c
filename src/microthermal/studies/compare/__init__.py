"""Two treatments side by side: what differs, by how much, and whether that is more than is in doubt."""

from microthermal.studies.compare.comparing import compare
from microthermal.studies.compare.records import Difference, Side, SideBySide

__all__ = ["Difference", "Side", "SideBySide", "compare"]
