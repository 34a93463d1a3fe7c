"""What became of the structure on the axis: parts, outcome, both ends of its absorption, times."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np

from microthermal.damage.damage_time import damage_times
from microthermal.damage.laws import DamageLaw
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.domain.results.extras.follicle import DamageTimes, EndFate, StructureFate
from microthermal.domain.results.flow import Damage
from microthermal.domain.results.tissue import Tissue
from microthermal.quantity import amended
from microthermal.zones.structures import BULGE_ENDPOINT, epidermis_peak, outcome_of, part_fates, relaxation_times

# Temperatures [K] at which the wall of the absorber is held for damage times: from where nothing happens in seconds up
# to the limit of the absorber, in so many steps; and the longest time that is followed [s].
_COOLEST, _STEPS, _LONGEST = 333.15, 20, 2.0


def fate_of(skin: Skin, tissue: Tissue, damage: Damage, laws: Sequence[DamageLaw]) -> StructureFate | None:
    """Fate of the structure of a skin; None where it has none.

    Parameters
    ----------
    skin : Skin
        With the structure.
    tissue : Tissue
        Its bodies are the parts of the structure.
    damage : Damage
        What the pulses left.
    laws : sequence of DamageLaw
        One for each endpoint.
    """
    if skin.structure is None or tissue.bodies is None:
        return None
    structure = skin.structure.in_skin(skin.follicle.papilla_depth)
    parts = part_fates(structure, skin, tissue, damage)
    diffusivity = _diffusivity(tissue, skin.follicle.bulge_depth)
    return StructureFate(
        name=structure.name, title=structure.title, kind=structure.kind, parts=parts,
        outcome=outcome_of(structure.kind, parts), relaxation=relaxation_times(structure, diffusivity),
        damage_times=_times(structure, skin, laws, diffusivity),
        epidermis=epidermis_peak(skin, damage, max(part.radius for part in structure.parts)),
    )  # fmt: skip


def at_both_ends(fate: StructureFate, skin: Skin, run: Callable[[Skin], tuple[Tissue, Damage]]) -> StructureFate:
    """The fate with what it is at both ends of the band of absorptions.

    Parameters
    ----------
    fate : StructureFate
        At the place that the structure takes in its band.
    skin : Skin
        With the structure.
    run : callable
        Tissue and damage of a skin, for the same pulse.
    """
    structure = skin.structure
    if structure is None or not any(part.optics.low < part.optics.high for part in structure.parts):
        return fate
    found = []
    for place in (0.0, 1.0):
        moved = amended(skin, structure=amended(structure, place=place))
        tissue, damage = run(moved)
        stands = structure.in_skin(skin.follicle.papilla_depth)
        parts = part_fates(stands, moved, tissue, damage)
        found.append(EndFate(place=place, outcome=outcome_of(structure.kind, parts), parts=parts))
    return amended(fate, low=found[0], high=found[1])


def _diffusivity(tissue: Tissue, depth: float) -> float:
    """Thermal diffusivity of the skin beside the structure [m²/s], at a depth [m]."""
    row = min(int(np.searchsorted(tissue.grid.z_edges[1:], depth)), tissue.grid.shape[0] - 1)
    return float(tissue.conductivity[row] / tissue.heat_capacity[row])


def _times(structure: Structure, skin: Skin, laws: Sequence[DamageLaw], diffusivity: float) -> DamageTimes | None:
    """Thermal damage times: of the bulge of a follicle, of the outside of a vessel's wall."""
    radius = structure.absorber.radius
    if structure.kind == "follicle":
        endpoint, target = BULGE_ENDPOINT, structure.bulge_radius
    else:
        endpoint, target = "vessels", max(part.radius for part in structure.parts)
    law = next((law for law in laws if law.endpoint == endpoint), None)
    if law is None or target is None or target <= radius:
        return None
    held = np.linspace(_COOLEST, structure.limit, _STEPS)
    time = damage_times(law, held, skin.core_temperature, (radius, target), diffusivity, _LONGEST)
    return DamageTimes(target=target, endpoint=endpoint, held=held, time=time, longest=_LONGEST)
