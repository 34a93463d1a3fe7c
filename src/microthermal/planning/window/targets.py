"""What a treatment does at the depth of each target: bulge, papillae, plexus, core of a scar."""

from __future__ import annotations

import numpy as np

from microthermal.catalog.library import Library
from microthermal.catalog.limits import targets
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.rule import Target
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.field import TargetReach
from microthermal.errors import InputError
from microthermal.planning.warmth import warming_of
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation
from microthermal.zones.overlaps import shells


def reached_targets(simulation: Simulation) -> tuple[TargetReach, ...]:
    """Fractions of the plane at the depth of every target of this skin, from the surface down.

    Parameters
    ----------
    simulation : Simulation
        The treatment.
    """
    there = targets(simulation.skin, simulation.condition, simulation.library.targets)
    return tuple(_reach(simulation, target) for target in there)


def plexus_depth(skin: Skin, condition: Condition, library: Library) -> float | None:
    """Depth of the papillary plexus [m] as a library states it for all that asks for it; None if it does not."""
    return next(
        (one.depth for one in targets(skin, condition, library.targets) if one.name == "papillary_plexus"), None
    )


def _reach(simulation: Simulation, target: Target) -> TargetReach:
    found = simulation.lattice.shells or shells(simulation.damage, simulation.treatment.pattern)

    def fraction(name: str) -> float:
        if name not in found.shells:
            raise InputError(f"damage of '{name}' was not followed; followed were: {', '.join(found.shells[1:])}")
        return _at(target.depth, found.z, found.of(name))

    dead = max(fraction("dermal_cells"), fraction("channel"))
    warming = warming_of(simulation)
    return TargetReach(
        name=target.name, title=target.title, depth=target.depth, dead=dead, coagulated=fraction("collagen"),
        warned=max(0.0, fraction("heat_shock") - dead),
        rise=_at(target.depth, warming.z, warming.peak),
        short=max(0.0, target.depth - simulation.zone.depth.value), source=target.source,
    )  # fmt: skip


def _at(depth: float, z: Array, values: Array) -> float:
    return float(np.interp(depth, z, values, right=0.0))
