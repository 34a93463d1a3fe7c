"""The lattice from above, to scale: discs of channel, dead and stressed tissue."""

from __future__ import annotations

from math import isqrt
from typing import Final

import numpy as np

from microthermal.domain.inputs.pattern import Pattern
from microthermal.quantity import Array
from microthermal.report.drawing.axis import Axis
from microthermal.report.drawing.lines import LineFigure
from microthermal.report.drawing.shapes import discs as drawn_discs
from microthermal.report.drawing.sheet import LEFT, MUTED
from microthermal.report.drawing.strokes import Key, edges, fill, stroke
from microthermal.zones.patterns import pitch

# Size of the figure and of its panel, room above and below that [CSS pixels]; the colour of skin.
_WIDTH, _SIDE, _MARGINS, _SKIN = 520.0, 452.0, (26.0, 42.0), "#FBF3EC"
# Height of a row of the legend, of two columns, and of the air above it [CSS pixels].
_ROW: Final = 16.0
_AIR: Final = 10.0


def plan_view(examples: tuple[Array, ...], discs: tuple[tuple[str, float, str], ...], side: float) -> str:
    """SVG of zones seen from above, in a square of examples.

    Parameters
    ----------
    examples : tuple of Array, (zone, 2)
        Centres of the zones of each example [m]; a square number of examples.
    discs : tuple of (label, radius [m], colour)
        Discs drawn at each zone, largest first.
    side : float
        Side of the square that each example shows [m].
    """
    rows, edge = isqrt(len(examples)), side * 1e3
    keys = [Key(label, colour, "", 1.0) for label, _, colour in discs]
    height = sum(_MARGINS) + _SIDE + _AIR + _ROW * -(-len(keys) // 2)
    page = LineFigure("lattice", _WIDTH, height, keys, 2)
    axes = [Axis(0.0, rows * edge, "[mm]") for _ in range(2)]
    several = f"{len(examples)} examples of {edge:.3g} mm × {edge:.3g} mm"
    title = several if rows > 1 else f"The lattice from above, {edge:.3g} mm × {edge:.3g} mm"
    panel = page.panel((LEFT, LEFT + _SIDE), _MARGINS, axes[0], axes[1], title)
    panel.put(f'<path d="{edges(panel.box)}" style="{fill(_SKIN)}"/>')
    for number, centres in enumerate(examples):
        corner = np.array([number % rows, number // rows]) * edge
        clip, frame = panel.part(f"example{number}", corner, corner + edge)
        for _, radius, colour in discs:
            seen = centres[((centres > -radius) & (centres < side + radius)).all(axis=1)]
            drawn_discs(panel, seen * 1e3 + corner, 1e3 * radius, colour, clip)
        panel.put(f'<path d="{frame}" style="{stroke(MUTED, 0.8)}"/>')
    return page.svg()


def positions(pattern: Pattern, side: float, random: np.random.Generator) -> Array:
    """Centres of the zones of an example of a pattern in a square [m] and a rim of two pitches around it (zone, 2).

    Parameters
    ----------
    pattern : Pattern
        How the microbeams lie: every pass is one lattice with a shift of its own, or all points fall at random.
    side : float
        Side of the square [m]; it begins at 0.
    random : numpy.random.Generator
        Source of the shifts and of random points.
    """
    near = 2.0 * pitch(pattern)
    if pattern.layout == "random":
        expected = pattern.density * pattern.passes * (side + 2.0 * near) ** 2
        return random.uniform(-near, side + near, (int(random.poisson(expected)), 2))
    every = np.concatenate([_lattice(pattern, side, random) for _ in range(pattern.passes)])
    inside = (every > -near).all(axis=1) & (every < side + near).all(axis=1)
    return np.asarray(every[inside], dtype=np.float64)


def _lattice(pattern: Pattern, side: float, random: np.random.Generator) -> Array:
    across, hexagonal = pitch(pattern), pattern.layout == "hexagonal"
    step = across * (np.sqrt(3.0) / 2.0 if hexagonal else 1.0)
    rows, columns = np.arange(-6, side / step + 4), np.arange(-5, side / across + 4)
    x = columns[None, :] * across + (rows[:, None] % 2) * (across / 2.0 if hexagonal else 0.0)
    y = np.broadcast_to(rows[:, None] * step, x.shape)
    # A shift over one period, two rows of a hexagonal lattice, meets every place alike.
    return np.stack([x.ravel(), y.ravel()], axis=1) + random.uniform(0.0, (across, 2.0 * step))


def meeting(examples: tuple[Array, ...], side: float, distance: float) -> float:
    """Fraction of the zones inside the examples [1] whose nearest neighbour lies within a distance [m]."""
    nearest = np.concatenate([_nearest(centres, side) for centres in examples])
    return float(np.mean(nearest <= distance)) if nearest.size else 0.0


def _nearest(centres: Array, side: float) -> Array:
    """Distance of the nearest other centre [m] from each that lies inside the square."""
    inside = ((centres >= 0.0) & (centres <= side)).all(axis=1)
    apart = np.linalg.norm(centres[inside, None] - centres[None], axis=2)
    apart[np.arange(apart.shape[0]), np.flatnonzero(inside)] = np.inf
    return np.asarray(apart.min(axis=1, initial=np.inf))
