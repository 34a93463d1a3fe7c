"""Exact answers where there are any: formulas, sums and quadratures that share nothing with the program's kernels."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from math import acos, exp, log, pi, sqrt

import numpy as np
from scipy.integrate import quad
from scipy.special import erfc, erfcx, ive
from tests.numerics.twins.adding_doubling import slab as adding_doubling

from benchmarks.mtz.case import Case
from benchmarks.mtz.ours.damage import history

_NODES, _WEIGHTS = np.polynomial.legendre.leggauss(400)


def slab(case: Case) -> dict[str, float]:
    """Adding-doubling with 64 angles; van de Hulst (1980) prints 0.66096 for what is transmitted."""
    optics = tuple(case.number(f"light.{name}") for name in ("absorption", "scattering", "anisotropy"))
    back, through = adding_doubling([(*optics, case.number("geometry.thickness"))], case.number("light.index_slab"), 64)
    return {"reflected": float(back), "transmitted": float(through)}


def layers(case: Case) -> dict[str, float]:
    """Fresnel's law at normal incidence."""
    above, below = case.number("light.index_above"), case.number("light.index_1")
    return {"specular": ((below - above) / (below + above)) ** 2}


def cylinder(case: Case) -> dict[str, float]:
    """Integral over the age of an instantaneous cylinder, whose own integral runs over its disc."""
    radius, duration = case.number("geometry.radius"), case.number("pulse.duration")
    capacity = case.number("matter.heat_capacity")
    diffusivity = case.number("matter.conductivity") / capacity

    def held(place: float, age: float) -> float:
        # Temperature at a place of a cylinder that had the temperature 1 a time ago.
        wide = 2.0 * diffusivity * age
        if place == 0.0:
            return -float(np.expm1(-(radius**2) / (2.0 * wide)))

        def ring(r: float) -> float:
            return r / wide * exp(-((r - place) ** 2) / (2.0 * wide)) * float(ive(0, r * place / wide))

        near = sorted({min(max(place + k * sqrt(wide), 0.0), radius) for k in (-8.0, 0.0, 8.0)} | {0.0, radius})
        return sum(quad(ring, a, b, epsabs=1e-12)[0] for a, b in pairwise(near))

    def rise(place: float, time: float) -> float:
        # Over the root of the age, in which the integral is smooth.
        young, old = sqrt(max(time - duration, 0.0)), sqrt(time)
        found = quad(lambda v: 2.0 * v * held(place, max(v * v, 1e-15)), young, old, epsabs=1e-10, limit=200)[0]
        return case.number("light.power") / capacity * float(found)

    return {
        "axis_3ms": rise(0.0, 3e-3), "edge_3ms": rise(radius, 3e-3), "outside_3ms": rise(2.0 * radius, 3e-3),
        "axis_10ms": rise(0.0, 10e-3), "axis_50ms": rise(0.0, 50e-3),
    }  # fmt: skip


def relaxation(case: Case) -> dict[str, float]:
    """Source: product of a Gaussian and a Robin half-space, over its age. Plate: Danckwerts' integral."""
    number = case.number
    conductivity, capacity = number("matter.conductivity"), number("matter.heat_capacity")
    diffusivity, decay = conductivity / capacity, number("matter.exchange") / capacity
    contact, attenuation = number("boundary.coefficient") / conductivity, number("light.attenuation")
    radius, duration = number("light.radius"), number("pulse.duration")
    fluence = 2.0 * number("pulse.energy") / (pi * radius**2)

    def along(z: float, age: float) -> float:
        # What is left of exp(-attenuation z) on a half-space with a Robin face: its Green's function, over y.
        s = sqrt(diffusivity * age)

        def over(low: float, call: Callable[[np.ndarray], np.ndarray]) -> float:
            high = max(low, 0.0) + 7.0
            y = low + 0.5 * (_NODES + 1.0) * (high - low)
            return float(0.5 * (high - low) * (_WEIGHTS @ call(y)))

        here, u = max(-z / (2.0 * s), -7.0), z / (2.0 * s)
        own = over(here, lambda y: np.exp(-(y**2) - attenuation * (z + 2.0 * s * y)) / sqrt(pi))

        def mirrored(y: np.ndarray) -> np.ndarray:
            green = 1.0 / sqrt(pi) - 2.0 * s * contact * erfcx(y + contact * s)
            return np.exp(-(y**2) - attenuation * (2.0 * s * y - z)) * green

        return own + over(u, mirrored)

    def cooled(z: float, age: float) -> float:
        # The plate's effect on a half-space without blood, for a difference of 1.
        s = sqrt(diffusivity * age)
        u = z / (2.0 * s)
        return float(erfc(u) - exp(-(u**2)) * erfcx(u + contact * s))

    def change(z: float, time: float) -> float:
        young, old = sqrt(max(time - duration, 0.0)), sqrt(time)

        def warmed(v: float) -> float:
            age = max(v * v, 1e-12)
            spread = radius**2 / (radius**2 + 8.0 * diffusivity * age)
            return 2.0 * v * spread * along(z, age) * exp(-decay * age)

        heat = fluence * attenuation / (capacity * duration) * quad(warmed, young, old, epsabs=1e-12, limit=200)[0]
        lasting = quad(lambda v: 2.0 * v * cooled(z, max(v * v, 1e-12)) * exp(-decay * v * v), 0.0, old, limit=200)[0]
        plate = decay * lasting + cooled(z, time) * exp(-decay * time)
        return float(heat + (number("boundary.plate") - number("matter.start")) * plate)

    times, depths = ((10e-3, "10ms"), (100e-3, "100ms"), (1.0, "1s")), ((50e-6, "50um"), (300e-6, "300um"))
    return {f"change_{at}_{name}": change(z, time) for time, name in times for z, at in depths}


