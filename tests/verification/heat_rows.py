"""Cases of the verification page for heat and damage: finite volumes and damage integrals against exact solutions."""

from __future__ import annotations

import numpy as np
from scipy.special import erfc, erfcx
from tests.verification.heat_cases import (
    CAPACITY,
    CONDUCTIVITY,
    START,
    VACUUM,
    WATER,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)
from tests.verification.rows import Row
from tests.verification.test_damage_integrals import burden, exact
from tests.verification.test_heat_exact import gaussian_line, last

from microthermal.domain.laser import Cooling
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.water import vaporisation_enthalpy
from microthermal.units import celsius


def line_source() -> list[Row]:
    errors, peaks = [], []
    for ring in (40e-6, 20e-6, 10e-6, 5e-6):
        numeric, true = gaussian_line(ring)
        errors.append(float(np.abs(numeric - true).max()))
        peaks.append((float(true[0]), float(numeric[0])))
    case = "Gaussian line source after 20 ms"
    order = float(np.log2(errors[1] / errors[2]))
    return [
        Row(case, "rise on the axis, K, rings of 5 µm", "exact", *peaks[-1], 0.0, 2e-3 * peaks[-1][0]),
        Row(case, "order of convergence in space", "theory", 2.0, order, 0.0, 0.2),
    ]


def convection() -> list[Row]:
    grid = heat_grid(10e-6, 3e-3, 10e-6, 5e-6)
    cooling = Cooling(temperature=263.15, coefficient=4000.0, before=0.2)
    stream = BoilOff(air=VACUUM).evolve(heat_tissue(grid), scattered(grid, 0.0), heat_pulse(1e-6), cooling, 1e-6)
    first = next(s for s in stream if s.time >= 0)
    diffusivity = CONDUCTIVITY / CAPACITY
    u = grid.z / (2 * np.sqrt(diffusivity * 0.2))
    v = u + 4000.0 / CONDUCTIVITY * np.sqrt(diffusivity * 0.2)
    true = START + (263.15 - START) * (erfc(u) - np.exp(-(u**2)) * erfcx(v))
    return [
        Row("half-space cooled by contact for 0.2 s", f"temperature {name} deep, K", "exact", float(true[k]),
            float(first.temperature[k, 0]), 0.0, 0.05)
        for k, name in ((0, "2.5 µm"), (20, "0.1 mm"), (100, "0.5 mm"))
    ]  # fmt: skip


def drying() -> list[Row]:
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    energy = 0.5 * vaporisation_enthalpy(CAPACITY, WATER, START)
    model = BoilOff(air=VACUUM)
    final = last(model.evolve(heat_tissue(grid), scattered(grid, energy), heat_pulse(1e-3), None, 1e-3))
    left = WATER - (energy - CAPACITY * (373.15 - START)) / 2.256e6
    case = "half of what boils a cell dry"
    return [
        Row(case, "water left, kg/m³", "exact", left, float(final.water[0, 0]), 0.0, 1e-9 * WATER),
        Row(case, "temperature, K", "exact", 373.15, float(final.temperature[0, 0]), 0.0, 1e-6),
    ]


def damage() -> list[Row]:
    def course(time: float) -> float:
        return celsius(60.0) + 10.0 * time

    true = exact(course, 1.0)
    return [
        Row("damage integral, 60 to 70 °C in 1 s, 50 steps", "burden", "exact (quadrature)", true,
            burden(course, 1.0, 50), 0.0, 1e-4 * true),
    ]  # fmt: skip


CASES = (line_source, convection, drying, damage)
