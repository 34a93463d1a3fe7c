"""The time loop on voxels: super-time-steps of second order, as long as an error in kelvin allows."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.conduction.step import MOST_STAGES, stages_for
from microthermal.numerics.voxels.links import Top, VoxelLinks, VoxelMatter, VoxelSpace, conductivities, links_of
from microthermal.numerics.voxels.stages import inflows, ledger, stiffest, warmed

Array = NDArray[np.float64]

# A step is cut or stretched by no more than these factors, and aims below the tolerance by this one.
_LEAST, _MOST, _AIM = 0.2, 3.0, 0.8
# Near boiling, where the temperature has a kink in the heat, the error counts by this factor, as on the cylinder.
_NEAR_BEND, _LENIENT = 15.0, 0.015
# Steps shorter than this part of the span are not tried again.
_SHORTEST = 1e-7
# Where nothing conducts, any step is stable [1/s].
_STILL = 1e-30


class VoxelFrame(NamedTuple):
    """State after a step: time [s], step [s], temperature and water (z, y, x), energies since the start [J].

    ``missed`` is the error [K] of the step where it had to be taken beyond its tolerance, else 0.
    """

    time: float
    step: float
    temperature: Array
    water: Array
    supplied: float
    stored: float
    surface: float
    perfused: float
    vapour: float
    missed: float


class Span(NamedTuple):
    """A stretch of time in which light and surroundings are steady: its end [s], power (z, y, x) [W], what is above."""

    until: float
    power: Array
    top: Top


def follow(
    space: VoxelSpace, matter: VoxelMatter, start: tuple[Array, Array], spans: Iterable[Span], tolerance: float
) -> Iterator[VoxelFrame]:
    """Heat of a block over time, step by step.

    Parameters
    ----------
    space : VoxelSpace
        Lengths of a voxel, and what is beyond the sides.
    matter : VoxelMatter
        Media.
    start : tuple of Array, (z, y, x)
        Temperature and water at time 0.
    spans : iterable of Span
        One after the other; each is asked for when the frames of the one before have been taken, so that it may follow
        from them.
    tolerance : float
        Error of a step [K].

    Yields
    ------
    VoxelFrame
        After every step; its arrays are not changed later.

    Notes
    -----
    Runge-Kutta-Legendre of second order in the heat taken up since the step began, with conductances fixed in the step,
    as the explicit steps of the cylinder (:mod:`microthermal.numerics.conduction.step`).
    """
    state, time, step = (np.array(start[0]), np.array(start[1])), 0.0, 0.0
    supplied, surface, perfused = 0.0, 0.0, 0.0
    conductivity = np.empty_like(state[0])
    volume = space.high * space.deep * space.wide
    for span in spans:
        length = span.until - time
        step = min(length, max(step, 1e-3 * length))
        while time < span.until:
            # The last two steps of a span are of one length, so that none is tiny.
            left = span.until - time
            step = left if step >= left else min(step, 0.5 * left) if step > 0.5 * left else step
            conductivities(matter, state[0], state[1], conductivity)
            links = links_of(space, conductivity, span.top)
            short = step <= _SHORTEST * length
            found = _tried(matter, links, state, span, (step, volume))
            if found.error > tolerance and not short:
                step *= max(_LEAST, _AIM * (tolerance / found.error) ** (1.0 / 3.0))
                continue
            time = span.until if step == left else time + step
            supplied += float(span.power.sum()) * step
            surface, perfused = surface + found.surface, perfused + found.perfused
            state = found.state
            stored, vapour = ledger(matter, state, (start[0], start[1]), volume)
            missed = found.error if found.error > tolerance else 0.0
            yield VoxelFrame(
                time, step, *state, supplied=supplied, stored=stored, surface=surface, perfused=perfused,
                vapour=vapour, missed=missed,
            )  # fmt: skip
            step *= min(_MOST, _AIM * (tolerance / max(found.error, 1e-9)) ** (1.0 / 3.0))


class _Step(NamedTuple):
    state: tuple[Array, Array]
    surface: float
    perfused: float
    error: float


def _fraction(j: int) -> float:
    return 1.0 / 3.0 if j < 2 else (j * j + j - 2.0) / (2.0 * j * (j + 1.0))


def _tried(
    matter: VoxelMatter, links: VoxelLinks, state: tuple[Array, Array], span: Span, by: tuple[float, float]
) -> _Step:
    """One step from a state, and its error [K]; infinite where it would need too many stages."""
    step, volume = by
    stages = stages_for(step, 1.0 / max(stiffest(links, matter, state[1], volume), _STILL))
    if stages > MOST_STAGES:
        return _Step(state, 0.0, 0.0, math.inf)
    top = (span.top.temperature, volume)
    first, flow = np.empty_like(state[0]), np.empty_like(state[0])
    warm, wet = np.empty_like(state[0]), np.empty_like(state[0])
    out_0 = np.array(inflows(links, matter, state[0], span.power, top, first))
    weight = 4.0 / (stages * stages + stages - 2.0)
    forward = _fraction(1) * weight * step
    older, newer = np.zeros_like(first), forward * first
    ledger_old, ledger_new = np.zeros(2), forward * out_0
    for j in range(2, stages + 1):
        mu = (2.0 * j - 1.0) / j * _fraction(j) / _fraction(j - 1)
        nu = -(j - 1.0) / j * _fraction(j) / _fraction(j - 2)
        forward = mu * weight * step
        back = -(1.0 - _fraction(j - 1)) * forward
        warmed(matter, state, newer, volume, (warm, wet))
        out = np.array(inflows(links, matter, warm, span.power, top, flow))
        older, newer = newer, mu * newer + nu * older + forward * flow + back * first
        ledger_old, ledger_new = ledger_new, mu * ledger_new + nu * ledger_old + forward * out + back * out_0
    warmed(matter, state, newer, volume, (warm, wet))
    inflows(links, matter, warm, span.power, top, flow)
    return _Step(
        (warm, wet), float(ledger_new[0]), float(ledger_new[1]), _error(matter, state, (warm, newer, first, flow), by)
    )


def _error(
    matter: VoxelMatter, state: tuple[Array, Array], end: tuple[Array, Array, Array, Array], by: tuple[float, float]
) -> float:
    """Highest error of a step [K of moist tissue]: 0.8 (x_0 - x_1) + 0.4 Δt (rate_0 + rate_1)."""
    warm, heat, first, last = end
    step, volume = by
    capacity = (matter.dry + matter.per_water * matter.full)[matter.medium] * volume
    miss = np.abs(0.4 * step * (first + last) - 0.8 * heat) / capacity
    bend = np.maximum(state[0], warm) > matter.boiling - _NEAR_BEND
    return float(np.where(bend, _LENIENT * miss, miss).max())
