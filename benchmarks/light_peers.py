"""Other programs on case L1, each skipped with a word where it is not installed.

pmcxcl (``pip install pmcxcl``) runs on the processor through PoCL (``apt install pocl-opencl-icd``); PyTissueOptics
(``pip install pytissueoptics``) is pure Python here.
"""

from __future__ import annotations

import ctypes
import importlib
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

import numpy as np

_POCL = ("libpocl.so.2", "libpocl.so.1", "libpocl.so")


class Peer(NamedTuple):
    """Two runs of one program with different seeds, on cells of 5 um with r < 150 um and z < 1 mm."""

    name: str
    seconds: float
    photons: int
    densities: tuple[np.ndarray, np.ndarray]
    """Fraction absorbed per volume [1/m³] (z, r), one array a seed."""


class SkippedError(Exception):
    """A program cannot run here; the message says why."""


def pmcxcl(photons: int = 100_000, cell: float = 5e-6, across: int = 240) -> Peer:
    """The voxel program MCX on OpenCL, time of its kernel alone; it sees a block of ±0.6 mm, less than we do.

    Raises
    ------
    SkippedError
        If it or an OpenCL for the processor is missing.
    """
    # PoCL must come first: the C++ library inside the wheel of pmcxcl breaks a PoCL that is loaded after it.
    if not any(_loads(name) for name in _POCL):
        raise SkippedError("no PoCL (apt install pocl-opencl-icd)")
    try:
        module: Any = importlib.import_module("pmcxcl")
    except ImportError as problem:
        raise SkippedError("not installed (pip install pmcxcl)") from problem
    volume = np.ones((across, across, across), dtype=np.uint8)
    volume[:, :, round(80e-6 / cell) :] = 2
    settings = {
        "vol": volume, "unitinmm": cell * 1e3, "tstart": 0, "tend": 5e-9, "tstep": 5e-9,
        "srctype": "disk", "srcpos": [across / 2, across / 2, 0], "srcdir": [0, 0, 1],
        "srcparam1": [70e-6 / cell, 0, 0, 0], "issrcfrom0": 1, "outputtype": "energy", "isnormalized": 1,
        "isreflect": 1, "isspecular": 1, "gpuid": 1, "autopilot": 1, "issaveref": 0,
        "prop": np.array([[0, 0, 1, 1], [0.76, 12.0, 0.8, 1.42], [0.73, 13.0, 0.8, 1.39]]),
    }  # fmt: skip
    try:
        with _quiet():
            module.run({**settings, "nphoton": 1000, "seed": 3})
            runs = [module.run({**settings, "nphoton": photons, "seed": seed}) for seed in (1, 2)]
    except RuntimeError as problem:
        raise SkippedError(f"does not run here ({problem})") from problem
    seconds = min(run["stat"]["runtime"] for run in runs) / 1e3
    # It counts what enters the tissue as 1; we count what is sent.
    entering = 1.0 - (0.42 / 2.42) ** 2
    first, second = (_rings(np.asarray(run["flux"])[..., 0], cell) * entering for run in runs)
    return Peer("pmcxcl", seconds, photons, (first, second))


@contextmanager
def _quiet() -> Iterator[None]:
    # A C library writes past Python: its own descriptor must be turned away for a while.
    sys.stdout.flush()
    kept, sink = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(sink, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(sink)


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def _rings(energy: np.ndarray, cell: float, rings: int = 30, slabs: int = 200) -> np.ndarray:
    # Density of the voxels whose centre lies in each ring.
    centre = np.arange(energy.shape[0]) + 0.5 - energy.shape[0] / 2
    ring = np.hypot(centre[:, None], centre[None, :]).astype(int).ravel()
    counts = np.bincount(ring)[:rings]
    columns = energy.reshape(-1, energy.shape[2])[:, :slabs]
    return np.array([np.bincount(ring, column)[:rings] / counts for column in columns.T]) / cell**3


def pytissueoptics(photons: int = 500) -> Peer:
    """A pure Python program, without its acceleration: it needs a graphics card to be used as meant.

    Raises
    ------
    SkippedError
        If it is missing.
    """
    # Else it measures the accelerator before it does anything.
    os.environ["PTO_DISABLE_OPENCL"] = "1"
    try:
        with _quiet():
            module: Any = importlib.import_module("pytissueoptics")
    except ImportError as problem:
        raise SkippedError("not installed (pip install pytissueoptics)") from problem
    times, densities = [], []
    for seed in (1, 2):
        upper, lower = (
            module.Cuboid(2, 2, thick, position=module.Vector(0, 0, middle), label=label,
                          material=module.ScatteringMaterial(mu_s=scattering, mu_a=absorption, g=0.8, n=index))
            for thick, middle, label, scattering, absorption, index in (
                (0.08, 0.04, "upper", 12, 0.76, 1.42), (2, 1.08, "lower", 13, 0.73, 1.39))
        )  # fmt: skip
        scene = module.ScatteringScene([lower.stack(upper, onSurface="front")])
        logger = module.EnergyLogger(scene)
        source = module.DirectionalSource(
            position=module.Vector(0, 0, -0.01), direction=module.Vector(0, 0, 1), diameter=0.14, N=photons,
            useHardwareAcceleration=False, seed=seed,
        )  # fmt: skip
        start = time.perf_counter()
        source.propagate(scene, logger, showProgress=False)
        times.append(time.perf_counter() - start)
        points = np.vstack([logger.getDataPoints(module.InteractionKey(name)) for name in ("upper", "lower")])
        edges = np.arange(201) * 5e-6, np.arange(31) * 5e-6
        place = points[:, 3] * 1e-3, np.hypot(points[:, 1], points[:, 2]) * 1e-3
        energy, *_ = np.histogram2d(*place, bins=edges, weights=points[:, 0])
        densities.append(energy / photons / (5e-6 * np.pi * np.diff(edges[1] ** 2)))
    return Peer("pytissueoptics", min(times), photons, (densities[0], densities[1]))


PEERS = (pmcxcl, pytissueoptics)
