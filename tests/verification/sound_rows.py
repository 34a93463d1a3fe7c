"""Cases of the verification page for sound: D1 on the axis, D2 in the focal plane, layers, energy, and D3 a line."""

from __future__ import annotations

import math

import numpy as np
from tests.verification import sound_exact as exact
from tests.verification import sound_problems as problems
from tests.verification.heat_cases import CAPACITY, CONDUCTIVITY
from tests.verification.heat_fineness import finer
from tests.verification.rows import Row

# Half of the last digit of the table on the axis; the whole of it in the focal plane, where the reference is itself a
# quadrature (0.9171228 is 0.91712, not the 0.91713 handed down); what nodes may leave; what a balance may miss.
_LAST, _QUADRATURE, _NODES, _BALANCE = 5e-6, 1e-5, 1e-9, 1e-3


def bowls_on_axis() -> list[Row]:
    """D1: four bowls at five places, against the table and against the formula, and the quadrature error."""
    rows = []
    for frequency, bowl, table in problems.BOWLS:
        case = f"bowl of {1e3 * bowl.aperture:g}/{1e3 * bowl.curvature:g} mm, {frequency / 1e6:g} MHz, on the axis"
        along = bowl.curvature * np.array(problems.PLACES)
        ours = problems.amplitude(frequency, bowl, 0.0 * along, along)
        for place, reference, found in zip(problems.PLACES, table, ours, strict=True):
            quantity = f"|p|/ρcu at z/R = {place:g}"
            rows.append(Row(case, quantity, "O'Neil (handed down)", reference, float(found), 0.0, _LAST))
        k = 2.0 * math.pi * frequency / problems.SPEED
        true = np.array([exact.on_axis(bowl, k, float(place)) for place in along])
        off = float(np.abs(ours - true).max() / true.max())
        rows.append(Row(case, "greatest difference over the focus", "O'Neil's formula", 0.0, off, 0.0, _NODES))
    return rows


def focal_plane() -> list[Row]:
    """D2: the Rayleigh numbers off the axis, and twice as many nodes."""
    frequency, bowl, _ = problems.BOWLS[0]
    across = np.array([0.0, *(place for place, _ in problems.FOCAL)])
    along = np.full(across.size, bowl.curvature)
    ours, more = (problems.amplitude(frequency, bowl, across, along, refined) for refined in (1.0, 2.0))
    case = "bowl of 7.5/15 mm, 4 MHz, focal plane"
    rows = [
        Row(case, f"|p| over the focus at {1e3 * place:g} mm", "Rayleigh integral (handed down)", reference,
            float(found / ours[0]), 0.0, _QUADRATURE)
        for (place, reference), found in zip(problems.FOCAL, ours[1:], strict=True)
    ]  # fmt: skip
    off = float(np.abs(ours - more).max() / ours[0])
    return [*rows, Row(case, "difference of twice as many nodes", "quadrature", 0.0, off, 0.0, _NODES)]


def layers() -> list[Row]:
    """Equal layers are none; a slab; power through planes; what cells take up."""
    rows = []
    for attenuation in (0.0, 15.0):
        off = problems.layered_against_rayleigh(attenuation)
        case = f"four equal layers, {attenuation:g} Np/m"
        rows.append(Row(case, "greatest difference over the focus", "Rayleigh integral", 0.0, off, 0.0, _NODES))
    for part in (0.1, 0.25, 0.5):
        ours, true = problems.slab(part)
        rows.append(
            Row(f"slab of {part:g} wavelengths, straight", "transmitted power", "exact", true, ours, 0.0, 1e-12)
        )
    kept = problems.kept_power()
    off = float(np.abs(kept - 1.0).max())
    rows.append(Row("water, epidermis, dermis, fat, undamped", "flux through six planes", "1", 0.0, off, 0.0, 1e-10))
    taken, lost = problems.absorbed_power()
    rows.append(
        Row("the same, damped, 50 mm wide", "absorbed in all cells", "fall of flux", lost, taken, 0.0, _BALANCE)
    )
    errors = problems.mean_errors()
    order = float(np.log2(errors[1] / errors[2]))
    rows.append(Row("mean of |p|² in cells of λ/2", "order of convergence", "theory", 4.0, order, 0.0, 0.1))
    return rows


def line_source() -> list[Row]:
    """D3: rise on the axis of a line, and its order in space."""
    with finer(4.0):
        runs = [problems.line(cell) for cell in (20e-6, 10e-6, 5e-6)]
    errors = [float(np.sqrt(np.mean((ours - true) ** 2))) for ours, true, _ in runs]
    ours, _, radii = runs[-1]
    inner, outer = radii[:2] ** 2
    found = float(ours[0] + (ours[0] - ours[1]) * inner / (outer - inner))
    source = problems.HEATING * CAPACITY
    true = exact.line_rise(problems.WIDTH, source, CONDUCTIVITY, CONDUCTIVITY / CAPACITY, problems.LASTING)
    case = "Gaussian line of 120 µm, heated for 30 ms"
    return [
        Row(case, "rise on the axis at its end, K", "exact", true, found, 0.0, 1e-3 * true),
        Row(case, "order of convergence in space", "theory", 2.0, math.log2(errors[1] / errors[2]), 0.0, 0.1),
    ]


CASES, HEAT = (bowls_on_axis, focal_plane, layers), (line_source,)
