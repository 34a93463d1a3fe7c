"""Small uniform pieces of dermis, pulses and light with known answers, for tests of heat."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue

START, CAPACITY, DRY_CAPACITY, CONDUCTIVITY, WATER = 307.15, 3.55e6, 4.35e5, 0.5, 740.0
VACUUM = Cooling(temperature=START, coefficient=0.0)


def heat_grid(radius, depth, ring, slab):
    return Grid(r_edges=np.arange(round(radius / ring) + 1) * ring, z_edges=np.arange(round(depth / slab) + 1) * slab)


def heat_pulse(duration, energy=1e-2):
    return Pulse(wavelength=1.06e-5, energy=energy, duration=duration, radius=60e-6)


def heat_tissue(grid, wet=0.0, dry=1e3, slope=0.0):
    one = np.ones(grid.shape[0])
    optics = Optics(
        wavelength=1.06e-5, names=("dermis",), thickness=[1e-2], wet_absorption=[wet], dry_absorption=[dry],
        wet_slope=[slope], scattering=[0.0], anisotropy=[0.8], refractive_index=[1.4], extinction_index=[0.0],
    )  # fmt: skip
    return Tissue(
        grid=grid, optics=optics, layer=0 * one, initial_water=WATER * one,
        heat_capacity=CAPACITY * one, dry_heat_capacity=DRY_CAPACITY * one,
        conductivity=CONDUCTIVITY * one, dry_conductivity=0.05 * one, perfusion=0 * one, core_temperature=310.15,
        temperature=np.full(grid.shape, START), water=np.full(grid.shape, WATER), removed=np.zeros(grid.shape),
    )  # fmt: skip


def scattered(grid, energy):
    zero = np.zeros(grid.shape)
    return Deposited(
        grid=grid, energy=zero + energy, error=zero, path=zero, entrance=np.zeros(grid.shape[1]), collimated=False,
        reflected=0.0, transmitted=0.0, lost=0.0,
    )  # fmt: skip


def column(grid, fluence):
    zero = np.zeros(grid.shape)
    return Deposited(
        grid=grid, energy=zero, error=zero, path=zero, entrance=np.zeros(grid.shape[1]) + fluence, collimated=True,
        reflected=0.0, transmitted=0.0, lost=0.0,
    )  # fmt: skip
