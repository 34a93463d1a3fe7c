"""Case 10: coverage of the plane, and the sum of the zones' heat."""

from __future__ import annotations

from math import sqrt

import numpy as np

from benchmarks.mtz.case import Case
from benchmarks.mtz.found import Found
from microthermal.numerics.damage.lattice_chance import random_deviation
from microthermal.numerics.damage.lattice_coverage import lattice_coverage, random_coverage
from microthermal.numerics.field.field_sum import Growth, age_weights

# Ages at which widths are tabulated: the first [s], their ratio and number.
_FIRST, _AGES = 1e-3, 120
_ONE_PASS, _SQUARE_CENTIMETRE = 0.0, 1e-4


def lattice(case: Case, fine: bool) -> dict[str, Found]:
    """Coverage and rises; formulas and one sum, the same on fine and coarse runs but for the table of ages."""
    radius, density = case.number("geometry.disc_radius"), case.number("geometry.density")
    pitch = sqrt(2.0 / (sqrt(3.0) * density))
    whole = float(lattice_coverage(np.array(radius), density, pitch, 6))
    rows, columns = round(case.number("geometry.rows")), round(case.number("geometry.columns"))
    interval = case.number("pulse.interval")
    i, j = (each.ravel() for each in np.mgrid[:rows, :columns])
    zones = np.column_stack(
        ((j + 0.5 * (i % 2)) * pitch, i * pitch * sqrt(0.75), (i * columns + j) * interval, 0.0 * i + _ONE_PASS)
    )
    capacity = case.number("matter.heat_capacity")
    diffusivity = case.number("matter.conductivity") / capacity
    ratio = 1.1 if fine else 1.2
    ages = np.concatenate(([0.0], _FIRST * ratio ** np.arange(_AGES)))
    widths = (case.number("light.width") ** 2 + 4.0 * diffusivity * ages)[None, :]
    last = float(zones[-1, 2])
    place = 10.5 * pitch, 10.0 * pitch * sqrt(0.75) + pitch / (2.0 * sqrt(3.0))
    probes = np.array([[*place, last + later, _ONE_PASS] for later in (50e-3, 1.0)])
    weights = age_weights(zones, probes, Growth(widths=widths, first=_FIRST, ratio=ratio, blur=0.0))
    rises = case.number("light.heat_per_length") / capacity * weights.sum(axis=(1, 2))
    return {
        "random": Found(float(random_coverage(np.array(radius), density))),
        "hexagonal": Found(whole),
        "two_passes": Found(1.0 - (1.0 - whole) ** 2),
        "random_deviation": Found(random_deviation(radius, density, _SQUARE_CENTIMETRE)),
        "rise_early": Found(float(rises[0])),
        "rise_late": Found(float(rises[1])),
    }
