"""Input of the heat kernels for a skin: geometry, material, absorption, removal criterion, state of the cells."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.tissue import Tissue
from microthermal.heat.losses import Losses
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.conduction.enthalpy import Matter, Removal, State, cylinder
from microthermal.numerics.heat.absorber import Absorber, Scene


def scene_of(tissue: Tissue, losses: Losses, removal: Removal) -> Scene:
    """Skin at the start of a pulse.

    Parameters
    ----------
    tissue : Tissue
        The skin.
    losses : Losses
        How tissue, steam and heat leave.
    removal : Removal
        When the cells of each slab leave, from :func:`microthermal.heat.leaving.removal_of`.

    Returns
    -------
    Scene
        Its state is a copy, which kernels change in place.
    """
    return Scene(
        space=cylinder(tissue.grid.r_edges, tissue.grid.z_edges),
        matter=_matter(tissue, losses),
        absorber=_absorber(tissue, losses, removal.confined),
        removal=removal,
        state=State(
            temperature=np.array(tissue.temperature),
            water=np.array(tissue.water),
            removed=np.round(tissue.removed),
            ceiling=np.zeros(tissue.grid.shape),
        ),
    )


def _matter(tissue: Tissue, losses: Losses) -> Matter:
    full = np.maximum(tissue.initial_water, np.finfo(float).tiny)
    has_water = tissue.initial_water > 0
    return Matter(
        dry=np.where(has_water, tissue.dry_heat_capacity, tissue.heat_capacity),
        per_water=np.where(has_water, (tissue.heat_capacity - tissue.dry_heat_capacity) / full, 0.0),
        dry_conductivity=np.where(has_water, tissue.dry_conductivity, tissue.conductivity),
        conductivity_per_water=np.where(has_water, (tissue.conductivity - tissue.dry_conductivity) / full, 0.0),
        exchange=tissue.perfusion * BLOOD_HEAT_CAPACITY,
        full=np.array(tissue.initial_water),
        warming=losses.warming,
        reference=CONDUCTIVITY_REFERENCE,
        blood_temperature=tissue.core_temperature,
        boiling=BOILING_TEMPERATURE,
        span=losses.boiling_range,
        latent=LATENT_HEAT,
        start_temperature=np.array(tissue.temperature),
        start_water=np.array(tissue.water),
    )


def _absorber(tissue: Tissue, losses: Losses, follow_steam: bool) -> Absorber:
    optics, layer = tissue.optics, tissue.layer.astype(int)
    return Absorber(
        wet=optics.wet_absorption[layer],
        slope=optics.wet_slope[layer],
        dry=optics.dry_absorption[layer],
        full=np.array(tissue.initial_water),
        reference=optics.reference_temperature,
        floor=losses.bleached,
        plume=losses.plume.extinction,
        follow_steam=follow_steam,
        thrown=losses.plume.thrown,
    )
