"""Zones: the shape of one zone, the lattice of many, the injury of the treated skin."""

from microthermal.zones.errors import with_error
from microthermal.zones.histology import as_histology
from microthermal.zones.injuries import injury
from microthermal.zones.lattices import cautions, lattice
from microthermal.zones.measuring import measure

__all__ = ["as_histology", "cautions", "injury", "lattice", "measure", "with_error"]
