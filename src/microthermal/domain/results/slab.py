"""Planar layers stated by their optical coefficients alone, and where the light of a beam goes in them."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.quantity import Array, Measured, Quantity, record


@record
class OpticalLayer:
    """One layer by its coefficients; without a ``thickness`` it has no bottom, as the last one may."""

    absorption: Annotated[float, Quantity("1/m", "absorption coefficient", 0, 1e9)]
    scattering: Annotated[float, Quantity("1/m", "scattering coefficient (not reduced)", 0, 1e9)]
    anisotropy: Annotated[float, Quantity("1", "mean cosine of the scattering angle", -1, 1)]
    refractive_index: Annotated[float, Quantity("1", "refractive index", 1, 10)]
    thickness: Annotated[float, Quantity("m", "thickness", 1e-9, 10)] | None = None


@record
class SlabLight:
    """Where a beam of unit energy goes: fractions of all light that falls in, with their standard errors.

    ``specular`` is turned back at the surface before entering; ``reflected`` comes back out of the layers;
    ``outside`` is absorbed beyond the cells, or given up (``cut``) because nothing absorbs it.
    """

    r_edges: Annotated[Array, Quantity("m", "edges of the rings", 0, 1e3, ("r_edge",))]
    z_edges: Annotated[Array, Quantity("m", "edges of the depths", 0, 1e3, ("z_edge",))]
    absorbed: Annotated[Array, Quantity("%", "fraction absorbed in each cell", 0, 1, ("z", "r"))]
    absorbed_error: Annotated[Array, Quantity("%", "standard error of that fraction", 0, 1, ("z", "r"))]
    specular: Annotated[float, Quantity("%", "fraction reflected at entry", 0, 1)]
    reflected: Annotated[Measured, Quantity("%", "fraction that comes back out of the layers", 0, 1)]
    transmitted: Annotated[Measured, Quantity("%", "fraction that leaves below", 0, 1)]
    outside: Annotated[float, Quantity("%", "fraction absorbed beyond the cells, or cut", -1e-6, 1)]
    cut: Annotated[float, Quantity("%", "fraction given up because nothing absorbs it", 0, 1)]

    @property
    def density(self) -> Array:
        """Absorbed fraction per volume [1/m³] (z, r); times the energy of a pulse, its absorbed energy density."""
        area = np.pi * np.diff(self.r_edges**2)
        found: Array = self.absorbed / (area[None, :] * np.diff(self.z_edges)[:, None])
        return found

    @property
    def balance(self) -> float:
        """All fractions together; 1 but for rounding [1]."""
        return float(self.absorbed.sum()) + self.specular + self.reflected.value + self.transmitted.value + self.outside
