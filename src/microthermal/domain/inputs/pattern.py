"""How microbeams are laid on the skin: density, layout, order in time, passes and the outline of the scan."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record

Layout: TypeAlias = Literal["hexagonal", "square", "random"]
Order: TypeAlias = Literal["line", "serpentine", "scattered", "random", "roller", "stamp"]

# More corners than any scanner draws; a longer list is a mistake.
_MOST_CORNERS = 64


@record
class Polygon:
    """Outline of the scanned area: its corners in order, either way round."""

    x: tuple[Annotated[float, Quantity("m", "corners across the scan lines", -1, 1)], ...]
    y: tuple[Annotated[float, Quantity("m", "corners along the slow axis", -1, 1)], ...]

    def __post_init__(self) -> None:
        if len(self.x) != len(self.y) or not 3 <= len(self.x) <= _MOST_CORNERS:
            text = f"needs as many x as y, 3 to {_MOST_CORNERS} of each; it has {len(self.x)} and {len(self.y)}"
            raise InputError([Fault("Polygon", text)])
        if _crosses_itself(self.x, self.y):
            raise InputError([Fault("Polygon", "crosses itself; give the corners in order around the area")])
        if self.area < 1e-6:
            raise InputError([Fault("Polygon", "encloses less than 1 mm²; a scan is larger than that")])

    @property
    def area(self) -> float:
        """Area inside [m²]."""
        corners = list(zip(self.x, self.y, strict=True))
        following = corners[1:] + corners[:1]
        return 0.5 * abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(corners, following, strict=True)))


# Densities of what makes zones: 250, written without "/ cm**2", is none.
_DENSE = Quantity("1/m**2", "microbeams per area and pass", 1e4, 1e8)


@record
class Pattern:
    """How microbeams are laid on the skin, and in which order.

    ``order`` says how the time runs: line after line (``line``, ``serpentine``), far from each other on purpose
    (``scattered``), at random (``random``), in strips under a rolling tip (``roller``), or a whole tip at once
    (``stamp``). ``dwell`` 0 means as fast as the pulses follow each other, which warms the most. Beams that are
    ``sparse``, as those of a cap of low-level light, may lie centimetres from each other.
    """

    density: Annotated[float, Quantity("1/m**2", "microbeams per area and pass", 1.0, 1e8)]
    passes: Annotated[int, Quantity("1", "passes over the area", 1, 20)] = 1
    layout: Layout = "hexagonal"
    area: Annotated[float, Quantity("m**2", "treated area, a square where no outline is given", 1e-6, 0.2)] = 1e-4
    pass_interval: Annotated[float, Quantity("s", "pause between the end of a pass and the next", 0, 3600)] = 60.0
    order: Order = "line"
    dwell: Annotated[float, Quantity("s", "time from one microbeam to the next; 0: no pause", 0, 10)] = 0.0
    return_time: Annotated[float, Quantity("s", "time lost at the end of a line, strip or stamp", 0, 60)] = 0.0
    width: Annotated[float, Quantity("m", "width of a roller's or stamp's tip", 1e-3, 0.1)] = 1e-2
    outline: Polygon | None = None
    sparse: bool = False

    def __post_init__(self) -> None:
        if not self.sparse and (fault := _DENSE.fault(self.density)):
            raise InputError([Fault("Pattern.density", fault)])

    @property
    def treated_area(self) -> float:
        """Area of the outline, or of the square [m²]."""
        return self.area if self.outline is None else self.outline.area


def _crosses_itself(x: tuple[float, ...], y: tuple[float, ...]) -> bool:
    n = len(x)

    def turn(a: int, b: int, c: int) -> float:
        return (x[b] - x[a]) * (y[c] - y[a]) - (y[b] - y[a]) * (x[c] - x[a])

    for i in range(n):
        for k in range(i + 2, n):
            if (k + 1) % n == i:
                continue
            j, m = (i + 1) % n, (k + 1) % n
            if turn(i, j, k) * turn(i, j, m) < 0 and turn(k, m, i) * turn(k, m, j) < 0:
                return True
    return False
