"""How warm the tissue between the zones becomes: the heat of every microbeam, summed in the order of the scan."""

from __future__ import annotations

from math import pi

import numpy as np

from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.field import ResidualHeat, RiseMap, Warming
from microthermal.numerics.ties import first_greatest
from microthermal.quantity import Array
from microthermal.tissue.resting import STILL_AIR
from microthermal.zones.bulk.greens_functions import (
    Response,
    kept_fraction,
    mapped,
    middles,
    response_of,
    resting_course,
    rises,
)
from microthermal.zones.bulk.residual_heat import Heat
from microthermal.zones.patterns import pitch
from microthermal.zones.scanning import PASS, TIME, Scan, scan

# Runs of one zone, at most, until its start fits the field that it makes.
MOST_ROUNDS = 4

# Number of probes between zones; there are twice as many where a pulse is about to fall.
_PLACES = 32
# Times at which a probe between zones is read, in units of the diffusion time from the nearest zone.
_DELAYS = (0.3, 0.7, 1.3, 2.5, 5.0)
_MOMENTS, _MAP = 40, 25
# Microbeams within this many pitches of a place between zones are its neighbours.
_AROUND = 0.9
# How long the trace goes on after the last pass [s].
_AFTER = 60.0


def warming(
    pattern: Pattern, heat: Heat, skin: Skin, cooling: Cooling, busy: float, seed: int = 1, detail: bool = True
) -> Warming:
    """Temperatures between the zones of a whole treatment.

    Parameters
    ----------
    pattern : Pattern
        Where and when microbeams fall.
    heat : Heat
        What one of them leaves.
    skin : Skin
        Layers, surface and core temperature.
    cooling : Cooling
        What touches the surface: during each pass, and for its times before and after; at all other times bare skin
        lies in still air. One mean coefficient stands for both.
    busy : float
        Time of one microbeam or stack [s].
    seed : int, optional
        Seed of shifts and random orders.
    detail : bool, optional
        Whether to draw the map and the trace as well.

    Notes
    -----
    Superposition of the linear answers of layered skin, Gaussian sideways and modal in depth. Zones of the same pass
    lie where they lie; those of other passes, and of random layouts, fall anywhere within a cell, so that they are
    smoothed over one, which gives the expected value. Between zones means at the hole centres of the lattice.
    """
    laid = scan(pattern, busy, seed)
    last = float(laid.ends[-1])
    contact = min(last, pattern.passes * (cooling.before + cooling.after + float(laid.ends[0])))
    found = response_of(heat, skin, _mean_coefficient(cooling, contact / last), last + _AFTER)
    sums = _Sums(found, laid, heat.time, 1.0 / (pi * pattern.density), pattern.layout != "random")
    alpha = float(np.mean(found.slabs.conductivity / found.slabs.capacity))
    holes = _holes(pattern, laid, (0.5 * pitch(pattern)) ** 2 / (4.0 * alpha) + heat.time)
    between, before = sums.at(holes), sums.at(_starts(laid))
    peak = np.max(between, axis=0)
    deepest = first_greatest(peak)
    centre = 0.5 * (laid.zones[:, :2].max(axis=0) + laid.zones[:, :2].min(axis=0))
    begin = float(_begins(laid)[-1])
    ending, left = sums.at(
        _probes(np.full(2, centre[0]), np.full(2, centre[1]), np.array([last + heat.time, begin]), -1.0)
    )
    time, trace = _trace(sums, centre, deepest, detail)
    x, y, drawn = _map(sums, last, deepest, detail)
    times = np.concatenate((holes[:, TIME], [0.0, last]))
    resting = resting_course(found, skin, cooling, np.minimum(times, contact))
    return Warming(
        z=middles(found),
        peak=peak,
        start=before.max(axis=0),
        mean_start=before.mean(axis=0),
        residual=left * (pattern.passes > 1),
        end=ending,
        resting=resting[-2],
        peak_temperature=np.max(between + resting[:-2], axis=0),
        end_temperature=ending + resting[-1],
        time=time,
        trace=trace,
        map=RiseMap(x=x, y=y, rise=drawn),
        pass_time=float(np.mean(laid.ends - _begins(laid))),
        heat=ResidualHeat(zones=len(laid.zones), of_one=heat.total, kept=kept_fraction(found, heat, laid, last)),
    )


