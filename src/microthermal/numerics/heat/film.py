"""Film of hot ejecta on the wall of a channel."""

from __future__ import annotations

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.exponential import exponential
from microthermal.numerics.elementary import fraction_lost
from microthermal.numerics.heat.enthalpy import SLACK, Array, Cylinder, Matter, Removal, State, heated, room

# The heat of the film is neglected beyond the distance from the wall at which this fraction is left.
FAINTEST = 1e-3


@njit(cache=True)
def deposit_film(space: Cylinder, matter: Matter, removal: Removal, state: State, before: Array, film: float) -> float:
    """Heat the wall of the part of a channel opened since a moment by a film of the hot ejecta.

    Parameters
    ----------
    space, matter, removal, state
        Geometry, material, when cells leave, and the cells (z, r), changed in place.
    before : Array, (z, r)
        1 where a cell was removed at that moment; updated to the cells removed now.
    film : float
        Thickness of the film, as of tissue that holds the ejection enthalpy [m].

    Returns
    -------
    float
        Heat that the wall took up from the ejecta [J].

    Notes
    -----
    A slab from which the area A was thrown out gives H A (1 - exp(-film · circumference / A)) per depth, H its ejection
    enthalpy: film · H per area of a wide channel's wall, never more than all. It lies in the wall as exp(-x / film),
    at most as much as removes no cell. A slab that is removed out to the edge of the grid has no wall.
    """
    slabs, rings = state.temperature.shape
    given = 0.0
    for i in range(slabs):
        area, outermost = 0.0, -1
        for j in range(rings):
            if state.removed[i, j] != before[i, j]:
                area += space.areas[j]
                outermost = j
        if outermost < 0:
            continue
        before[i, :] = state.removed[i, :]
        enthalpy = removal.enthalpy
        if removal.moist > 0.0:
            enthalpy *= matter.full[i] / removal.moist
        left = enthalpy * area * fraction_lost(film * space.faces[outermost] / area)
        near = 1.0
        for k in range(outermost + 1, rings):
            if state.removed[i, k] != 0.0:
                continue
            far = near * exponential(-space.widths[k] / film)
            fraction = min(left * (near - far) / space.areas[k], room(matter, state, removal, i, k) - 2.0 * SLACK)
            if fraction > 0.0:
                state.temperature[i, k], state.water[i, k] = heated(
                    matter, i, state.temperature[i, k], state.water[i, k], fraction, 0.0
                )
                given += fraction * space.heights[i] * space.areas[k]
            near = far
            if near < FAINTEST:
                break
    return given
