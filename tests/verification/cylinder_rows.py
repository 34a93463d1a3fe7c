"""Cases of the verification page for bodies on the axis: heated cylinders, and light that a cylinder absorbs."""

from __future__ import annotations

import numpy as np
from tests.verification import cylinder_exact as exact
from tests.verification import cylinder_problems as problems
from tests.verification.rows import Row
from tests.verification.test_light_rings import cylinder

from microthermal.numerics.rings.batch import ACROSS, ALL_AROUND, Source
from microthermal.numerics.rings.walk import walk_rings

# What cells of a quarter of the coarsest leave on the axis, as a fraction of the rise.
_AXIS = 1e-3


def heated_cylinders() -> list[Row]:
    """Order in space of cylinders alike and unlike the skin, and the rise on the axis after pulses."""
    rows = []
    for name in problems.PROBLEMS:
        _, orders, (ours, true) = problems.refined(name)
        worst = int(np.argmax(np.abs(ours - true)))
        quantity = "rise in the worst ring, K, cells of 1.75 µm"
        rows += [
            Row(name, quantity, "exact", float(true[worst]), float(ours[worst]), 0.0, 1e-3 * problems.RISE),
            Row(name, "order of convergence in space", "theory", 2.0, float(orders[-1]), 0.0, 0.1),
        ]
    k, a = problems.DIFFUSIVITY, problems.RADIUS
    for duration in (5e-4, 3e-3, 10e-3, 30e-3, 0.1):
        case, true = f"shaft of 70 µm, pulse of {1e3 * duration:g} ms", exact.centre_after(a, k, duration)
        ours = problems.on_axis(problems.SKIN, duration, duration)
        rows.append(Row(case, "rise on the axis at its end, of an insulated one", "exact", true, ours, 0.0, _AXIS))
    true, ours = exact.centre(a, k, 4.017e-3), problems.on_axis(problems.SKIN, 1e-6, 4.017e-3)
    return [
        *rows,
        Row("shaft of 70 µm, heated at once", "rise on the axis after 4.017 ms", "exact", true, ours, 0.0, _AXIS),
    ]


def absorbing_cylinders() -> list[Row]:
    """Absorptance in a field of equal radiance and in collimated light across."""
    rows = []
    for kind, words, formula in (
        (ALL_AROUND, "field of equal radiance", exact.absorptance_in_isotropic_field),
        (ACROSS, "collimated light across", exact.absorptance_across),
    ):
        for depth in (0.05, 0.35, 1.0, 5.0):
            found = walk_rings(cylinder(depth), Source(kind, 0.0, False), photons=96_000, seed=5)
            case = f"cylinder of optical depth {depth:g} in its radius, {words}"
            own, error = float(found.fractions[0]), float(found.fractions_error[0])
            rows.append(Row(case, "absorbed fraction", "exact (quadrature)", formula(depth), own, error, 2e-5))
    return rows


HEAT, LIGHT = (heated_cylinders,), (absorbing_cylinders,)
