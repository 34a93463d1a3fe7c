"""Cases 6 to 8: coagulated zones from light, heat and damage, gentle, boiling and stacked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from benchmarks.mtz.ours import bodies
from benchmarks.mtz.ours.light import beam
from microthermal.domain.results.flow import Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.evolution import Watching
from microthermal.numerics.damage.contours import deepest, on_axis, radii
from microthermal.numerics.damage.first_order import FirstOrder, first_order
from microthermal.numerics.heat.watch import watch_for

# Cell, growth beyond the even cells, error of one step [K], photons.
_FINE, _COARSE = (5e-6, 1.05, 0.1, 2_560_000), (10e-6, 1.1, 0.4, 160_000)


class _Zone:
    """Tissue of a case, its light and its damage so far."""

    def __init__(self, case: Case, fine: bool, deep: float) -> None:
        cell, growth, self._tolerance, photons = _FINE if fine else _COARSE
        self.case, self.start = case, case.number("matter.start")
        self.grid = Grid(
            r_edges=bodies.edges(cell, 0.2e-3, 2e-3, growth), z_edges=bodies.edges(cell, deep, 3e-3, growth)
        )
        density = beam(case, self.grid.z_edges, self.grid.r_edges, photons).density
        self.light = bodies.absorbed(self.grid, case.number("pulse.energy") * density)
        law = np.log([case.number("damage.frequency")]), np.array([case.number("damage.energy")])
        self.damage: FirstOrder = first_order(*law, self.grid.shape)

    def matter(self) -> Tissue:
        """Tissue before the first pulse."""
        number, data = self.case.number, self.case.data["matter"]
        wet = number("matter.conductivity"), number("matter.heat_capacity")
        if "water" not in data:
            return bodies.matter(self.grid, self.start, wet)
        bodies.check_water(number("matter.boiling"), number("matter.latent"))
        dry = number("matter.dry_conductivity"), number("matter.dry_heat_capacity")
        return bodies.matter(self.grid, self.start, wet, dry, number("matter.water"))

    def follow(self, tissue: Tissue, until: float) -> Snapshot:
        """One pulse and the time until the next; adds to the damage."""
        boiling_range = self.case.number("matter.range") if "range" in self.case.data["matter"] else 0.0
        model = bodies.model(bodies.insulated(self.start), self._tolerance, boiling_range)
        pulse = bodies.pulse_of(self.case.number("pulse.duration"))
        watching = Watching(self.damage, watch_for(self.grid.shape, steps=64), 0)
        run = model.begin(tissue, self.light, pulse, None, until, watching)
        run.run_until(until)
        return run.snapshot()

    def _logarithm(self) -> np.ndarray:
        """Logarithm of the damage integral, with values on the axis before the rings (z, 1 + r)."""
        values = np.log(np.maximum(self.damage.integral[0], 1e-300))
        return np.column_stack((on_axis(self.grid.r, values), values))

    def depth(self) -> Found:
        """Greatest depth of Ω = 1."""
        return Found(float(deepest(self.grid.z, self._logarithm(), 0.0, float(self.grid.z_edges[-1]))))

    def radius(self) -> np.ndarray:
        """Radius of Ω = 1 at each depth (z,)."""
        values = np.log(np.maximum(self.damage.integral[0], 1e-300))
        return radii(self.grid.r, values, 0.0, float(self.grid.r_edges[-1]))

    def width(self) -> Found:
        """Twice the greatest radius of Ω = 1."""
        return Found(2.0 * float(self.radius().max()))

    def rise(self, snapshot: Snapshot, depth: float) -> Found:
        """Rise on the axis at a depth."""
        axis = on_axis(self.grid.r, np.array(snapshot.temperature)) - self.start
        return Found(float(np.interp(depth, self.grid.z, axis)))


def zone(case: Case, fine: bool) -> dict[str, Found]:
    """One gentle pulse."""
    here = _Zone(case, fine, 0.6e-3)
    tissue = here.matter()
    ended = here.follow(tissue, case.number("pulse.duration"))
    rises = {"axis_100": here.rise(ended, 100e-6), "axis_300": here.rise(ended, 300e-6)}
    # Anew from the start, so that damage and temperature come from one run.
    whole = _Zone(case, fine, 0.6e-3)
    whole.follow(tissue, case.number("pulse.end"))
    volume = float((np.pi * whole.radius() ** 2 * np.diff(whole.grid.z_edges)).sum())
    return {"depth": whole.depth(), "width": whole.width(), "volume": Found(volume), **rises}


def boiling(case: Case, fine: bool) -> dict[str, Found]:
    """One strong pulse that boils and dries."""
    here = _Zone(case, fine, 1.2e-3)
    last = here.follow(here.matter(), case.number("pulse.end"))
    lost = case.number("matter.water") - last.water
    dried = deepest(here.grid.z, lost / case.number("matter.water"), 0.5, float(here.grid.z_edges[-1]))
    steam = float((lost * here.grid.volume).sum())
    return {"depth": here.depth(), "width": here.width(), "dried_depth": Found(float(dried)), "steam": Found(steam)}


def stack(case: Case, fine: bool) -> dict[str, Found]:
    """Three gentle pulses."""
    here = _Zone(case, fine, 0.6e-3)
    tissue, interval = here.matter(), case.number("pulse.interval")
    count, found = round(case.number("pulse.count")), {}
    for number in range(count):
        last = number + 1 == count
        state = here.follow(tissue, case.number("pulse.end") - number * interval if last else interval)
        tissue = replace(tissue, temperature=np.array(state.temperature))
        if number == 0:
            found["depth_one"] = here.depth()
        if number + 2 == count:
            found["before_third"] = here.rise(state, 100e-6)
    return {"depth": here.depth(), "width": here.width(), **found}
