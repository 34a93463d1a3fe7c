"""Fluid pressed into a layered, soft, porous cylinder: implicit pressure, softening by strain, a carried tracer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numba import njit
from numpy.typing import NDArray

from microthermal.numerics.banded import factor_banded, solve_banded

Array = NDArray[np.float64]

_PICARD = 40  # most corrections of the permeability in one step; 3 to 6 are usual
_CLOSE = 1e-6  # of the greatest pressure, where they end
_GROW = 1.3
_COURANT = 0.5
_MOST_STEPS = 20_000


class Spread(NamedTuple):
    """Where an injected fluid went.

    ``pressure``, ``strain``, ``tracer`` (nz, nr): at the end; the tracer is injected volume in a cell. ``injected``,
    ``drained``, ``leaked``: volumes of fluid given, gone through the far walls, gone through channels.
    ``tracer_leaked``, ``tracer_drained``: injected fluid among them.
    ``highest``: greatest pressure at the tip. ``done``: whether the end was reached.
    """

    pressure: Array
    strain: Array
    tracer: Array
    injected: float
    drained: float
    leaked: float
    tracer_leaked: float
    tracer_drained: float
    highest: float
    done: bool


def press_in(
    r_edges: Array,
    z_edges: Array,
    mobility: Array,
    in_plane: Array,
    stiffness: Array,
    porosity: Array,
    channels: Array,
    softening: tuple[float, float],
    tip: int,
    rate: float,
    times: tuple[float, float],
    step: float,
) -> Spread:
    """Press fluid in at one depth on the axis, for a time, and let it relax.

    Parameters
    ----------
    r_edges, z_edges : Array (nr + 1,), (nz + 1,)
        Edges of rings and slabs. The top is closed; pressure is zero beyond the bottom and the outer wall.
    mobility : Array (nz,)
        Permeability over viscosity without strain, across the slabs.
    in_plane : Array (nz,)
        Mobility along a slab over that across it.
    stiffness : Array (nz,)
        Pressure per volumetric strain.
    porosity : Array (nz,)
        Share of fluid without strain.
    channels : Array (nz,)
        Conductance of open channels to the outside, per volume of tissue.
    softening : tuple
        m and greatest strain of the law mobility * exp(m strain).
    tip : int
        Slab of the tip.
    rate : float
        Volume per time.
    times : tuple
        End of the injection; end of the run.
    step : float
        First step in time.

    Notes
    -----
    d(strain)/dt = div(mobility exp(m strain) grad p) - channels p + source, strain = p / stiffness: backward Euler in
    time with the permeability iterated (Picard), central in space, so volume is kept to round-off. The tracer rides on
    the fluxes, upwind and explicit with its own shorter steps: it is first order, never negative, and kept as well.
    """
    found = _press(
        r_edges,
        z_edges,
        mobility,
        in_plane,
        stiffness,
        porosity,
        channels,
        softening[0],
        softening[1],
        tip,
        rate,
        times[0],
        times[1],
        step,
    )
    shape = (z_edges.size - 1, r_edges.size - 1)
    pressure, tracer, books, highest, done = found
    grid = pressure.reshape(shape)
    return Spread(
        grid,
        grid / stiffness[:, None],
        tracer.reshape(shape),
        books[0],
        books[1],
        books[2],
        books[3],
        books[4],
        highest,
        done,
    )


@njit(cache=True, nogil=True)
def _press(  # type: ignore[no-untyped-def]
    r_edges, z_edges, mobility, in_plane, stiffness, porosity, channels, softening, most, tip, rate, stop, end, step
):
    nr, nz = r_edges.size - 1, z_edges.size - 1
    n = nr * nz
    volume = np.empty(n)
    for i in range(n):
        a, b = i // nr, i % nr
        volume[i] = np.pi * (r_edges[b + 1] ** 2 - r_edges[b] ** 2) * (z_edges[a + 1] - z_edges[a])
    pressure, new = np.zeros(n), np.zeros(n)
    tracer = np.zeros(n)
    inward, upward, out, open_ = np.zeros(n), np.zeros(n), np.zeros(n), np.zeros(n)
    books = np.zeros(5)
    now, highest, tries = 0.0, 0.0, 0
    while now < end and tries < _MOST_STEPS:
        tries += 1
        goal = stop if now < stop else end
        lands = now + 1.2 * step >= goal
        width = goal - now if lands else step
        given = rate if now < stop else 0.0
        rounds = _pressure_step(
            nr,
            nz,
            r_edges,
            z_edges,
            mobility,
            in_plane,
            stiffness,
            channels,
            softening,
            most,
            tip,
            given,
            width,
            volume,
            pressure,
            new,
            inward,
            upward,
            out,
            open_,
        )
        if rounds == 0:
            step = 0.3 * width
            continue
        _carry(
            nr,
            nz,
            stiffness,
            porosity,
            tip,
            given,
            width,
            volume,
            pressure,
            new,
            inward,
            upward,
            out,
            open_,
            tracer,
            books,
        )
        pressure[:] = new
        highest = max(highest, pressure[tip * nr])
        books[0] += given * width
        now = goal if lands else now + width
        step = width * (_GROW if rounds < 12 else 0.8)
        if now == stop:
            step = min(step, 0.02 * stop)
    return pressure, tracer, books, highest, now >= end


@njit(cache=True, nogil=True)
def _pressure_step(  # type: ignore[no-untyped-def]
    nr,
    nz,
    r_edges,
    z_edges,
    mobility,
    in_plane,
    stiffness,
    channels,
    softening,
    most,
    tip,
    given,
    width,
    volume,
    old,
    new,
    inward,
    upward,
    out,
    open_,
):
    """One implicit step; leaves the conductances it used. Returns how many corrections it took, 0 if too many."""
    n = nr * nz
    band, right = np.empty((n, nr + 1)), np.empty(n)
    local = np.empty(n)
    new[:] = old
    for rounds in range(1, _PICARD + 1):
        for i in range(n):
            k = i // nr
            local[i] = mobility[k] * np.exp(softening * min(max(new[i] / stiffness[k], 0.0), most))
        band[:, :] = 0.0
        for i in range(n):
            a, b = i // nr, i % nr
            dz, area = z_edges[a + 1] - z_edges[a], np.pi * (r_edges[b + 1] ** 2 - r_edges[b] ** 2)
            out[i], inward[i], upward[i] = 0.0, 0.0, 0.0
            if b > 0:
                gap = 0.5 * (r_edges[b + 1] - r_edges[b - 1])
                inward[i] = 2.0 * np.pi * r_edges[b] * dz * in_plane[a] * 0.5 * (local[i] + local[i - 1]) / gap
            if b == nr - 1:
                out[i] += (
                    2.0 * np.pi * r_edges[b + 1] * dz * in_plane[a] * local[i] / (0.5 * (r_edges[b + 1] - r_edges[b]))
                )
            if a > 0:
                above = z_edges[a] - z_edges[a - 1]
                upward[i] = area / (0.5 * dz / local[i] + 0.5 * above / local[i - nr])
            if a == nz - 1:
                out[i] += area * local[i] / (0.5 * dz)
            open_[i] = channels[a] * volume[i]
            band[i, 0] += volume[i] / (stiffness[a] * width) + out[i] + open_[i]
            right[i] = volume[i] / (stiffness[a] * width) * old[i]
            if b > 0:
                band[i, 0] += inward[i]
                band[i - 1, 0] += inward[i]
                band[i - 1, 1] -= inward[i]
            if a > 0:
                band[i, 0] += upward[i]
                band[i - nr, 0] += upward[i]
                band[i - nr, nr] -= upward[i]
        right[tip * nr] += given
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
def _carry(nr, nz, stiffness, porosity, tip, given, width, volume, old, new, inward, upward, out, open_, tracer, books):  # type: ignore[no-untyped-def]
    """Tracer along the fluxes of one step, and what leaves with them."""
    n = nr * nz
    leaving = np.zeros(n)
    for i in range(n):
        if inward[i] > 0.0:
            flow = inward[i] * (new[i - 1] - new[i])
            leaving[i - 1 if flow > 0.0 else i] += abs(flow)
        if upward[i] > 0.0:
            flow = upward[i] * (new[i - nr] - new[i])
            leaving[i - nr if flow > 0.0 else i] += abs(flow)
        leaving[i] += max((out[i] + open_[i]) * new[i], 0.0)
        books[1] += width * out[i] * new[i]
        books[2] += width * open_[i] * new[i]
    fastest = 1e-300
    for i in range(n):
        k = i // nr
        fluid = volume[i] * (porosity[k] + min(old[i], new[i]) / stiffness[k])
        fastest = max(fastest, leaving[i] / fluid)
    parts = max(1, int(np.ceil(width * fastest / _COURANT)))
    dt = width / parts
    change = np.empty(n)
    for part in range(parts):
        weight = (part + 1.0) / parts
        change[:] = 0.0
        for i in range(n):
            if inward[i] > 0.0:
                flow = inward[i] * (new[i - 1] - new[i])
                j = i - 1 if flow > 0.0 else i
                moved = dt * flow * tracer[j] / _fluid(j, nr, volume, porosity, stiffness, old, new, weight)
                change[i] += moved
                change[i - 1] -= moved
            if upward[i] > 0.0:
                flow = upward[i] * (new[i - nr] - new[i])
                j = i - nr if flow > 0.0 else i
                moved = dt * flow * tracer[j] / _fluid(j, nr, volume, porosity, stiffness, old, new, weight)
                change[i] += moved
                change[i - nr] -= moved
            share = dt * tracer[i] / _fluid(i, nr, volume, porosity, stiffness, old, new, weight)
            gone = share * max(open_[i] * new[i], 0.0)
            away = share * max(out[i] * new[i], 0.0)
            books[3] += gone
            books[4] += away
            change[i] -= gone + away
        change[tip * nr] += dt * given
        for i in range(n):
            tracer[i] = max(tracer[i] + change[i], 0.0)


@njit(cache=True, nogil=True)
def _fluid(i, nr, volume, porosity, stiffness, old, new, weight):  # type: ignore[no-untyped-def]
    """Fluid in a cell between two moments of a step."""
    k = i // nr
    return volume[i] * (porosity[k] + ((1.0 - weight) * old[i] + weight * new[i]) / stiffness[k])
