"""Problems whose properties change as tissue warms: boiling over a range, conductivity, vessels that close.

Exact where a formula is known, and an ordinary differential equation solved to rounding where one cell stays even.
"""

from __future__ import annotations

import dataclasses

import numpy as np
from scipy.integrate import solve_ivp
from tests.verification import heat_problems as problems
from tests.verification.heat_cases import (
    CAPACITY,
    CONDUCTIVITY,
    DRY_CAPACITY,
    START,
    WATER,
    heat_grid,
    heat_pulse,
    heat_tissue,
    scattered,
)  # fmt: skip
from tests.verification.heat_problems import AT_ONCE, column_of, last, matter, run

from microthermal.domain.inputs.laser import Cooling, Train
from microthermal.heat.models import evolve
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.constants import GAS_CONSTANT

# Vessels that close within seconds at 60 °C, so slowly in temperature that the problem stays smooth.
CLOSING = {"vessel_frequency": 20.0, "vessel_energy": 1e4}
WARM = 333.15


def dried_over(boiling_range, fraction, pieces=1):
    """Temperature [K] and water [kg/m³] of one cell given a fraction of what boils it dry, and what they must be.

    The boiling point rises evenly as water goes, T = T_b + range (1 - w/W), so that a mass of water takes the latent
    heat and, beside it, the warming of what is dry: c (T_b - T_0) + (L + c_dry range / W) (W - w). The fraction is
    given in one pulse or in several pieces with pauses.
    """
    grid = heat_grid(10e-6, 10e-6, 10e-6, 10e-6)
    sensible = CAPACITY * (BOILING_TEMPERATURE - START)
    effective_latent_heat = LATENT_HEAT + DRY_CAPACITY * boiling_range / WATER
    heat = fraction * (sensible + effective_latent_heat * WATER)
    pulse = heat_pulse(1e-3)
    if pieces > 1:
        pulse = dataclasses.replace(pulse, train=Train(count=pieces, pause=5e-5))
    model = dataclasses.replace(problems.QUIET, boiling_range=boiling_range)
    final = last(evolve(model, heat_tissue(grid), scattered(grid, heat), pulse, None, pulse.duration))
    water = float(np.clip(WATER - (heat - sensible) / effective_latent_heat, 0.0, WATER))
    if heat < sensible:
        warm = START + heat / CAPACITY
    else:
        dry = max(heat - sensible - effective_latent_heat * WATER, 0.0)
        warm = BOILING_TEMPERATURE + boiling_range * (1.0 - water / WATER) + dry / DRY_CAPACITY
    return (float(final.temperature[0, 0]), float(final.water[0, 0])), (warm, water)


def warming_slab(cell, warming=0.01, thickness=0.4e-3, heating=1.9e8):
    """Steady rise above 37 °C of an evenly heated slab, insulated below, and Kirchhoff's.

    k = k₀ (1 + β u) with u = T - 37 °C. U = u + β u²/2 obeys k₀ U'' = -q, U' = 0 below:
    U = U_s + q/k₀ (D z - z²/2), where the surface is at T_outside + q D / h.
    """
    grid, until, air = column_of(thickness, cell), 10.0, Cooling(temperature=305.0, coefficient=1e4)
    model = dataclasses.replace(problems.QUIET, warming=warming, air=air)
    final = run(heat_tissue(grid), heating * until, until, model=model)
    surface = air.temperature + heating * thickness / air.coefficient - CONDUCTIVITY_REFERENCE
    inside = surface + 0.5 * warming * surface**2
    inside = inside + heating / CONDUCTIVITY * (thickness * grid.z - 0.5 * grid.z**2)
    true = inside if warming == 0.0 else (np.sqrt(1.0 + 2.0 * warming * inside) - 1.0) / warming
    return final.temperature[:, 0] - CONDUCTIVITY_REFERENCE, true


def cooled_by_closing_vessels(until=4.0, perfusion=0.5, **closing):
    """Temperature [K] and heat given to blood [J/m³] of one warm cell whose vessels close, and those of its equations.

    c dT/dt = -ω ρ_b c_b e^{-Ω} (T - T_blood), dΩ/dt = A e^{-E/RT}. The burden Ω at the end comes third.
    """
    grid, vessels = heat_grid(10e-6, 10e-6, 10e-6, 10e-6), closing or CLOSING
    body = matter(grid, CONDUCTIVITY, CAPACITY, WARM, WATER, perfusion=perfusion)
    model = dataclasses.replace(problems.QUIET, **vessels)
    final = last(evolve(model, body, scattered(grid, 0.0), heat_pulse(AT_ONCE), None, until))
    rate = perfusion * BLOOD_HEAT_CAPACITY / CAPACITY

    def change(_, now):
        warm, omega = now
        falls = -rate * np.exp(-omega) * (warm - body.core_temperature)
        activation = vessels["vessel_energy"] / GAS_CONSTANT / warm
        return [falls, vessels["vessel_frequency"] * np.exp(-activation)]

    warm, omega = solve_ivp(change, (0.0, until), [WARM, 0.0], rtol=1e-11, atol=1e-11).y[:, -1]
    given = final.balance.perfused / float(grid.volume.sum())
    return (float(final.temperature[0, 0]), given), (float(warm), CAPACITY * (WARM - float(warm))), float(omega)
