"""Time of one zone in the heat stage: warmed (1550 nm), drilled (10.6 µm) and ejected (2.94 µm); second of two runs."""

from __future__ import annotations

import time

import numpy as np
from tests.verification.heat_cases import column, heat_grid, heat_pulse, heat_tissue, scattered

from microthermal.heat.models.boil_off import BoilOff
from microthermal.heat.models.ejection import Ejection

GRID = heat_grid(400e-6, 1250e-6, 5e-6, 5e-6)
SHARES = np.diff(1 - np.exp(-2 * (GRID.r_edges / 60e-6) ** 2)) / GRID.ring_area
WARM = 3e8 * np.exp(-2 * (GRID.r / 60e-6) ** 2) * np.exp(-GRID.z[:, None] / 400e-6)

SCENARIOS = {
    "warmed": (BoilOff(), heat_tissue(GRID, 700.0, 50.0, -4.0), scattered(GRID, WARM), 3e-3),
    "drilled": (BoilOff(), heat_tissue(GRID, 5.5e4, 1.7e4), column(GRID, 15e-3 * SHARES), 3e-4),
    "ejected": (Ejection(), heat_tissue(GRID, 8e5, 2e4), column(GRID, 2e-3 * SHARES), 3e-4),
}


def main() -> None:
    for name, (model, tissue, light, duration) in SCENARIOS.items():
        for _ in range(2):
            began = time.perf_counter()
            count = 0
            for _snapshot in model.evolve(tissue, light, heat_pulse(duration), None, 0.2):
                count += 1
            spent = time.perf_counter() - began
        print(f"{name:8} {spent:6.2f} s  {count} snapshots  {GRID.shape[0]} x {GRID.shape[1]} cells")


if __name__ == "__main__":
    main()
