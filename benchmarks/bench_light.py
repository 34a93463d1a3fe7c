"""Light on case L1, one core: ours, the plain loop that walks one photon at a time, and other programs, in one run.

Run with ``make bench-light``. Case L1: epidermis 80 um (absorption 7.6 /cm, scattering 120 /cm, g 0.8, n 1.42) over
dermis (7.3, 130, 0.8, 1.39), flat-top beam of 140 um, grid of 5 um to r = 1 mm and z = 2 mm. The plain loop does what
MCML does: it samples beam and first flight, scores where it interacts, and plays roulette at 1e-4. The error is judged
in cells with r < 150 um and z < 1 mm, in two ways: by cell, the mean over cells of (error/value)²; by sum, that of
error² over that of value². Times to 1 % and 0.3 % follow from the measured error, which falls as one over the root of
the photons; that is tested at 1 %.
"""

from __future__ import annotations

import math
import os
import time
from typing import NamedTuple

import numpy as np
from numba import njit

from benchmarks.light_peers import PEERS, SkippedError
from benchmarks.light_scaling import print_scaling
from microthermal import catalog
from microthermal.deposition.engines.monte_carlo import stack_of
from microthermal.numerics.light.beam import walk
from microthermal.numerics.light.pencil import PencilWalk
from microthermal.numerics.light.refraction import fresnel
from microthermal.numerics.light.unscattered import Stack
from microthermal.simulation.gridding import cylinder

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


def run_ours(photons: int, seed: int = 1, threads: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Absorbed share and its standard error from the photon walk."""
    found = walk(CASE, R_EDGES, Z_EDGES, radius=RADIUS, gaussian=False, photons=photons, seed=seed, threads=threads)
    return found.absorbed, found.error


class Speed(NamedTuple):
    """What one program did: its rate, and its errors after some seconds."""

    name: str
    photons: int
    seconds: float
    by_cell: float
    by_sum: float

    @property
    def rate(self) -> float:
        """Photons a second."""
        return self.photons / self.seconds

    def until(self, error: float, by_sum: bool = False) -> float:
        """Seconds until an error is reached."""
        return self.seconds * ((self.by_sum if by_sum else self.by_cell) / error) ** 2


def errors(deviation: np.ndarray, truth: np.ndarray) -> tuple[float, float]:
    """Root mean square of the error, by cell and by sum."""
    by_cell = math.sqrt(float(((deviation / truth) ** 2).mean()))
    return by_cell, math.sqrt(float((deviation**2).sum() / (truth**2).sum()))


def timed(call, repeats: int):
    """Least time of some repeats [s], and the last result."""
    times = []
    for _ in range(repeats):
        start = time.perf_counter()
        result = call()
        times.append(time.perf_counter() - start)
    return min(times), result


def compared(truth: np.ndarray, repeats: int) -> list[Speed]:
    """Ours, the plain loop and all peers that are installed; ours first."""
    speeds = []
    for name, run, photons in (("ours", run_ours, 320_000), ("plain", run_plain, 64_000)):
        run(3200)
        seconds, (value, _error) = timed(lambda run=run, photons=photons: run(photons), repeats)
        speeds.append(Speed(name, photons, seconds, *errors(value[NEAR] - truth, truth)))
    volume = np.pi * np.diff(R_EDGES**2) * Z_EDGES[1]
    density = truth / volume[: truth.shape[1]]
    for peer in PEERS:
        try:
            found = peer()
        except SkippedError as reason:
            print(f"{peer.__name__}: skipped, {reason}")
            continue
        # Two seeds beside each other, so that voxels instead of rings are no fault here; the difference is √2 errors.
        one, two = found.densities
        by_cell, by_sum = errors((one - two) / math.sqrt(2.0), density)
        speeds.append(Speed(found.name, found.photons, found.seconds, by_cell, by_sum))
        agrees = float(((one + two) / 2 * volume[:30]).sum() / truth.sum())
        print(f"{found.name}: absorbs {agrees:.3f} of what we do in these cells")
    return speeds


def pencil_of_skin(photons: int = 100_000, repeats: int = 5) -> None:
    """Print what a pencil response of skin at 1550 nm costs on one core, no cache asked."""
    skin = catalog.skin("cheek_iii")
    optics = catalog.optics(skin, 1.55e-6)
    edges = cylinder(skin, catalog.device("er_glass_1550").pulse(energy=0.02, duration=3e-3), optics, 5e-6).z_edges
    stack = stack_of(optics)
    costs = []
    for _ in range(repeats):
        start, spent = time.perf_counter(), time.process_time()
        PencilWalk(stack, edges, seed=1, threads=1).reach(photons)
        costs.append((time.process_time() - spent, time.perf_counter() - start))
    cpu, wall = (min(values) for values in zip(*costs, strict=True))
    print(
        f"pencil of skin at 1550 nm, {photons} photons, {edges.size - 1} slabs, one thread: {cpu:.3f} s of processor,"
        f" {wall:.3f} s of clock (least of {repeats}; aim 0.3 s)"
    )


def main(repeats: int = 3) -> None:
    """Print rates, errors, times and ratios."""
    pencil_of_skin()
    cores = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_setaffinity") else []
    if len(cores) > 1:
        # Before any peer: some of them leave threads or bindings behind that would be counted against us.
        print_scaling(lambda threads: run_ours(1_280_000, threads=threads))
        os.sched_setaffinity(0, cores[:1])
    # A long run of other photons than those judged, so that true deviations count and not their own error bars.
    truth = run_ours(12_800_000, seed=2)[0][NEAR]
    speeds = compared(truth, repeats)
    titles = "s to 1 % by cell  by sum   s to 0.3 % by cell  by sum"
    print(f"               M photons/s  error by cell  by sum   {titles}")
    for speed in speeds:
        print(
            f"{speed.name:14s} {speed.rate / 1e6:11.4f}  {speed.by_cell:13.4f} {speed.by_sum:7.4f}"
            f"   {speed.until(0.01):16.2f} {speed.until(0.01, True):7.3f}"
            f"   {speed.until(0.003):18.1f} {speed.until(0.003, True):7.2f}"
        )
    ours = speeds[0]
    for speed in speeds[1:]:
        print(
            f"ours beside {speed.name}: {ours.rate / speed.rate:.1f} times the photons a second; sooner to any error"
            f" {speed.until(0.01) / ours.until(0.01):.0f} times by cell,"
            f" {speed.until(0.01, True) / ours.until(0.01, True):.0f} times by sum"
        )
    photons = int(ours.photons * (ours.by_cell / 0.01) ** 2)
    seconds, (value, _error) = timed(lambda: run_ours(photons, seed=3), 1)
    by_cell, _by_sum = errors(value[NEAR] - truth, truth)
    print(f"tested: {photons / 1e6:.2f} M photons, {seconds:.2f} s, error by cell {by_cell:.4f}")


if __name__ == "__main__":
    main()
