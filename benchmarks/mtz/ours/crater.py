"""Case 9: a crater by the heat model in which tissue leaves at a stated heat per volume."""

from __future__ import annotations

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.ours import bodies
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.heat.channel import Plume, WallFilm
from microthermal.heat.models.ejection import Ejection

# The model needs some conductivity; with this one heat moves 0.5 µm in the pulse.
_CONDUCTIVITY, _WATER, _START = 0.01, 740.0, 310.0


def crater(case: Case, fine: bool) -> dict[str, Found]:
    """Depth, radius, volume and heat that stays."""
    cell = 1.5e-6 if fine else 3e-6
    radius, absorption = case.number("light.radius"), case.number("light.absorption")
    energy, enthalpy = case.number("pulse.energy"), case.number("removal.enthalpy")
    grid = Grid(r_edges=bodies.edges(cell, 150e-6, 150e-6, 1.0), z_edges=bodies.edges(cell, 420e-6, 420e-6, 1.0))
    across = -np.diff(np.exp(-2.0 * grid.r_edges**2 / radius**2)) / grid.ring_area
    zero = np.zeros(grid.shape)
    light = Deposited(
        grid=grid, energy=zero, error=zero, path=zero, entrance=energy * across, collimated=True, reflected=0.0,
        transmitted=0.0, lost=0.0,
    )  # fmt: skip
    tissue = bodies.matter(grid, _START, (_CONDUCTIVITY, 3.6e6), (_CONDUCTIVITY, 3.6e6), _WATER)
    tissue = bodies.absorbing(tissue, absorption)
    duration = case.number("pulse.duration")
    model = Ejection(
        ejection_enthalpy=enthalpy, ejection_water=_WATER, plume=Plume(extinction=0.0),
        wall_film=WallFilm(thickness=0.0), leak_diffusivity=0.0, residue_temperature=1500.0, boiling_range=0.0,
        warming=0.0, vessel_frequency=0.0, air=bodies.insulated(_START),
    )  # fmt: skip
    run = model.begin(tissue, light, bodies.pulse_of(duration), None, duration)
    run.run_until(duration)
    last = run.snapshot()
    gone = last.removed * np.diff(grid.z_edges)[:, None]
    deep = gone.sum(axis=0)
    open_rings = np.flatnonzero(deep > 0.0)
    whole = "one cell, since cells leave whole"
    return {
        "depth": Found(float(deep[0]), cell, whole),
        "radius": Found(float(grid.r_edges[open_rings[-1] + 1]), cell, whole),
        "volume": Found(float((last.removed * grid.volume).sum())),
        "left": Found(last.balance.stored + last.balance.vapour),
    }
