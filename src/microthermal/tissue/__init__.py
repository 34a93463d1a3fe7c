"""Tissue: what skin is made of, turned into coefficients for light, heat and flow on a grid."""

from microthermal.tissue.grids import grid_for
from microthermal.tissue.sampling import after, sample

__all__ = ["after", "grid_for", "sample"]
