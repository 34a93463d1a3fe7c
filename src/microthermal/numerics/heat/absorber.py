"""What light meets in the heat loop, and the absorption of a cell that follows its temperature and water."""

from __future__ import annotations

from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.boiling import Cell, Slab, cell_of, piece_of
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter, Removal, State
from microthermal.numerics.records import by_address


@by_address
class Absorber(NamedTuple):
    """Absorption of the pieces (piece,): by water at the reference temperature, its slope, and by all but water.

    ``full`` is the water per volume that ``wet`` belongs to; ``floor`` the lower limit of its absorption over ``wet``;
    ``plume`` is the extinction of the plume in a channel deeper than wide. If ``follow_steam``, steam stays in its cell
    and goes on absorbing, like superheated water. The fraction ``thrown`` of the light that the plume takes meets the
    channel's wall; droplets absorb the rest and carry it off.
    """

    wet: Array
    slope: Array
    dry: Array
    full: Array
    reference: float
    floor: float
    plume: float
    follow_steam: bool = False
    thrown: float = 1.0


@by_address
class Scene(NamedTuple):
    """Input of the light kernels: geometry, material, absorption, removal criterion, and cells, changed in place."""

    space: Cylinder
    matter: Matter
    absorber: Absorber
    removal: Removal
    state: State


@njit(cache=True, inline="always")
def absorption_of(light: Absorber, slab: Slab, cell: Cell, start: float, piece: int, gone: bool) -> float:
    """Absorption of a cell of a piece; 0 if it is gone.

    Parameters
    ----------
    light : Absorber
        Absorption of the pieces.
    slab, cell
        Material and present state of the cell.
    start : float
        Its water at the start, per volume.
    piece : int
        Its number.
    gone : bool
        Whether the cell has left.

    Notes
    -----
    μ = dry + w/full · max(wet + slope (min(T, T_boil) - T_reference), floor · wet). Where steam is followed, w is the
    water at the start and T the temperature that it would have if it had stayed liquid under pressure.
    """
    if gone:
        return 0.0
    water = start if light.follow_steam else cell.water
    if water <= 0.0 or light.full[piece] <= 0.0:
        return float(light.dry[piece])
    warm = min(cell.temperature, slab.boiling) - light.reference
    if light.follow_steam:
        warm += (water - cell.water) * slab.latent / (slab.dry + slab.per_water * water)
    wet = max(light.wet[piece] + light.slope[piece] * warm, light.floor * light.wet[piece])
    return float(light.dry[piece] + water / light.full[piece] * wet)


@njit(cache=True)
def absorption_now(light: Absorber, matter: Matter, state: State, i: int, j: int) -> float:
    """Absorption of cell (i, j) now."""
    cell, gone = cell_of(state.temperature, state.water, i, j), state.removed[i, j] != 0.0
    piece = matter.pieces.of[i, j]
    return absorption_of(light, piece_of(matter, piece), cell, matter.start_water[i, j], piece, gone=gone)
