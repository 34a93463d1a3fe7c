"""Tissue: what light, heat and flow see of the skin on a grid."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, NamedTuple

import numpy as np

from microthermal.domain.results.grid import Grid
from microthermal.quantity import Array, Quantity, record


@record
class Melanosomes:
    """Pigment grains of the layers, whose absorption is part of that of all but water."""

    fraction: Annotated[Array, Quantity("%", "melanosomes in the volume of the layer", 0, 1, ("layer",))]
    absorption: Annotated[float, Quantity("1/m", "absorption inside a melanosome", 0, 1e8)]


@record
class Optics:
    """Optical coefficients of the layers at one wavelength. Absorption = wet + dry at the reference temperature.

    ``anisotropy`` is the mean over all scatterings, of which ``isotropic_fraction`` (None: none) are isotropic, while
    the others follow Henyey and Greenstein. ``window_index`` is that of a clear plate on the skin (None: no plate).
    ``melanosomes`` are the pigment grains that the absorption holds (None: it is not told, or nothing).
    """

    wavelength: Annotated[float, Quantity("m", "wavelength", 1e-7, 1e-4, zero="where nothing shines")]
    names: tuple[str, ...]
    thickness: Annotated[Array, Quantity("m", "thickness", 0, 1, ("layer",))]
    wet_absorption: Annotated[Array, Quantity("1/m", "absorption by the layer's water", 0, 1e8, ("layer",))]
    dry_absorption: Annotated[Array, Quantity("1/m", "absorption by all but water", 0, 1e8, ("layer",))]
    wet_slope: Annotated[Array, Quantity("1/m/K", "change of the water's absorption per kelvin", -1e6, 1e6, ("layer",))]
    scattering: Annotated[Array, Quantity("1/m", "scattering (not reduced)", 0, 1e8, ("layer",))]
    anisotropy: Annotated[Array, Quantity("1", "mean cosine of the scattering angle", -1, 1, ("layer",))]
    refractive_index: Annotated[Array, Quantity("1", "refractive index", 1, 4, ("layer",))]
    extinction_index: Annotated[Array, Quantity("1", "imaginary part of the refractive index", 0, 10, ("layer",))]
    outside_index: Annotated[float, Quantity("1", "refractive index above the skin", 1, 4)] = 1.0
    reference_temperature: Annotated[float, Quantity("K", "temperature of the absorption", 250, 350)] = 293.15
    isotropic_fraction: (
        Annotated[Array, Quantity("1", "fraction of isotropic scattering", 0, 0.99, ("layer",), was="isotropic_share")]
        | None
    ) = None
    window_index: Annotated[float, Quantity("1", "refractive index of a contact window", 1, 4)] | None = None
    melanosomes: Melanosomes | None = None

    @property
    def absorption(self) -> Array:
        """Absorption at the reference temperature [1/m] (layer,)."""
        return self.wet_absorption + self.dry_absorption


@record
class Bodies:
    """Bodies on the axis of the cylinder, such as a hair shaft, its bulb or a vessel, in place of the skin there.

    Those that are ``withdrawn``, such as a needle, leave after the exposure, and the skin closes behind them.
    """

    names: tuple[str, ...]
    place: Annotated[Array, Quantity("1", "body in each cell, counted from 1; 0 is skin", 0, 100, ("z", "r"))]
    wet_absorption: Annotated[Array, Quantity("1/m", "absorption by the body's water", 0, 1e8, ("body",))]
    dry_absorption: Annotated[Array, Quantity("1/m", "absorption by all but water", 0, 1e8, ("body",))]
    wet_slope: Annotated[Array, Quantity("1/m/K", "change of the water's absorption per kelvin", -1e6, 1e6, ("body",))]
    scattering: Annotated[Array, Quantity("1/m", "scattering (not reduced)", 0, 1e8, ("body",))]
    anisotropy: Annotated[Array, Quantity("1", "mean cosine of the scattering angle", -1, 1, ("body",))]
    initial_water: Annotated[Array, Quantity("kg/m**3", "water of the untouched body", 0, 1500, ("body",))]
    heat_capacity: Annotated[Array, Quantity("J/m**3/K", "heat capacity of the untouched body", 1e5, 1e7, ("body",))]
    dry_heat_capacity: Annotated[Array, Quantity("J/m**3/K", "heat capacity without water", 1e4, 1e7, ("body",))]
    conductivity: Annotated[Array, Quantity("W/m/K", "conductivity of the untouched body", 0.01, 500, ("body",))]
    dry_conductivity: Annotated[Array, Quantity("W/m/K", "conductivity without water", 0.001, 500, ("body",))]
    perfusion: Annotated[Array, Quantity("1/s", "blood perfusion", 0, 1, ("body",))]
    withdrawn: Annotated[Array, Quantity("1", "1 where it is drawn out afterwards", 0, 1, ("body",))] | None = None


class Carried(NamedTuple):
    """Water that cells hold as steam between portions [kg/m³], and temperature before the first of them [K] (z, r)."""

    steam: Array
    start: Array


@record
class Tissue:
    """Skin on a grid, before or between pulses; ``bodies`` are what lies on its axis (None: nothing but skin).

    ``carried`` is what one portion of an exposure hands on to the next.
    """

    grid: Grid
    optics: Optics
    layer: Annotated[Array, Quantity("1", "index of the layer of each slab", 0, 100, ("z",))]
    initial_water: Annotated[Array, Quantity("kg/m**3", "water of the untouched tissue", 0, 1500, ("z",))]
    heat_capacity: Annotated[Array, Quantity("J/m**3/K", "heat capacity of the untouched tissue", 1e5, 1e7, ("z",))]
    dry_heat_capacity: Annotated[Array, Quantity("J/m**3/K", "heat capacity without water", 1e4, 1e7, ("z",))]
    conductivity: Annotated[Array, Quantity("W/m/K", "conductivity of the untouched tissue", 0.01, 10, ("z",))]
    dry_conductivity: Annotated[Array, Quantity("W/m/K", "conductivity without water", 0.001, 10, ("z",))]
    perfusion: Annotated[Array, Quantity("1/s", "blood perfusion", 0, 1, ("z",))]
    core_temperature: Annotated[float, Quantity("K", "temperature of arterial blood", 250, 350)]
    temperature: Annotated[Array, Quantity("K", "temperature now", 200, 5000, ("z", "r"))]
    water: Annotated[Array, Quantity("kg/m**3", "water now", 0, 1500, ("z", "r"))]
    removed: Annotated[Array, Quantity("%", "fraction of the cell that is gone", 0, 1, ("z", "r"))]
    fat: Annotated[Array, Quantity("1", "1 where the slab is fat, 0 elsewhere", 0, 1, ("z",))] | None = None
    bodies: Bodies | None = None
    carried: Carried | None = field(default=None, compare=False)  # no part of what is stored

    def cells(self, name: str) -> Array:
        """What cells are made of, skin and bodies.

        Parameters
        ----------
        name : str
            Field of :class:`Bodies`, such as ``"heat_capacity"``; those of light are taken from the optics.

        Returns
        -------
        Array, (z, 1) or (z, r)
            In the unit of that field; one column where nothing but skin is there.
        """
        own = getattr(self, name, None)
        skin = getattr(self.optics, name)[self.layer.astype(np.int64)] if own is None else own
        if self.bodies is None:
            return np.asarray(skin[:, None])
        place = self.bodies.place.astype(np.int64)
        return np.asarray(np.where(place > 0, getattr(self.bodies, name)[place - 1], skin[:, None]))
