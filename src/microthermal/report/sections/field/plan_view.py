"""The lattice from above, to scale: discs of channel, dead and stressed tissue."""

from __future__ import annotations

import numpy as np

from microthermal.quantity import Array
from microthermal.report.drawing.sheet import INK, sheet


def plan_view(
    positions: Array, discs: tuple[tuple[str, float, str], ...], side: float, width: float = 520, height: float = 590
) -> str:
    """SVG of zones seen from above.

    Parameters
    ----------
    positions : Array, (zone, 2)
        Centres of the zones [m].
    discs : tuple of (label, radius [m], colour)
        Discs drawn at each zone, largest first.
    side : float
        Side of the square that is shown [m].
    """
    from matplotlib.collections import EllipseCollection
    from matplotlib.patches import Patch

    with sheet("lattice", width, height) as page:
        axes = page.figure.add_subplot(aspect="equal")
        axes.set_facecolor("#FBF3EC")
        offsets = positions * 1e3
        handles = []
        for label, radius, colour in discs:
            size = np.full(len(positions), 2e3 * radius)
            axes.add_collection(
                EllipseCollection(size, size, np.zeros_like(size), units="xy", offsets=offsets,
                                  offset_transform=axes.transData, facecolors=colour, edgecolors="none")
            )  # fmt: skip
            handles.append(Patch(facecolor=colour, edgecolor="#9AA5B1", linewidth=0.5, label=label))
        axes.set_xlim(0, side * 1e3)
        axes.set_ylim(0, side * 1e3)
        for spine in axes.spines.values():
            spine.set_visible(True)
        axes.set_xlabel("[mm]")
        axes.set_ylabel("[mm]")
        axes.set_title(f"The lattice from above, {side * 1e3:.3g} mm × {side * 1e3:.3g} mm", color=INK)
        page.figure.legend(handles=handles, loc="outside lower center", ncols=2)
    return page.svg


def positions(pitch: float, passes: int, layout: str, side: float, seed: int) -> Array:
    """Centres of an example lattice (zone, 2) [m]: one regular grid per pass, each laid at random over the last.

    Notes
    -----
    An illustration to scale; coverage and overlap in tables come from the simulation, not from this picture.
    """
    random = np.random.default_rng(seed)
    found = []
    for _ in range(passes):
        shift = random.uniform(0, pitch, 2)
        if layout == "random":
            found.append(random.uniform(-pitch, side + pitch, (int(((side + 2 * pitch) / pitch) ** 2), 2)))
            continue
        step = pitch * (np.sqrt(3) / 2 if layout == "hexagonal" else 1.0)
        rows = np.arange(-2, side / step + 3)
        columns = np.arange(-2, side / pitch + 3)
        x = columns[None, :] * pitch + (rows[:, None] % 2) * (pitch / 2 if layout == "hexagonal" else 0.0)
        y = np.broadcast_to(rows[:, None] * step, x.shape)
        found.append(np.stack([x.ravel(), y.ravel()], axis=1) + shift)
    every = np.concatenate(found)
    inside = (every > -pitch).all(axis=1) & (every < side + pitch).all(axis=1)
    return np.asarray(every[inside], dtype=np.float64)
