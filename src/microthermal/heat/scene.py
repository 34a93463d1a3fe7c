"""Input of the heat kernels for a skin: geometry, material, absorption, removal criterion, state of the cells."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.results.flow import Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.losses import Losses
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.conduction.enthalpy import Matter, Removal, State, cylinder
from microthermal.numerics.conduction.pieces import Pieces, layered, pieces_of
from microthermal.numerics.heat.absorber import Absorber, Scene
from microthermal.numerics.heat.removal import confine_steam
from microthermal.quantity import Array


class Carried(NamedTuple):
    """What a portion of an exposure hands on (z, r): water held as steam [kg/m³], temperature before the first [K]."""

    steam: Array
    start: Array


def scene_of(tissue: Tissue, losses: Losses, removal: Removal, before: Carried | None = None) -> Scene:
    """Skin at the start of a pulse, with the bodies on its axis.

    Parameters
    ----------
    tissue : Tissue
        The skin.
    losses : Losses
        How tissue, steam and heat leave.
    removal : Removal
        When the cells of each slab leave, from :func:`microthermal.heat.leaving.removal_of`.
    before : Carried, optional
        What the portion before has handed on.

    Returns
    -------
    Scene
        Its state is a copy, which kernels change in place.
    """
    pieces = pieces_in(tissue)
    return Scene(
        space=cylinder(tissue.grid.r_edges, tissue.grid.z_edges),
        matter=_matter(tissue, losses, pieces, before),
        absorber=_absorber(tissue, losses, pieces, follow_steam=removal.confined),
        removal=removal,
        state=State(
            temperature=np.array(tissue.temperature),
            water=np.array(tissue.water),
            removed=np.round(tissue.removed),
            ceiling=np.zeros(tissue.grid.shape),
        ),
    )


def carried_on(scene: Scene, end: Snapshot, escape: float, *, sealed: bool) -> Carried:
    """What a portion of an exposure hands on: steam that can still condense, and what its heat counts from.

    Parameters
    ----------
    scene : Scene
        What the portion met.
    end : Snapshot
        The cylinder at its end.
    escape : float
        Depth from which steam gets out [m].
    sealed : bool
        Whether the surface lets no steam out then.

    Returns
    -------
    Carried
        Without steam where it escapes, as at the surface and on the walls of a channel.
    """
    ceiling = np.zeros(end.water.shape)
    state = State(np.array(end.temperature), np.array(end.water), np.round(end.removed), ceiling)
    confine_steam(scene.space, scene.matter, state, escape, sealed)
    return Carried(np.maximum(ceiling - state.water, 0.0), np.array(scene.matter.start_temperature))


def pieces_in(tissue: Tissue) -> Pieces:
    """Which material fills each cell: one piece for each slab, more where bodies lie on the axis."""
    bodies = tissue.bodies
    return layered(tissue.grid.shape) if bodies is None else pieces_of(bodies.place.astype(np.int64))


def of_pieces(tissue: Tissue, pieces: Pieces, name: str) -> Array:
    """What each piece is made of (piece,); ``name`` as for :meth:`microthermal.domain.results.tissue.Tissue.cells`."""
    cells = tissue.cells(name)
    return np.array(cells[pieces.slab, np.minimum(pieces.begin, cells.shape[1] - 1)])


def _matter(tissue: Tissue, losses: Losses, pieces: Pieces, before: Carried | None) -> Matter:
    def each(name: str) -> Array:
        return of_pieces(tissue, pieces, name)

    water, capacity, conductivity = each("initial_water"), each("heat_capacity"), each("conductivity")
    dry_capacity, dry_conductivity = each("dry_heat_capacity"), each("dry_conductivity")
    full = np.maximum(water, np.finfo(float).tiny)
    has_water = water > 0
    return Matter(
        dry=np.where(has_water, dry_capacity, capacity),
        per_water=np.where(has_water, (capacity - dry_capacity) / full, 0.0),
        dry_conductivity=np.where(has_water, dry_conductivity, conductivity),
        conductivity_per_water=np.where(has_water, (conductivity - dry_conductivity) / full, 0.0),
        exchange=each("perfusion") * BLOOD_HEAT_CAPACITY,
        full=water,
        warming=losses.warming,
        reference=CONDUCTIVITY_REFERENCE,
        blood_temperature=tissue.core_temperature,
        boiling=BOILING_TEMPERATURE,
        span=losses.boiling_range,
        latent=LATENT_HEAT,
        start_temperature=np.array(tissue.temperature if before is None else before.start),
        start_water=np.array(tissue.water if before is None else tissue.water + before.steam),
        pieces=pieces,
    )


def _absorber(tissue: Tissue, losses: Losses, pieces: Pieces, *, follow_steam: bool) -> Absorber:
    return Absorber(
        wet=of_pieces(tissue, pieces, "wet_absorption"),
        slope=of_pieces(tissue, pieces, "wet_slope"),
        dry=of_pieces(tissue, pieces, "dry_absorption"),
        full=of_pieces(tissue, pieces, "initial_water"),
        reference=tissue.optics.reference_temperature,
        floor=losses.bleached,
        plume=losses.plume.extinction,
        follow_steam=follow_steam,
        thrown=losses.plume.thrown,
    )
