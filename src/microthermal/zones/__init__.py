"""Zones: the shape of one zone, the lattice of many, the injury of the treated skin."""

from microthermal.zones.injuries import injury
from microthermal.zones.lattices import cautions, lattice
from microthermal.zones.measuring import measure, shell, with_error

__all__ = ["cautions", "injury", "lattice", "measure", "shell", "with_error"]
