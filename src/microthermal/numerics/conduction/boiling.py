"""Enthalpy balance of one cell: sensible heat, boiling over a few kelvin, dry residue."""

from __future__ import annotations

import math
from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import NEAR_BOILING, Array, Matter, Removal


class Slab(NamedTuple):
    """Thermal properties of the cells of one piece of a slab, one number of each in Matter."""

    dry: float
    per_water: float
    full: float
    boiling: float
    span: float
    latent: float


class Cell(NamedTuple):
    """Temperature and water per volume of a cell."""

    temperature: float
    water: float


@njit(cache=True, inline="always")
def slab_of(matter: Matter, i: int, j: int) -> Slab:
    """Properties of the piece of slab i in which ring j lies."""
    return piece_of(matter, matter.pieces.of[i, j])


@njit(cache=True, inline="always")
def piece_of(matter: Matter, p: int) -> Slab:
    """Properties of piece p."""
    return Slab(matter.dry[p], matter.per_water[p], matter.full[p], matter.boiling, matter.span, matter.latent)


@njit(cache=True, inline="always")
def cell_of(temperature: Array, water: Array, i: int, j: int) -> Cell:
    """Cell of slab i and ring j."""
    return Cell(temperature[i, j], water[i, j])


@njit(cache=True)
def effective_latent_heat(slab: Slab) -> float:
    """Effective latent heat per mass of water: latent heat, and sensible heat as the boiling point rises."""
    return float(slab.latent + slab.dry * slab.span / slab.full) if slab.full > 0.0 else slab.latent


@njit(cache=True)
def boiling_point(slab: Slab, water: float) -> float:
    """Boiling point T_b(w) = T_1 + span (1 - w / full): the last water is bound most strongly."""
    return float(slab.boiling + slab.span * max(0.0, 1.0 - water / slab.full)) if slab.full > 0.0 else slab.boiling


@njit(cache=True)
def breakpoints(slab: Slab, cell: Cell, ceiling: float) -> tuple[float, float, float, float]:
    """Breakpoints of the enthalpy-temperature curve of a cell.

    Parameters
    ----------
    slab : Slab
        Material.
    cell : Cell
        Cell now.
    ceiling : float
        Water to which steam condenses when a boiling cell is cooled; no more than the water of the cell where steam
        has left.

    Returns
    -------
    tuple of float
        Heat per volume at which the cell reaches the temperature where boiling begins, at which its own water starts to
        boil, and at which it is dry (negative: passed already); then its water up to the second breakpoint.

    Notes
    -----
    Liquid takes c(w) dT = dh with c(w) = dry + per_water · w below T_1, c = dry above it; boiling takes -L_eff dw = dh.
    """
    temperature, water = cell
    latent, own = effective_latent_heat(slab), boiling_point(slab, water)
    if temperature < own - NEAR_BOILING:
        below = slab.dry + slab.per_water * water if temperature < slab.boiling else slab.dry
        first = below * (slab.boiling - temperature)
        second = first + slab.dry * (own - slab.boiling)
        return first, second, second + latent * water, water
    wet = max(water, ceiling)
    third = latent * water if water > 0.0 else -slab.dry * (temperature - own)
    second = third - latent * wet
    return second - slab.dry * (boiling_point(slab, wet) - slab.boiling), second, third, wet


@njit(cache=True)
def heated(slab: Slab, cell: Cell, heat: float, ceiling: float) -> Cell:
    """A cell after it takes up heat.

    Parameters
    ----------
    slab : Slab
        Material.
    cell : Cell
        Cell before.
    heat : float
        Heat per volume; may be negative.
    ceiling : float
        As in :func:`breakpoints`.
    """
    capacity = slab.dry + slab.per_water * cell.water
    if cell.temperature < slab.boiling and cell.temperature * capacity + heat <= slab.boiling * capacity:
        # Most cells stay below boiling, where there are no breakpoints.
        return Cell(cell.temperature + heat / capacity, cell.water)
    first, second, third, wet = breakpoints(slab, cell, ceiling)
    if heat <= first:
        return Cell(slab.boiling + (heat - first) / (slab.dry + slab.per_water * wet), wet)
    if heat <= second:
        return Cell(slab.boiling + (heat - first) / slab.dry, wet)
    if heat < third:
        left = (third - heat) / effective_latent_heat(slab)
        return Cell(boiling_point(slab, left), left)
    return Cell(boiling_point(slab, 0.0) + (heat - third) / slab.dry, 0.0)


@njit(cache=True)
def _sensible(slab: Slab, water: float, temperature: float) -> float:
    # Sensible heat per volume, from the temperature at which boiling begins.
    above = temperature - slab.boiling
    return slab.dry * above if above > 0.0 else (slab.dry + slab.per_water * water) * above


@njit(cache=True)
def held(slab: Slab, now: Cell, start: Cell) -> float:
    """Sensible heat per volume above the initial state; water at its initial temperature counts as zero."""
    return _sensible(slab, now.water, now.temperature) - _sensible(slab, now.water, start.temperature)


@njit(cache=True)
def steamed(slab: Slab, now: Cell, start: Cell) -> float:
    """Heat per volume that steam has carried out of a cell, or holds in it where it is confined."""
    return (start.water - now.water) * carried_by_steam(slab, start)


@njit(cache=True, inline="always")
def carried_by_steam(slab: Slab, start: Cell) -> float:
    """Heat that steam carries per mass: latent + c_water (T_1 - T_start)."""
    return slab.latent + slab.per_water * max(0.0, slab.boiling - start.temperature)


@njit(cache=True)
def seeping(slab: Slab, limit: float, now: Cell, start: Cell, way: float) -> float:
    """Water per volume of the steam that leaks out of a confined cell.

    Parameters
    ----------
    slab : Slab
        Material.
    limit : float
        Heat per volume at which the cell bursts.
    now, start : Cell
        The cell now and at the start, less what has leaked.
    way : float
        Leak diffusivity times time, over the square of the wet depth that the steam has to pass (its mean).

    Notes
    -----
    Steam flows off as its pressure drives it, m' = -m p D / depth². p is the fraction of the way from the heat at which
    the cell begins to boil to that at which it bursts; the step is implicit.
    """
    steam = start.water - now.water
    begins = (slab.dry + slab.per_water * start.water) * max(0.0, slab.boiling - start.temperature)
    if steam <= 0.0 or limit <= begins:
        return 0.0
    taken = held(slab, now, start) + steamed(slab, now, start) - begins
    rate = way * min(max(taken / (limit - begins), 0.0), 1.0)
    return steam * rate / (1.0 + rate)


@njit(cache=True)
def room(slab: Slab, removal: Removal, i: int, now: Cell, start: Cell, share: float) -> float:
    """Heat per volume that a cell of slab i can still take up before it leaves.

    It bursts when the fraction ``share`` of its heat, that which light could have brought, is the ejection enthalpy.
    """
    bursts = removal.enthalpy[i] / share if share > 0.0 else math.inf
    by_enthalpy = bursts - held(slab, now, start) - steamed(slab, now, start)
    return float(min(by_enthalpy, residue_room(slab, removal.temperature[i], now)))


@njit(cache=True)
def residue_room(slab: Slab, temperature: float, now: Cell) -> float:
    """Heat per volume that a cell can still take up before its dry residue is as hot as it leaves."""
    return float(breakpoints(slab, now, 0.0)[2] + slab.dry * (temperature - boiling_point(slab, 0.0)))
