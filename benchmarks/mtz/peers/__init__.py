"""Short independent twins: a photon walk and a heat solver in NumPy, and a count of covered points."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.peers import posed

TWINS: dict[str, Callable[[Case], dict[str, Found]]] = {
    "01_slab": posed.slab, "02_layers": posed.layers, "03_cylinder": posed.cylinder, "04_relaxation": posed.relaxation,
    "06_zone": posed.zone, "07_boiling": posed.zone, "08_stack": posed.stack, "10_lattice": posed.lattice,
}  # fmt: skip
