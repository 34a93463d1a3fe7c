"""Plain twin for changed absorption: every history carries its exact length inside and outside a hot core."""

import math

from numba import njit


@njit(cache=True)
def _inside(x, y, a, b, step, radius):
    # Length of a flight within the cylinder of this radius around the axis.
    across = a * a + b * b
    if across < 1e-18:
        return step if x * x + y * y < radius * radius else 0.0
    middle = (x * a + y * b) / across
    squared = middle * middle - (x * x + y * y - radius * radius) / across
    if squared <= 0.0:
        return 0.0
    half = math.sqrt(squared)
    return max(min(step, half - middle) - max(0.0, -half - middle), 0.0)


@njit(cache=True)
def _surface(index, cosine):
    sine = index * math.sqrt(1.0 - cosine * cosine)
    if sine >= 1.0:
        return 1.0
    beyond = math.sqrt(1.0 - sine * sine)
    across = (index * cosine - beyond) / (index * cosine + beyond)
    along = (index * beyond - cosine) / (index * beyond + cosine)
    return 0.5 * (across * across + along * along)


@njit(cache=True)
def walk(rng, photons, absorption, scattering, g, index, beam, core, changes, even, step, tally):
    """Add the energy absorbed in cells (z, r, change) of a half-space for several changes of its absorption.

    The beam is Gaussian of 1/e² radius ``beam``. Absorption changes by ``changes`` [1/m] in r < ``core``, or
    everywhere if ``even``; ``rng`` is a numpy generator. Histories are those of ``absorption``; their weights are
    exact for every change.
    """
    attenuation = absorption + scattering
    for _ in range(photons):
        x, y, z = beam * math.sqrt(-0.5 * math.log(1.0 - rng.random())), 0.0, 0.0
        a, b, c = 0.0, 0.0, 1.0
        weight, length = 1.0 - ((index - 1.0) / (index + 1.0)) ** 2, 0.0
        while weight > 0.0:
            flight = -math.log(1.0 - rng.random()) / attenuation
            while c < 0.0 and z + c * flight < 0.0:
                part = -z / c
                length += part if even else _inside(x, y, a, b, part, core)
                x, y, z, flight = x + a * part, y + b * part, 0.0, flight - part
                if rng.random() < _surface(index, -c):
                    c = -c
                else:
                    weight = 0.0
            if weight == 0.0:
                break
            length += flight if even else _inside(x, y, a, b, flight, core)
            x, y, z = x + a * flight, y + b * flight, z + c * flight
            radius = math.sqrt(x * x + y * y)
            taken = weight * absorption / attenuation
            row, column = int(z / step), int(radius / step)
            if row < tally.shape[0] and column < tally.shape[1]:
                for k in range(changes.size):
                    local = 1.0 + changes[k] / absorption if even or radius < core else 1.0
                    tally[row, column, k] += taken * local * math.exp(-changes[k] * length)
            weight -= taken
            if weight < 1e-2:
                weight = weight * 10.0 if rng.random() < 0.1 else 0.0
            cosine = (1.0 + g * g - ((1.0 - g * g) / (1.0 - g + 2.0 * g * rng.random())) ** 2) / (2.0 * g)
            sine, turn = math.sqrt(max(1.0 - cosine * cosine, 0.0)), 2.0 * math.pi * rng.random()
            p, q, root = sine * math.cos(turn), sine * math.sin(turn), math.sqrt(max(1.0 - c * c, 1e-12))
            if abs(c) > 0.99999:
                a, b, c = p, q, math.copysign(1.0, c) * cosine
            else:
                a, b, c = (
                    (a * c * p - b * q) / root + a * cosine,
                    (b * c * p + a * q) / root + b * cosine,
                    -p * root + c * cosine,
                )
