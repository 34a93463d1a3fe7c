"""One step of fluid pressed into soft tissue: the implicit pressure, and the tracer that rides on its fluxes."""

from __future__ import annotations

import numpy as np

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.banded import factor_banded, solve_banded
from microthermal.numerics.transport.darcy_mesh import connect

_PICARD = 40  # most corrections of the permeability in one step; 3 to 6 are usual
_CLOSE = 1e-6  # of the greatest pressure, where they end
_COURANT = 0.5
# Entries of the volume balance: volumes of fluid given, drained, leaked; of tracer leaked, drained.
GIVEN, DRAINED, LEAKED, TRACER_LEAKED, TRACER_DRAINED, BOOKS = 0, 1, 2, 3, 4, 5


@njit(cache=True, nogil=True)
def pressure_step(sponge, source, width, pressure, links):  # type: ignore[no-untyped-def]
    """One implicit step from the old pressure to the new; leaves the conductances it used.

    Returns how many corrections it took, 0 if too many.
    """
    cells, layers, (exponent, greatest) = sponge
    old, new = pressure
    n, nr = old.size, cells.area.size
    band, right, local = np.empty((n, nr + 1)), np.empty(n), np.empty(n)
    for i in range(n):
        new[i] = old[i]
    for rounds in range(1, _PICARD + 1):
        for i in range(n):
            strain = min(max(new[i] / layers.stiffness[i // nr], 0.0), greatest)
            local[i] = layers.mobility[i // nr] * np.exp(exponent * strain)
        connect(cells, layers, local, links)
        band[:, :] = 0.0
        for i in range(n):
            storage = cells.volume[i] / (layers.stiffness[i // nr] * width)
            band[i, 0] += storage + links.out[i] + links.channel[i]
            right[i] = storage * old[i]
            if links.inward[i] > 0.0:
                band[i, 0] += links.inward[i]
                band[i - 1, 0] += links.inward[i]
                band[i - 1, 1] -= links.inward[i]
            if links.upward[i] > 0.0:
                band[i, 0] += links.upward[i]
                band[i - nr, 0] += links.upward[i]
                band[i - nr, nr] -= links.upward[i]
        right[source.cell] += source.rate
        factor_banded(band)
        solve_banded(band, right)
        worst, highest = 0.0, 1e-300
        for i in range(n):
            worst = max(worst, abs(right[i] - new[i]))
            highest = max(highest, right[i])
            new[i] = right[i]
        if worst <= _CLOSE * highest:
            return rounds
    return 0


@njit(cache=True, nogil=True)
def carry(sponge, source, width, pressure, links, carried):  # type: ignore[no-untyped-def]
    """Tracer along the fluxes of one step, and what leaves with them; ``carried``: tracer and volume balance."""
    cells, layers, _ = sponge
    old, new = pressure
    tracer, books = carried
    n, nr = new.size, cells.area.size
    for i in range(n):
        books[DRAINED] += width * links.out[i] * new[i]
        books[LEAKED] += width * links.channel[i] * new[i]
    parts = max(1, int(np.ceil(width * _fastest(cells, layers, old, new, links) / _COURANT)))
    dt, change, moved = width / parts, np.empty(n), np.empty(n)
    for part in range(parts):
        weight = (part + 1.0) / parts
        change[:] = 0.0
        for i in range(n):  # fraction of a cell's tracer per volume that flows out of it
            k = i // nr
            pressed = ((1.0 - weight) * old[i] + weight * new[i]) / layers.stiffness[k]
            moved[i] = dt * tracer[i] / (cells.volume[i] * (layers.porosity[k] + pressed))
        for i in range(n):
            if links.inward[i] > 0.0:
                flow = links.inward[i] * (new[i - 1] - new[i])
                given = flow * moved[i - 1 if flow > 0.0 else i]
                change[i] += given
                change[i - 1] -= given
            if links.upward[i] > 0.0:
                flow = links.upward[i] * (new[i - nr] - new[i])
                given = flow * moved[i - nr if flow > 0.0 else i]
                change[i] += given
                change[i - nr] -= given
            gone = moved[i] * max(links.channel[i] * new[i], 0.0)
            away = moved[i] * max(links.out[i] * new[i], 0.0)
            books[TRACER_LEAKED] += gone
            books[TRACER_DRAINED] += away
            change[i] -= gone + away
        change[source.cell] += dt * source.rate
        for i in range(n):
            tracer[i] = max(tracer[i] + change[i], 0.0)


@njit(cache=True, nogil=True)
def _fastest(cells, layers, old, new, links):  # type: ignore[no-untyped-def]
    """Highest rate at which a cell's fluid is exchanged."""
    n, nr = new.size, cells.area.size
    leaving = np.zeros(n)
    for i in range(n):
        if links.inward[i] > 0.0:
            flow = links.inward[i] * (new[i - 1] - new[i])
            leaving[i - 1 if flow > 0.0 else i] += abs(flow)
        if links.upward[i] > 0.0:
            flow = links.upward[i] * (new[i - nr] - new[i])
            leaving[i - nr if flow > 0.0 else i] += abs(flow)
        leaving[i] += max((links.out[i] + links.channel[i]) * new[i], 0.0)
    fastest = 1e-300
    for i in range(n):
        k = i // nr
        fluid = cells.volume[i] * (layers.porosity[k] + min(old[i], new[i]) / layers.stiffness[k])
        fastest = max(fastest, leaving[i] / fluid)
    return fastest
