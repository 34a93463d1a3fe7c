"""Fluid pressed into a layered, soft, porous cylinder: implicit pressure, softening by strain, a carried tracer."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microthermal.numerics.compiling import njit
from microthermal.numerics.transport.darcy_mesh import (
    FluidLayers,
    Infusion,
    PorousCell,
    Source,
    cells_of,
    empty_links,
)
from microthermal.numerics.transport.darcy_steps import (
    BOOKS,
    DRAINED,
    GIVEN,
    LEAKED,
    TRACER_DRAINED,
    TRACER_LEAKED,
    carry,
    pressure_step,
)

Array = NDArray[np.float64]

_GROW = 1.3
_MOST_STEPS = 20_000


class FluidSpread(NamedTuple):
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
    r_edges: Array, z_edges: Array, layers: FluidLayers, softening: tuple[float, float], injection: Infusion
) -> FluidSpread:
    """Press fluid in at one depth on the axis, for a time, and let it relax.

    Parameters
    ----------
    r_edges, z_edges : Array (nr + 1,), (nz + 1,)
        Edges of rings and slabs. The top is closed; pressure is zero beyond the bottom and the outer wall.
    layers : Layers
        How each slab takes fluid.
    softening : tuple
        m and greatest strain of the law mobility * exp(m strain).
    injection : Infusion
        Tip, rate and times.

    Notes
    -----
    d(strain)/dt = div(mobility exp(m strain) grad p) - channels p + source, strain = p / stiffness: backward Euler in
    time with the permeability iterated (Picard), central in space, so volume is kept to round-off. The tracer rides on
    the fluxes, upwind and explicit with its own shorter steps: it is first order, never negative, and kept as well.
    """
    cells = cells_of(r_edges, z_edges)
    sponge = PorousCell(cells=cells, layers=layers, softening=softening)
    pressure, tracer, books, highest, done = _press(sponge, injection)
    shape = (cells.height.size, cells.area.size)
    grid = pressure.reshape(shape)
    return FluidSpread(
        pressure=grid,
        strain=grid / layers.stiffness[:, None],
        tracer=tracer.reshape(shape),
        injected=books[GIVEN],
        drained=books[DRAINED],
        leaked=books[LEAKED],
        tracer_leaked=books[TRACER_LEAKED],
        tracer_drained=books[TRACER_DRAINED],
        highest=highest,
        done=done,
    )


@njit(cache=True, nogil=True)
def _press(sponge, injection):  # type: ignore[no-untyped-def]
    n = sponge.cells.volume.size
    old, new, tracer, links = np.zeros(n), np.zeros(n), np.zeros(n), empty_links(n)
    books, place = np.zeros(BOOKS), injection.tip * sponge.cells.area.size
    now, step, highest, tries = 0.0, injection.step, 0.0, 0
    while now < injection.end and tries < _MOST_STEPS:
        tries += 1
        goal = injection.stop if now < injection.stop else injection.end
        lands = now + 1.2 * step >= goal
        width = goal - now if lands else step
        source = Source(cell=place, rate=injection.rate if now < injection.stop else 0.0)
        rounds = pressure_step(sponge, source, width, (old, new), links)
        if rounds == 0:
            step = 0.3 * width
            continue
        carry(sponge, source, width, (old, new), links, (tracer, books))
        for k in range(n):
            old[k] = new[k]
        highest = max(highest, old[place])
        books[GIVEN] += source.rate * width
        now = goal if lands else now + width
        step = width * (_GROW if rounds < 12 else 0.8)
        if now == injection.stop:
            step = min(step, 0.02 * injection.stop)
    return old, tracer, books, highest, now >= injection.end
