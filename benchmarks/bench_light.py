"""Light on case L1, one core: ours against the plain loop that walks one photon at a time, in the same run.

Run with ``python -m benchmarks.bench_light``. Case L1: epidermis 80 um (absorption 7.6 /cm, scattering 120 /cm, g 0.8,
n 1.42) over dermis (7.3, 130, 0.8, 1.39), flat-top beam of 140 um, grid of 5 um to r = 1 mm and z = 2 mm. The plain
loop does what MCML does: it samples beam and first flight, scores where it interacts, and plays roulette at 1e-4.
The error is judged in cells with r < 150 um and z < 1 mm, in two ways: the mean over cells of (error/value)²; and
the sum of error² over that of value². Time to 1 % follows from the measured error, which falls as one over the root.
"""

from __future__ import annotations

import math
import time

import numpy as np
from numba import njit

from microthermal.numerics.photon_walk import walk
from microthermal.numerics.photon_walk_batch import fresnel
from microthermal.numerics.photon_walk_direct import Stack

R_EDGES, Z_EDGES, RADIUS = np.linspace(0.0, 1e-3, 201), np.linspace(0.0, 2e-3, 401), 70e-6
NEAR = (slice(0, 200), slice(0, 30))
CASE = Stack(*(np.array(a) for a in ([80e-6, 10.0], [760.0, 730.0], [12e3, 13e3], [0.8, 0.8], [1.42, 1.39])), 1.0, 1.39)


@njit(cache=True)
def plain(rng, layers, radius, photons, tally, step):
    """Absorbed weight (z, r) of photons walked one at a time in bottomless layers (top, bottom, μa, μs, g, n)."""
    reflected = 0.0
    for _ in range(photons):
        x, y, z, a, b, c = radius * math.sqrt(rng.random()), 0.0, 0.0, 0.0, 0.0, 1.0
        layer, weight = 0, 1.0 - fresnel(1.0, layers[0, 5], 1.0)[0]
        depth = -math.log(1.0 - rng.random())
        while weight > 0.0:
            top, bottom, absorption, scattering, g, n = layers[layer]
            wall = bottom if c > 0 else top
            to_wall = (wall - z) / c if c != 0 else 1e9
            flight = min(to_wall, depth / (absorption + scattering))
            x, y, z = x + a * flight, y + b * flight, z + c * flight
            depth -= flight * (absorption + scattering)
            if flight == to_wall:
                z, beyond = wall, layer + (1 if c > 0 else -1)
                second = 1.0 if beyond < 0 else layers[beyond, 5]
                reflectance, bent = fresnel(n, second, abs(c))
                if rng.random() < reflectance:
                    c = -c
                elif beyond < 0:
                    reflected += weight
                    weight = 0.0
                else:
                    a, b, c, layer = a * n / second, b * n / second, math.copysign(bent, c), beyond
                continue
            taken = weight * absorption / (absorption + scattering)
            row, column = int(z / step), int(math.sqrt(x * x + y * y) / step)
            if row < tally.shape[0] and column < tally.shape[1]:
                tally[row, column] += taken
            weight -= taken
            if weight < 1e-4:
                weight = weight * 10.0 if rng.random() < 0.1 else 0.0
            cosine = (1 + g * g - ((1 - g * g) / (1 - g + 2 * g * rng.random())) ** 2) / (2 * g)
            sine, azimuth = math.sqrt(max(1 - cosine * cosine, 0.0)), 2 * math.pi * rng.random()
            p, q, root = sine * math.cos(azimuth), sine * math.sin(azimuth), math.sqrt(max(1 - c * c, 1e-12))
            if abs(c) > 0.99999:
                a, b, c = p, q, math.copysign(1.0, c) * cosine
            else:
                a, b, c = (
                    (a * c * p - b * q) / root + a * cosine,
                    (b * c * p + a * q) / root + b * cosine,
                    -p * root + c * cosine,
                )
            depth = -math.log(1.0 - rng.random())
    return reflected


def run_plain(photons: int, batches: int = 32) -> tuple[np.ndarray, np.ndarray]:
    """Absorbed share and its standard error from independent batches."""
    edges = CASE.edges
    layers = np.column_stack(
        (edges[:-1], edges[1:], CASE.absorption, CASE.scattering, CASE.anisotropy, CASE.refraction)
    )
    rng = np.random.default_rng(1)
    shares = np.zeros((batches, Z_EDGES.size - 1, R_EDGES.size - 1))
    for share in shares:
        plain(rng, layers, RADIUS, photons // batches, share, R_EDGES[1])
    shares /= photons // batches
    return shares.mean(axis=0), shares.std(axis=0, ddof=1) / math.sqrt(batches)


def run_ours(photons: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Absorbed share and its standard error from the photon walk."""
    found = walk(CASE, R_EDGES, Z_EDGES, radius=RADIUS, gaussian=False, photons=photons, seed=seed)
    return found.absorbed, found.error


def main(repeats: int = 3) -> None:
    """Print rates, errors and ratios."""
    rates, times = {}, {}
    truth = run_ours(6_400_000, seed=2)[0][NEAR]
    for name, run, photons in (("plain", run_plain, 64_000), ("ours", run_ours, 320_000)):
        run(3200)
        least = math.inf
        for _ in range(repeats):
            start = time.perf_counter()
            value, _error = run(photons)
            least = min(least, time.perf_counter() - start)
        # Against one long run of ours, so that both are judged by true deviations and not by their own error bars.
        deviation = value[NEAR] - truth
        by_cell = math.sqrt(float(((deviation / truth) ** 2).mean()))
        by_sum = math.sqrt(float((deviation**2).sum() / (truth**2).sum()))
        rates[name] = photons / least
        times[name] = (least * (by_cell / 0.01) ** 2, least * (by_sum / 0.01) ** 2)
        print(
            f"{name:6s} {rates[name] / 1e6:6.3f} M photons/s; RMS error {by_cell:.4f} by cell, {by_sum:.4f} by sum;"
            f" 1 % after {times[name][0]:.2f} s by cell, {times[name][1]:.3f} s by sum"
        )
    print(f"photons per second, ours / plain: {rates['ours'] / rates['plain']:.1f}")
    cell, total = (times["plain"][k] / times["ours"][k] for k in (0, 1))
    print(f"sooner to 1 % than plain: {cell:.0f} times by cell, {total:.0f} times by sum")


if __name__ == "__main__":
    main()
