"""Our answers: each case posed to the program's public calls or kernels, with the case's own numbers alone."""

from __future__ import annotations

from collections.abc import Callable

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.ours import conduction, crater, damage, lattice, light, zones

OURS: dict[str, Callable[[Case, bool], dict[str, Found]]] = {
    "01_slab": light.slab,
    "02_layers": light.layers,
    "03_cylinder": conduction.cylinder,
    "04_relaxation": conduction.relaxation,
    "05_damage": damage.integrals,
    "06_zone": zones.zone,
    "07_boiling": zones.boiling,
    "08_stack": zones.stack,
    "09_crater": crater.crater,
    "10_lattice": lattice.lattice,
}