def _mean_coefficient(cooling: Cooling, fraction: float) -> float:
    """Heat transfer over the whole time: cooling for a fraction of it, bare skin in the pauses."""
    return cooling.coefficient * fraction + min(cooling.coefficient, STILL_AIR.coefficient) * (1.0 - fraction)


class _Sums:
    # The sums over one scan, with the input that they share.
    def __init__(self, found: Response, laid: Scan, heat_time: float, blur: float, exact: bool) -> None:
        self.found, self.laid, self.heat_time, self.blur, self.exact = found, laid, heat_time, blur, exact

    def at(self, probes: Array) -> Array:
        # For random places only the expected rise is known, also that of the probe's own pass.
        known = probes if self.exact else probes * np.array([1.0, 1.0, 1.0, 0.0]) - np.array([0.0, 0.0, 0.0, 1.0])
        return rises(self.found, self.laid, self.heat_time, known, self.blur)


def _probes(x: Array, y: Array, time: Array | float, number: float) -> Array:
    return np.column_stack((x, y, np.broadcast_to(time, x.shape), np.full(x.size, number)))


def _spread_out(count: int, wanted: int) -> np.ndarray:
    return np.unique(np.linspace(0, count - 1, min(count, wanted)).round().astype(int))


def _holes(pattern: Pattern, laid: Scan, merging: float) -> Array:
    """Places between zones of the last pass, at times when the heat of their neighbours has come there."""
    own = laid.zones[laid.zones[:, PASS] == pattern.passes - 1]
    step = pitch(pattern)
    aside = np.array([0.5 * step, 0.5 * step if pattern.layout == "square" else step / (2.0 * np.sqrt(3.0))])
    chosen = own[_spread_out(len(own), _PLACES)]
    places = chosen[:, :2] + aside
    distance = (own[:, 0] - places[:, :1]) ** 2 + (own[:, 1] - places[:, 1:]) ** 2
    # The three or four around the hole lie at 0.58 or 0.71 of the pitch, the next ones beyond 1.15.
    near = distance < (_AROUND * step) ** 2
    last = np.maximum(np.max(np.where(near, own[:, TIME], -np.inf), axis=1), chosen[:, TIME])
    times = np.column_stack([last[:, None] + merging * np.array(_DELAYS), np.full(last.size, own[-1, TIME] + merging)])
    x, y = np.repeat(places, times.shape[1], axis=0).T
    return _probes(x, y, times.ravel(), pattern.passes - 1.0)


def _starts(laid: Scan) -> Array:
    return np.asarray(laid.zones[_spread_out(len(laid.zones), 2 * _PLACES)])


def _begins(laid: Scan) -> Array:
    """When the first microbeam of each pass falls [s] (pass,)."""
    _, first = np.unique(laid.zones[:, PASS], return_index=True)
    return np.asarray(laid.zones[first, TIME])


def _trace(sums: _Sums, centre: Array, depth: int, detail: bool) -> tuple[Array, Array]:
    if not detail:
        return np.zeros(1), np.zeros(1)
    begins, ends = _begins(sums.laid), sums.laid.ends
    last = float(ends[-1])
    # Even times during a pass; geometric ones after it, since heat leaves fast at first.
    each = max(4, _MOMENTS // ends.size)
    after = np.append(begins[1:], last + _AFTER) - ends
    parts = [np.linspace(begin, end, each) for begin, end in zip(begins, ends, strict=True)]
    parts += [end + max(pause, 1e-3) * np.geomspace(0.005, 1.0, each) for end, pause in zip(ends, after, strict=True)]
    # The time for which final values are reported is one of them.
    time = np.unique(np.concatenate([[0.0, last + sums.heat_time], *parts]))
    probes = _probes(np.full(time.size, centre[0]), np.full(time.size, centre[1]), time, -1.0)
    return time, sums.at(probes)[:, depth]


def _map(sums: _Sums, last: float, depth: int, detail: bool) -> tuple[Array, Array, Array]:
    if not detail:
        return np.zeros(1), np.zeros(1), np.zeros((1, 1))
    places = sums.laid.zones[:, :2]
    x, y = (np.linspace(each.min(), each.max(), _MAP) for each in places.T)
    drawn = mapped(sums.found, sums.laid, sums.heat_time, (x, y), (last + sums.heat_time, depth), sums.blur)
    return x, y, drawn
