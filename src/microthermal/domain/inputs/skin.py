"""Skin as a stack of layers, each with what it is made of, how it scatters and how it holds heat."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias

from microthermal.domain.inputs.structures.matter import Thermal as Thermal
from microthermal.domain.inputs.structures.structure import Structure
from microthermal.errors import Fault, InputError
from microthermal.quantity import NoneIfZero, Quantity, record

Phototype: TypeAlias = Literal["I", "II", "III", "IV", "V", "VI"]
Site: TypeAlias = Literal["scalp", "cheek", "forearm", "abdomen", "back"]
SITES: tuple[Site, ...] = ("scalp", "cheek", "forearm", "abdomen", "back")
Tissue: TypeAlias = Literal[
    "stratum_corneum", "epidermis", "papillary_dermis", "reticular_dermis", "dermis", "fat", "muscle", "other"
]
# "dermis" is a dermis that is not divided; all three heal as dermis and take an injection.
DERMIS: Final[tuple[Tissue, ...]] = ("papillary_dermis", "reticular_dermis", "dermis")
# Cells of both die as keratinocytes do, and neither has collagen or vessels; "epidermis" alone is alive.
EPIDERMAL: Final[tuple[Tissue, ...]] = ("stratum_corneum", "epidermis")
# Ends of names, for records and files that state no tissue; the first that fits counts.
_ENDINGS: Final[tuple[tuple[str, Tissue], ...]] = (
    ("corneum", "stratum_corneum"), ("epidermis", "epidermis"), ("hypodermis", "fat"), ("subcutis", "fat"),
    ("fat", "fat"), ("papillary_dermis", "papillary_dermis"), ("reticular_dermis", "reticular_dermis"),
    ("dermis", "dermis"), ("muscle", "muscle"),
)  # fmt: skip
PHOTOTYPES: tuple[Phototype, ...] = ("I", "II", "III", "IV", "V", "VI")


@record
class Composition:
    """What a layer is made of; decides its absorption."""

    water: Annotated[float, Quantity("%", "water content by mass", 0, 1)]
    lipid: Annotated[float, Quantity("%", "lipid fraction by volume", 0, 1)] = 0.0
    melanosome: Annotated[float, Quantity("%", "melanosome fraction by volume", 0, 0.6)] = 0.0
    blood: Annotated[float, Quantity("%", "blood fraction by volume", 0, 0.5)] = 0.0
    oxygenation: Annotated[float, Quantity("%", "oxygen saturation of the blood", 0, 1)] = 0.7


@record
class Scattering:
    """Reduced scattering of a layer: s [f (λ/500 nm)⁻⁴ + (1-f) (λ/500 nm)⁻ᵇ], and the shape of single events."""

    reduced_500: Annotated[float, Quantity("1/m", "reduced scattering at 500 nm", 0, 1e5)]
    rayleigh_fraction: Annotated[
        float, Quantity("%", "Rayleigh fraction of the reduced scattering", 0, 1, was="rayleigh_share")
    ]
    mie_power: Annotated[float, Quantity("1", "Mie power of the reduced scattering", 0, 3)]
    anisotropy: Annotated[float, Quantity("1", "mean cosine of the scattering angle", -0.99, 0.99)]
    refractive_index: Annotated[float, Quantity("1", "refractive index", 1, 2)]


def tissue_named(name: str) -> Tissue | None:
    """Tissue that the end of a layer's name tells, as in ``"upper_dermis"``; None where it tells none."""
    return next((tissue for ending, tissue in _ENDINGS if name.endswith(ending)), None)


def tissues_of(layers: tuple[str, ...], stated: tuple[Tissue | None, ...]) -> tuple[Tissue | None, ...]:
    """Tissue of each layer as a record states it, or as names tell it in files that state none.

    Raises
    ------
    InputError
        If there are more or fewer tissues than layers.
    """
    if stated and len(stated) != len(layers):
        raise InputError([Fault("tissues", f"has {len(stated)} values, but layers has {len(layers)}")])
    return stated or tuple(tissue_named(name) for name in layers)


@record
class Layer:
    """One layer of skin.

    ``tissue`` says what the layer is. If it is not stated, the end of the name tells it (:func:`tissue_named`); a
    layer whose name tells nothing has none, and counts as neither epidermis nor dermis.
    """

    name: str
    thickness: Annotated[float, Quantity("m", "thickness of the layer", 1e-6, 0.1)]
    composition: Composition
    scattering: Scattering
    thermal: Thermal
    tissue: Tissue | None = None

    def __post_init__(self) -> None:
        if self.tissue is None:
            object.__setattr__(self, "tissue", tissue_named(self.name))


@record
class Follicle:
    """Hair follicles of a site: where their targets lie."""

    bulge_depth: Annotated[float, Quantity("m", "depth of the follicle bulge", 1e-4, 5e-3)]
    papilla_depth: Annotated[float, Quantity("m", "depth of the hair papilla", 2e-4, 1e-2)]
    density: Annotated[float, Quantity("1/m**2", "follicles per area", 0, 1e7)]


@record
class Skin:
    """Skin of a site and phototype, layers from the surface down; ``structure`` is what stands on the zone's axis."""

    layers: tuple[Layer, ...]
    phototype: Phototype
    site: Site
    follicle: Follicle
    surface_temperature: Annotated[float, Quantity("K", "surface temperature before the treatment", 253.15, 323.15)]
    core_temperature: Annotated[float, Quantity("K", "temperature of arterial blood", 303, 318)]
    # Set by the condition; None where there is no scar.
    scar_core: Annotated[float, NoneIfZero("m", "depth of the core of a scar", 0, 2e-2)] | None = None
    structure: Structure | None = None
    origin: str = ""

    def depth_of(self, tissue: Tissue) -> tuple[float, float]:
        """Top and bottom [m] of all layers of a tissue; ``"dermis"`` is all of the dermis.

        Raises
        ------
        KeyError
            If no layer is of that tissue.
        """
        wanted = DERMIS if tissue == "dermis" else (tissue,)
        top, found = 0.0, []
        for layer in self.layers:
            bottom = top + layer.thickness
            if layer.tissue in wanted:
                found.append((top, bottom))
            top = bottom
        if not found:
            raise KeyError(tissue)
        return found[0][0], found[-1][1]

    def has(self, tissue: Tissue) -> bool:
        """Whether a layer is of a tissue."""
        return any(layer.tissue == tissue for layer in self.layers)
