"""Case 5: damage integrals of given histories, by the kernel that follows first-order laws."""

from __future__ import annotations

import csv

import numpy as np

from benchmarks.mtz.case import FOLDER, Case
from benchmarks.mtz.found import Found
from microthermal.numerics.damage.first_order import GONE, first_order, follow


def history(name: str) -> tuple[np.ndarray, np.ndarray]:
    """Times [s] and temperatures [K] of a table beside the case."""
    with (FOLDER / name).open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return np.array([float(row["time_s"]) for row in rows]), np.array([float(row["temperature_K"]) for row in rows])


def integrals(case: Case, fine: bool) -> dict[str, Found]:
    """Damage integrals of the four histories; the decay is cut into even steps."""
    law = np.log([case.number("damage.frequency")]), np.array([case.number("damage.energy")])

    def damage(times: np.ndarray, temperatures: np.ndarray) -> Found:
        state, gone = first_order(*law, (1, 1)), np.zeros((1, 1))
        for step, warm in zip(np.diff(times, prepend=times[0]), temperatures, strict=True):
            follow(state, np.full((1, 1), warm), gone, GONE, float(step), 1e-15)
        return Found(float(state.integral[0, 0, 0]))

    ends = np.array([case.number("matter.ramp_begin"), case.number("matter.ramp_end")])
    decay = np.linspace(0.0, case.number("matter.decay_time"), 8001 if fine else 4001)
    cooling = np.exp(-decay / case.number("matter.decay_constant"))
    return {
        "constant": damage(
            np.array([0.0, case.number("matter.constant_time")]), np.full(2, case.number("matter.constant_temperature"))
        ),
        "ramp": damage(np.array([0.0, case.number("matter.ramp_time")]), ends),
        "decay": damage(decay, case.number("matter.decay_base") + case.number("matter.decay_rise") * cooling),
        "table": damage(*history(case.data["files"][0])),
    }
