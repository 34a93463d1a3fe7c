"""CPU time of the damage stage: 100 snapshots of 90 x 60 graded cells, default laws; and of measuring the zone."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from microthermal import catalog
from microthermal.damage import integrate
from microthermal.domain.results.flow import Balance, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.zones import measure

_REPEATS = 15
_DURATION, _RADIUS, _DIFFUSIVITY = 3e-3, 60e-6, 1.2e-7


def _edges(cells: int, end: float, growth: float) -> np.ndarray:
    return end * np.sinh(growth * np.arange(cells + 1) / cells) / np.sinh(growth)


def snapshots() -> list[Snapshot]:
    """A column that is warmed by 70 K for 3 ms, then spreads for half a second."""
    grid = Grid(r_edges=_edges(60, 400e-6, 1.2), z_edges=_edges(90, 1.2e-3, 2.0))
    r, z = np.meshgrid(grid.r, grid.z)
    zero = np.zeros(grid.shape)
    times = np.concatenate(([0.0], np.linspace(1e-6, _DURATION, 50), _DURATION + np.geomspace(2e-5, 0.5, 49)))

    def temperature(moment: float) -> np.ndarray:
        width = _RADIUS**2 + 8.0 * _DIFFUSIVITY * max(moment - _DURATION, 0.0)
        rise = 70.0 * min(moment / _DURATION, 1.0) * _RADIUS**2 / width
        return np.asarray(307.0 + rise * np.exp(-2.0 * r**2 / width) * np.exp(-((z / 700e-6) ** 3)))

    return [
        Snapshot(
            grid=grid, time=moment, step=step, temperature=temperature(moment), removed=zero, water=zero,
            balance=Balance(),
        )
        for moment, step in zip(times, np.diff(times, prepend=0.0), strict=True)
    ]  # fmt: skip


def _milliseconds(work: Callable[[], object]) -> float:
    """Least CPU time of several runs [ms], the first left out."""
    work()
    spent = []
    for _ in range(_REPEATS):
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return 1e3 * min(spent)


def main() -> None:
    stream, laws = snapshots(), catalog.laws()
    damage = integrate(stream, laws)
    shape = " x ".join(map(str, damage.grid.shape))
    print(f"{len(laws)} endpoints, {len(stream)} snapshots of {shape} cells: CPU time")
    print(f"integrate  {_milliseconds(lambda: integrate(stream, laws)):6.2f} ms")
    print(f"measure    {_milliseconds(lambda: measure(damage)):6.2f} ms")


if __name__ == "__main__":
    main()
