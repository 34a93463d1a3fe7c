"""Skin as a stack of layers, each with what it is made of, how it scatters and how it holds heat."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Quantity, record

Phototype: TypeAlias = Literal["I", "II", "III", "IV", "V", "VI"]
Site: TypeAlias = Literal["scalp", "cheek", "forearm", "abdomen", "back"]
SITES: tuple[Site, ...] = ("scalp", "cheek", "forearm", "abdomen", "back")
PHOTOTYPES: tuple[Phototype, ...] = ("I", "II", "III", "IV", "V", "VI")


@record
class Composition:
    """What a layer is made of; decides its absorption."""

    water: Annotated[float, Quantity("%", "water content by mass", 0, 1)]
    lipid: Annotated[float, Quantity("%", "lipid share by volume", 0, 1)] = 0.0
    melanosome: Annotated[float, Quantity("%", "melanosome share by volume", 0, 0.6)] = 0.0
    blood: Annotated[float, Quantity("%", "blood share by volume", 0, 0.5)] = 0.0
    oxygenation: Annotated[float, Quantity("%", "oxygen saturation of the blood", 0, 1)] = 0.7


@record
class Scattering:
    """Reduced scattering of a layer: s [f (λ/500 nm)⁻⁴ + (1-f) (λ/500 nm)⁻ᵇ], and the shape of single events."""

    reduced_500: Annotated[float, Quantity("1/m", "reduced scattering at 500 nm", 0, 1e5)]
    rayleigh_share: Annotated[float, Quantity("%", "Rayleigh share of the reduced scattering", 0, 1)]
    mie_power: Annotated[float, Quantity("1", "Mie power of the reduced scattering", 0, 3)]
    anisotropy: Annotated[float, Quantity("1", "mean cosine of the scattering angle", -0.99, 0.99)]
    refractive_index: Annotated[float, Quantity("1", "refractive index", 1, 2)]


@record
class Thermal:
    """How a layer holds, conducts and loses heat at its normal water content."""

    density: Annotated[float, Quantity("kg/m**3", "density", 500, 2000)]
    specific_heat: Annotated[float, Quantity("J/kg/K", "specific heat", 1000, 4500)]
    conductivity: Annotated[float, Quantity("W/m/K", "thermal conductivity", 0.05, 1)]
    perfusion: Annotated[float, Quantity("1/s", "blood perfusion, volume of blood per volume of tissue", 0, 0.1)]


@record
class Layer:
    """One layer of skin."""

    name: str
    thickness: Annotated[float, Quantity("m", "thickness of the layer", 1e-6, 0.1)]
    composition: Composition
    scattering: Scattering
    thermal: Thermal


@record
class Follicle:
    """Hair follicles of a site: where their targets lie."""

    bulge_depth: Annotated[float, Quantity("m", "depth of the follicle bulge", 1e-4, 5e-3)]
    papilla_depth: Annotated[float, Quantity("m", "depth of the hair papilla", 2e-4, 1e-2)]
    density: Annotated[float, Quantity("1/m**2", "follicles per area", 0, 1e7)]


@record
class Skin:
    """Skin of a site and phototype, layers from the surface down."""

    layers: tuple[Layer, ...]
    phototype: Phototype
    site: Site
    follicle: Follicle
    surface_temperature: Annotated[float, Quantity("K", "surface temperature before the treatment", 253.15, 323.15)]
    core_temperature: Annotated[float, Quantity("K", "temperature of arterial blood", 303, 318)]
    # Set by the condition.
    scar_core: Annotated[float, Quantity("m", "depth of the core of a scar; 0: there is none", 0, 2e-2)] = 0.0
    origin: str = ""

    def depth_of(self, name: str) -> tuple[float, float]:
        """Top and bottom [m] of all layers whose name ends in a word: ``"dermis"``, but not so ``"epidermis"``.

        Raises
        ------
        KeyError
            If no layer has that name.
        """
        top, found = 0.0, []
        for layer in self.layers:
            bottom = top + layer.thickness
            if layer.name.split("_")[-1] == name:
                found.append((top, bottom))
            top = bottom
        if not found:
            raise KeyError(name)
        return found[0][0], found[-1][1]
