"""Hairs, bulbs and vessels, which flat layers cannot hold: in a block of skin, or on the axis of a microbeam."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray

from microthermal.domain.inputs.structures.matter import Shape as Shape
from microthermal.domain.inputs.structures.matter import Thermal
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.tissue import Optics
from microthermal.errors import Fault, InputError
from microthermal.quantity import Array, Measured, Quantity, record

Sides: TypeAlias = Literal["periodic", "open", "continued"]
# Edges may come from text in micrometres: equal to a millionth is equal.
_EVEN = 1e-6
# An axis that leans by less than this sine stands upright.
_UPRIGHT = 1e-9


@record
class Inclusion:
    """A hair shaft, a bulb or a vessel: a body with optics of its own and the refractive index of its slab."""

    name: str
    shape: Shape
    x: Annotated[float, Quantity("m", "centre across the block, along x", -1, 1)] = 0.0
    y: Annotated[float, Quantity("m", "centre across the block, along y", -1, 1)] = 0.0
    depth: Annotated[float, Quantity("m", "depth of the centre", -1, 1)]
    radius: Annotated[float, Quantity("m", "radius", 1e-7, 0.1)]
    length: Annotated[float, Quantity("m", "length of a cylinder with flat ends", 0, 1)] | None = None
    axis: tuple[Annotated[float, Quantity("1", "direction of a cylinder: x, y, z", -1, 1)], ...] = (0.0, 0.0, 1.0)
    absorption: Annotated[float, Quantity("1/m", "absorption", 0, 1e8)]
    scattering: Annotated[float, Quantity("1/m", "scattering (not reduced)", 0, 1e8)]
    anisotropy: Annotated[float, Quantity("1", "mean cosine of the scattering angle", -1, 1)]

    def __post_init__(self) -> None:
        faults = []
        if len(self.axis) != 3 or math.hypot(*self.axis) == 0.0:
            faults.append(Fault("Inclusion.axis", "must be three numbers, x y z, and not all of them 0"))
        if self.shape == "sphere" and self.length is not None:
            faults.append(Fault("Inclusion.length", "a sphere has no length; leave it out"))
        if faults:
            raise InputError(faults)


@record
class Body:
    """A sphere or an upright cylinder on the axis, with what light and heat meet in it; ``water`` is by mass."""

    inclusion: Inclusion
    thermal: Thermal
    water: Annotated[float, Quantity("%", "water content by mass", 0, 1)]

    def __post_init__(self) -> None:
        faults, inclusion = [], self.inclusion
        if inclusion.x != 0.0 or inclusion.y != 0.0:
            faults.append(Fault("Body.inclusion", "must lie on the axis: x and y are 0"))
        x, y, z = inclusion.axis
        if inclusion.shape == "cylinder" and x * x + y * y > (_UPRIGHT * z) ** 2:
            text = "a cylinder must stand upright (axis 0, 0, 1); one that lies or leans needs a block"
            faults.append(Fault("Body.inclusion.axis", text))
        if faults:
            raise InputError(faults)


@record
class Stuff:
    """What heat meets in an inclusion of a block; ``water`` is by mass."""

    thermal: Thermal
    water: Annotated[float, Quantity("%", "water content by mass", 0, 1)]


@record
class Block:
    """Skin in even voxels: layers from the surface down, and inclusions; where two overlap, the later one holds.

    Notes
    -----
    The beam falls on x = y = 0. Below the last slab the tissue goes on. ``sides`` says what is beyond the four
    sides: the same block again and again (``periodic``), nothing, so that light leaves (``open``), or the tissue of
    the outermost voxels for ever (``continued``).
    """

    x_edges: Annotated[Array, Quantity("m", "edges of the voxels along x", -1, 1, ("x_edge",))]
    y_edges: Annotated[Array, Quantity("m", "edges of the voxels along y", -1, 1, ("y_edge",))]
    z_edges: Annotated[Array, Quantity("m", "edges of the slabs", 0, 1, ("z_edge",))]
    optics: Optics
    inclusions: tuple[Inclusion, ...] = ()
    sides: Sides

    def __post_init__(self) -> None:
        faults = []
        for name in ("x_edges", "y_edges", "z_edges"):
            edges: Array = getattr(self, name)
            steps = np.diff(edges)
            if edges.size < 2 or not bool(np.all(np.isfinite(edges))) or not bool(np.all(steps > 0)):
                faults.append(Fault(f"Block.{name}", "must be finite and grow from edge to edge"))
            elif float(np.ptp(steps)) > _EVEN * float(steps.mean()):
                faults.append(Fault(f"Block.{name}", "must be evenly spaced; every voxel has the same size"))
            elif name == "z_edges" and edges[0] != 0.0:
                faults.append(Fault("Block.z_edges", "must start at 0, the surface"))
            elif name != "z_edges" and not edges[0] < 0.0 < edges[-1]:
                faults.append(Fault(f"Block.{name}", "must lie on both sides of 0, where the beam falls"))
        if faults:
            raise InputError(faults)

    @property
    def x(self) -> Array:
        """Centres of the voxels along x [m] (x,)."""
        return 0.5 * (self.x_edges[1:] + self.x_edges[:-1])

    @property
    def y(self) -> Array:
        """Centres of the voxels along y [m] (y,)."""
        return 0.5 * (self.y_edges[1:] + self.y_edges[:-1])

    @property
    def z(self) -> Array:
        """Depths of the centres of the slabs [m] (z,)."""
        return 0.5 * (self.z_edges[1:] + self.z_edges[:-1])

    @property
    def shape(self) -> tuple[int, int, int]:
        """Number of voxels along z, y and x."""
        return self.z_edges.size - 1, self.y_edges.size - 1, self.x_edges.size - 1

    @property
    def media(self) -> NDArray[np.int32]:
        """Which medium holds the centre of each voxel (z, y, x): layers are numbered first, then inclusions."""
        layers = self.optics.thickness.size
        floors = np.cumsum(self.optics.thickness)[:-1]
        layer = np.searchsorted(floors, self.z, side="right").astype(np.int32)
        found = np.zeros(self.shape, dtype=np.int32) + layer[:, None, None]
        for number, inclusion in enumerate(self.inclusions):
            found[self.inside(inclusion)] = layers + number
        return found

    def inside(self, inclusion: Inclusion) -> NDArray[np.bool_]:
        """Which voxels have their centre in an inclusion (z, y, x)."""
        z, y, x = np.ix_(self.z - inclusion.depth, self.y - inclusion.y, self.x - inclusion.x)
        squared = x**2 + y**2 + z**2
        if inclusion.shape == "sphere":
            held: NDArray[np.bool_] = squared <= inclusion.radius**2
            return held
        a, b, c = np.asarray(inclusion.axis) / np.linalg.norm(inclusion.axis)
        along = a * x + b * y + c * z
        held = squared - along**2 <= inclusion.radius**2
        if inclusion.length is not None:
            held &= np.abs(along) <= 0.5 * inclusion.length
        return held

    @property
    def voxel(self) -> float:
        """Volume of one voxel [m³]."""
        spans = (edges[-1] - edges[0] for edges in (self.x_edges, self.y_edges, self.z_edges))
        return float(math.prod(spans)) / math.prod(self.shape)


@record
class DepositedBlock:
    """Where the energy of one pulse goes in a block, at the reference absorption."""

    block: Block
    energy: Annotated[Array, Quantity("J/m**3", "absorbed energy", 0, 1e20, ("z", "y", "x"))]
    error: Annotated[Array, Quantity("J/m**3", "standard error of the absorbed energy", 0, 1e20, ("z", "y", "x"))]
    taken: Annotated[Array, Quantity("%", "fraction absorbed in each inclusion", 0, 1, ("inclusion",))]
    taken_error: Annotated[Array, Quantity("%", "standard error of that fraction", 0, 1, ("inclusion",))]
    reflected: Annotated[Measured, Quantity("%", "reflected fraction of the pulse", 0, 1)]
    escaped: Annotated[float, Quantity("%", "fraction that leaves through open sides", 0, 1)]
    lost: Annotated[float, Quantity("%", "fraction absorbed outside the block", 0, 1)]
    cautions: tuple[Caution, ...] = ()
