"""A simulation with vacuoles, made in milliseconds like those of :mod:`tests.reference.synthetic`."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.simulation.records import Simulation


def scenario(name: str, radius: float, count: float = 1.0, branch: str = "seeded") -> VacuoleScenario:
    """Vacuoles of one scenario; none where the radius is 0."""
    seen = radius > 0.0
    return VacuoleScenario(
        name=name, branch=branch if seen else "none", depth=4e-5 + radius if seen else 0.0, radius=radius,
        count=count if seen else 0.0, beyond=4e-5 if seen else 0.0, energy=4e-7 if seen else 0.0, nucleation=1.2e3,
        irradiance=1.7e15, joined=seen and count < 1e3,
    )  # fmt: skip


def vacuoles(z: np.ndarray) -> Vacuoles:
    """Vacuoles of one microbeam over the depths of a grid [m]."""
    return Vacuoles(
        scenarios=(scenario("least", 0.0), scenario("usual", 4e-5), scenario("most", 9e-5)),
        z=z, fluence=8e4 * np.exp(-z / 2e-4), unscattered=0.95 * np.exp(-z / 7e-5), seeded_fluence=8e4,
        irradiance=1.6e14, irradiance_depth=1e-5, melanosome=0.08,
    )  # fmt: skip


def torn(base: Simulation) -> Simulation:
    """A simulation whose pulse is one of a picosecond array."""
    pulse = LaserPulse(wavelength=755e-9, energy=base.treatment.pulse.energy, duration=550e-12, radius=75e-6)
    found = vacuoles(base.damage.grid.z)
    return replace(
        base,
        treatment=replace(base.treatment, pulse=pulse),
        run=replace(base.run, extras=Extras(vacuoles=found)),
    )
