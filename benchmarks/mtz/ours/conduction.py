"""Cases 3 and 4: conduction from a heated cylinder; a Gaussian source under a plate in perfused tissue."""

from __future__ import annotations

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.ours import bodies
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.grid import Grid
from microthermal.numerics.damage.contours import on_axis


def cylinder(case: Case, fine: bool) -> dict[str, Found]:
    """Rises of the heated cylinder, on one slab of rings."""
    cell, growth, tolerance = (1.25e-6, 1.015, 1e-5) if fine else (2.5e-6, 1.03, 4e-5)
    radius, duration = case.number("geometry.radius"), case.number("pulse.duration")
    grid = Grid(r_edges=bodies.edges(cell, 3.0 * radius, 2.5e-3, growth), z_edges=np.array([0.0, 1e-4]))
    start = 300.0
    tissue = bodies.matter(grid, start, (case.number("matter.conductivity"), case.number("matter.heat_capacity")))
    heated = np.where(grid.r < radius, case.number("light.power") * duration, 0.0)[None, :]
    model = bodies.model(bodies.insulated(start), tolerance)

    def rise(until: float) -> np.ndarray:
        run = model.begin(tissue, bodies.absorbed(grid, heated), bodies.pulse_of(duration), None, until)
        run.run_until(until)
        return run.snapshot().temperature - start

    ended, later, last = rise(duration), rise(10e-3), rise(50e-3)
    return {
        "axis_3ms": Found(float(on_axis(grid.r, ended)[0])),
        "edge_3ms": Found(float(np.interp(radius, grid.r, ended[0]))),
        "outside_3ms": Found(float(np.interp(2.0 * radius, grid.r, ended[0]))),
        "axis_10ms": Found(float(on_axis(grid.r, later)[0])),
        "axis_50ms": Found(float(on_axis(grid.r, last)[0])),
    }


def relaxation(case: Case, fine: bool) -> dict[str, Found]:
    """Changes of temperature under the Gaussian source, on graded cells."""
    cell, growth, tolerance = (5e-6, 1.03, 2.5e-4) if fine else (10e-6, 1.06, 1e-3)
    grid = Grid(r_edges=bodies.edges(cell, 0.4e-3, 3.5e-3, growth), z_edges=bodies.edges(cell, 0.5e-3, 6e-3, growth))
    start, duration = case.number("matter.start"), case.number("pulse.duration")
    wet = case.number("matter.conductivity"), case.number("matter.heat_capacity")
    tissue = bodies.matter(grid, start, wet, exchange=case.number("matter.exchange"))
    radius, attenuation = case.number("light.radius"), case.number("light.attenuation")
    across = -np.diff(np.exp(-2.0 * grid.r_edges**2 / radius**2)) / grid.ring_area
    along = -np.diff(np.exp(-attenuation * grid.z_edges)) / np.diff(grid.z_edges)
    light = bodies.absorbed(grid, case.number("pulse.energy") * along[:, None] * across[None, :])
    plate = Cooling(temperature=case.number("boundary.plate"), coefficient=case.number("boundary.coefficient"))
    model, found = bodies.model(plate, tolerance), {}
    for until, name in ((10e-3, "10ms"), (100e-3, "100ms"), (1.0, "1s")):
        run = model.begin(tissue, light, bodies.pulse_of(duration), None, until)
        run.run_until(until)
        axis = on_axis(grid.r, np.array(run.snapshot().temperature)) - start
        for depth, place in ((50e-6, "50um"), (300e-6, "300um")):
            found[f"change_{place}_{name}"] = Found(float(np.interp(depth, grid.z, axis)))
    return found