def damage(case: Case) -> dict[str, float]:
    """Closed forms for A, B and D, adaptive quadrature for C."""
    number = case.number
    factor, over = number("damage.frequency"), number("damage.energy") / number("damage.gas_constant")

    def rate(temperature: float) -> float:
        return exp(log(factor) - over / temperature)

    def straight(time: float, first: float, last: float) -> float:
        a, b = rate(first), rate(last)
        return time * a if a == b else time * (b - a) / log(b / a)

    def decaying(t: float) -> float:
        return rate(
            number("matter.decay_base") + number("matter.decay_rise") * exp(-t / number("matter.decay_constant"))
        )

    times, warm = history(case.data["files"][0])
    pieces = zip(np.diff(times), warm[:-1], warm[1:], strict=True)
    return {
        "constant": number("matter.constant_time") * rate(number("matter.constant_temperature")),
        "ramp": straight(number("matter.ramp_time"), number("matter.ramp_begin"), number("matter.ramp_end")),
        "decay": quad(decaying, 0.0, number("matter.decay_time"), epsrel=1e-11, limit=500)[0],
        "table": sum(straight(float(step), float(a), float(b)) for step, a, b in pieces),
    }


def crater(case: Case) -> dict[str, float]:
    """Depth F/H - 1/μ where F > H/μ, over a Gaussian F."""
    number, peak = case.number, 2.0 * case.number("pulse.energy") / (pi * case.number("light.radius") ** 2)
    skin, heat, half = (
        1.0 / number("light.absorption"),
        number("removal.enthalpy"),
        pi * number("light.radius") ** 2 / 2,
    )
    ratio = peak / (heat * skin)
    return {
        "depth": peak / heat - skin,
        "radius": number("light.radius") * sqrt(0.5 * log(ratio)),
        "volume": half * (peak / heat - skin - skin * log(ratio)),
        "left": half * heat * skin * (log(ratio) + 1.0),
    }


def lattice(case: Case) -> dict[str, float]:
    """Boolean model, discs less their lenses, covariance of the Boolean model, and the plain sum over all zones."""
    number = case.number
    radius, density = number("geometry.disc_radius"), number("geometry.density")
    pitch, covered = sqrt(2.0 / (sqrt(3.0) * density)), density * pi * radius**2

    def shared(h: float) -> float:
        return 2.0 * radius**2 * acos(h / (2.0 * radius)) - 0.5 * h * sqrt(max(4.0 * radius**2 - h**2, 0.0))

    hexagonal = covered - 3.0 * density * shared(pitch)
    variance = quad(
        lambda h: 2.0 * pi * h * (exp(density * shared(h) - 2.0 * covered) - exp(-2.0 * covered)), 0.0, 2.0 * radius
    )[0] / 1e-4  # fmt: skip
    capacity = number("matter.heat_capacity")
    rows, columns = round(number("geometry.rows")), round(number("geometry.columns"))
    x, y, last = 10.5 * pitch, (10.0 * sqrt(0.75) + 0.5 / sqrt(3.0)) * pitch, rows * columns - 1

    def rise(later: float) -> float:
        found = 0.0
        for zone in range(last + 1):
            i, j = divmod(zone, columns)
            age = later + (last - zone) * number("pulse.interval")
            wide = number("light.width") ** 2 + 4.0 * number("matter.conductivity") / capacity * age
            away = (x - (j + 0.5 * (i % 2)) * pitch) ** 2 + (y - i * sqrt(0.75) * pitch) ** 2
            found += number("light.heat_per_length") / (capacity * pi * wide) * exp(-away / wide)
        return found

    return {
        "random": 1.0 - exp(-covered), "hexagonal": hexagonal, "two_passes": 1.0 - (1.0 - hexagonal) ** 2,
        "random_deviation": sqrt(variance), "rise_early": rise(50e-3), "rise_late": rise(1.0),
    }  # fmt: skip


EXACT: dict[str, Callable[[Case], dict[str, float]]] = {
    "01_slab": slab, "02_layers": layers, "03_cylinder": cylinder, "04_relaxation": relaxation, "05_damage": damage,
    "09_crater": crater, "10_lattice": lattice,
}  # fmt: skip
