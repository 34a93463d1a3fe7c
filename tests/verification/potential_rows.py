"""Cases of the verification page for electric current: resistances, and heat of currents."""

from __future__ import annotations

import math
from itertools import pairwise

from tests.verification import potential_problems as problems
from tests.verification.rows import Row

# A thousandth of the resistance: curved electrodes on square cells of a sixteenth of their radius.
_CURVED = 1e-3


def resistances() -> list[Row]:
    """Spheres, cylinders, coax, spheroid: resistances that series and formulas give."""
    quantity, rows = "resistance, ohm, 0.3 S/m", []
    for words, true, ours, allowance in (
        ("two spheres of 100 µm, 1.5 mm apart", 4951.3818, problems.spheres(16), _CURVED),
        ("two spheres of 150 µm, 1 mm apart", 3004.4153, problems.spheres(16, 150e-6, 1e-3), 1.2 * _CURVED),
        ("two cylinders of 125 µm, 1.5 mm apart, 1 mm long, as coax", 2629.12, problems.pair_of_cylinders(32), 1e-4),
        ("coax of 0.125 and 1.5 mm, 1 mm long", 1318.28, problems.coax(32), 1e-4),
        ("prolate spheroid of 0.5 and 0.125 mm", 1130.588, problems.spheroid(16), _CURVED),
    ):
        rows.append(Row(words, quantity, "exact", true, ours, 0.0, allowance * true))
    found = [problems.coax(per) for per in (4, 8, 16)]
    return [*rows, Row("coax", "order of convergence in space", "theory", 2.0, order(found), 0.0, 0.1)]


def heat() -> list[Row]:
    """The voltage-temperature theorem, with constant conductivity and with one that follows temperature; C6."""
    true, warm = 0.3 * 10.0**2 / (8.0 * 0.45), (math.exp(0.02 * 0.3 * 10.0**2 / (8.0 * 0.45)) - 1.0) / 0.02
    quantity, theorem = "greatest steady rise, K, 10 V", "theorem of voltage and temperature"
    least, greatest, even = problems.plates()
    found = [problems.hottest(per, 10.0) for per in (2, 4, 8)]
    return [
        Row(f"{theorem}, cold electrodes", quantity, "exact", true, problems.hottest(16, 10.0), 0.0, 2e-3 * true),
        Row(
            f"{theorem}, conductivity rises 2 %/K", quantity, "exact", warm, problems.hottest(16, 10.0, 0.02), 0.0,
            2.5e-3 * warm,
        ),
        Row(theorem, "error of cells twice as large over that of cells", "theory (sharp rim)", 2.0 ** (5 / 3),
            (found[0] - true) / (found[1] - true), 0.0, 0.6),
        Row("even field between plates", "least heat, W/m³", "exact", even, least, 0.0, 1e-9 * even),
        Row("even field between plates", "greatest heat, W/m³", "exact", even, greatest, 0.0, 1e-9 * even),
    ]  # fmt: skip


def order(found: list[float]) -> float:
    """Order of convergence from three answers whose cells halve."""
    first, second = (one - two for one, two in pairwise(found))
    return math.log2(first / second)


CASES = (resistances, heat)
