"""Matter, cells and light of the heat cases, as the heat model takes them."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.heat.channel import Plume
from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, LATENT_HEAT


def edges(cell: float, even: float, end: float, growth: float) -> np.ndarray:
    """Edges of cells of one size up to ``even``, then growing by a factor up to ``end`` or a little beyond."""
    found = [k * cell for k in range(round(even / cell) + 1)]
    while found[-1] < end:
        found.append(found[-1] + growth * (found[-1] - found[-2]))
    return np.array(found)


def matter(grid: Grid, start: float, wet: tuple[float, float], dry: tuple[float, float] | None = None,
           water: float = 0.0, exchange: float = 0.0) -> Tissue:  # fmt: skip
    """Even tissue; ``wet`` and ``dry`` are (conductivity, heat capacity), ``exchange`` is that with blood [W/m³/K]."""
    one, zero = np.ones(grid.shape[0]), np.zeros(grid.shape)
    # Absorption is that of dry matter: it follows neither temperature nor water.
    optics = Optics(
        wavelength=1.55e-6, names=("all",), thickness=[float(grid.z_edges[-1])], wet_absorption=[0.0],
        dry_absorption=[1e3], wet_slope=[0.0], scattering=[0.0], anisotropy=[0.0], refractive_index=[1.0],
        extinction_index=[0.0],
    )  # fmt: skip
    residue = dry or wet
    return Tissue(
        grid=grid, optics=optics, layer=0 * one, initial_water=water * one, heat_capacity=wet[1] * one,
        dry_heat_capacity=residue[1] * one, conductivity=wet[0] * one, dry_conductivity=residue[0] * one,
        perfusion=exchange / BLOOD_HEAT_CAPACITY * one, core_temperature=start, temperature=zero + start,
        water=zero + water, removed=zero,
    )  # fmt: skip


def absorbing(tissue: Tissue, absorption: float) -> Tissue:
    """The same tissue with another absorption."""
    return replace(tissue, optics=replace(tissue.optics, dry_absorption=np.array([absorption])))


def absorbed(grid: Grid, energy: np.ndarray) -> Deposited:
    """Light of which the cells take up an energy per volume (z, r) in one pulse."""
    zero = np.zeros(grid.shape)
    return Deposited(
        grid=grid, energy=np.array(energy), error=zero, path=zero, entrance=np.zeros(grid.shape[1]), collimated=False,
        reflected=0.0, transmitted=0.0, lost=0.0,
    )  # fmt: skip


def pulse_of(duration: float) -> Pulse:
    """A pulse of even power; its heat is stated by what is absorbed."""
    return Pulse(wavelength=1.55e-6, energy=1.0, duration=duration, radius=60e-6)


def insulated(start: float) -> Cooling:
    """A surface through which no heat passes."""
    return Cooling(temperature=start, coefficient=0.0)


def model(top: Cooling, tolerance: float, boiling_range: float = 0.0) -> BoilOff:
    """The heat model with constant properties: no plume, closing vessels, leaving residue or caught steam."""
    return BoilOff(
        air=top, residue_temperature=1500.0, plume=Plume(extinction=0.0), escape_depth=1e-2,
        boiling_range=boiling_range, warming=0.0, vessel_frequency=0.0, tolerance=tolerance,
    )  # fmt: skip


def check_water(boiling: float, latent: float) -> None:
    """Stop where a case states other steam tables than the program's.

    Raises
    ------
    ValueError
        If boiling temperature or latent heat differ.
    """
    if not (math.isclose(boiling, BOILING_TEMPERATURE) and math.isclose(latent, LATENT_HEAT)):
        raise ValueError("the program boils water at 373.15 K with 2.256 MJ/kg; the case states something else")
