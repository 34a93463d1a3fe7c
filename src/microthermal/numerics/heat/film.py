"""Film of hot liquid on the wall of a channel: how thick it is, and the heat that it brings."""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import Array, Cylinder, Matter, State, greatest
from microthermal.numerics.conduction.links import outermost


class Film(NamedTuple):
    """Liquefied tissue that stays in the cut, at the boiling point.

    ``thickness`` is the greatest there is (0: no film), ``viscosity`` the kinematic one of the liquid, ``retained`` the
    fraction of what left that may stay, ``lingering`` the time for which the plume blows after its light.
    """

    thickness: float
    viscosity: float
    retained: float
    lingering: float


@njit(cache=True)
def open_width(space: Cylinder, state: State) -> float:
    """Width of the opening of a channel at the surface; 0 if there is none."""
    j = outermost(state.removed, 0)
    return float(space.faces[j]) / math.pi if j >= 0 else 0.0


@njit(cache=True)
def lit_width(space: Cylinder, entrance: Array) -> float:
    """Width within which a beam has at least half of its highest fluence."""
    least, width = 0.5 * greatest(entrance), 0.0
    for j in range(entrance.size):
        if entrance[j] >= least:
            width = space.faces[j] / math.pi
    return width


@njit(cache=True)
def open_depth(space: Cylinder, state: State) -> float:
    """Depth of a channel, down to the first slab that is whole."""
    depth = 0.0
    for i in range(state.removed.shape[0]):
        if outermost(state.removed, i) < 0:
            break
        depth += space.heights[i]
    return depth


@njit(cache=True)
def confinement_of(space: Cylinder, state: State, entrance: Array) -> float:
    """How far the wall of a channel keeps the plume from spreading: 1 - width / depth, 0 where it is wider than deep.

    The width is that of the opening, or of the beam (see :func:`lit_width`) if that is wider.
    """
    depth = open_depth(space, state)
    width = max(open_width(space, state), lit_width(space, entrance))
    return 1.0 - width / depth if depth > width else 0.0


@njit(cache=True)
def film_thickness(film: Film, space: Cylinder, state: State, blown: float) -> float:
    """Thickness of the film after the plume has blown for some time.

    Notes
    -----
    The plume drags liquid along the wall, as deep as its momentum has diffused: sqrt(viscosity · time), which includes
    the time for which it lingers. In a channel deeper than wide the liquid of all its depth has to pass, in proportion
    to depth over width. No more than ``thickness``.
    """
    width = open_width(space, state)
    narrow = max(open_depth(space, state) / width, 1.0) if width > 0.0 else 1.0
    return min(math.sqrt(film.viscosity * (blown + film.lingering) * narrow), film.thickness)


@njit(cache=True)
def _warm(matter: Matter, state: State, i: int, j: int, covered: float) -> float:
    # Warms a cell of which film at the boiling point covers a fraction; returns the heat per volume that it took.
    start = min(matter.start_temperature[i, j], matter.boiling)
    target = start + covered * (matter.boiling - start)
    rise = target - state.temperature[i, j]
    if state.removed[i, j] != 0.0 or rise <= 0.0:
        return 0.0
    state.temperature[i, j] = target
    piece = matter.pieces.of[i, j]
    return float((matter.dry[piece] + matter.per_water[piece] * state.water[i, j]) * rise)


@njit(cache=True)
def coat_wall(film: Film, space: Cylinder, matter: Matter, state: State, thickness: float) -> float:
    """Hold the outermost tissue of the wall of a channel at the boiling point, as long as its film is renewed.

    Parameters
    ----------
    film : Film
        What stays of what is thrown out.
    space, matter, state
        Geometry, material, and the cells (z, r), changed in place.
    thickness : float
        Thickness of the film [m].

    Returns
    -------
    float
        Heat that the wall took up [J].

    Notes
    -----
    The film is counted as tissue, as which it sets: within ``thickness`` of the wall a cell is no colder than boiling,
    one that it covers in part no colder than the mean of both. No thicker than ``retained`` · r / 2, by which it would
    hold that fraction of all that left. A slab that is gone out to the edge of the grid has no wall.
    """
    given, rings = 0.0, space.areas.size
    for i in range(state.removed.shape[0]):
        j = outermost(state.removed, i)
        if j < 0:
            break
        left = min(thickness, film.retained * space.faces[j] / (4.0 * math.pi))
        for k in range(j + 1, rings):
            if left <= 0.0:
                break
            covered = min(left / space.widths[k], 1.0)
            given += _warm(matter, state, i, k, covered) * space.heights[i] * space.areas[k]
            left -= space.widths[k]
    return given


@njit(cache=True)
def coat_floor(film: Film, space: Cylinder, matter: Matter, state: State, before: Array, thickness: float) -> float:
    """Leave the film on the floor of a channel when the light ends; returns the heat that the floor took up [J].

    The parameters are those of :func:`coat_wall`; ``before`` (z, r) is 1 where a cell was gone at the start of the
    pulse. The film is no thicker than the fraction ``retained`` of what the pulse removed of each column.
    """
    given = 0.0
    slabs, rings = state.removed.shape
    for j in range(rings):
        i, opened = 0, 0.0
        while i < slabs and state.removed[i, j] != 0.0:
            opened += space.heights[i] if before[i, j] == 0.0 else 0.0
            i += 1
        left = min(thickness, film.retained * opened)
        while i < slabs and left > 0.0:
            covered = min(left / space.heights[i], 1.0)
            given += _warm(matter, state, i, j, covered) * space.heights[i] * space.areas[j]
            left -= space.heights[i]
            i += 1
    return given
