"""What stands on the axis of a zone: a hair follicle or a vessel, as light and heat meet it."""

from __future__ import annotations

import math
from typing import Annotated, Literal, TypeAlias

from microthermal.domain.inputs.structures.matter import Shape, Thermal
from microthermal.errors import Fault, InputError
from microthermal.quantity import NoneIfZero, Quantity, amended, record

StructureKind: TypeAlias = Literal["follicle", "vessel"]


@record
class PartOptics:
    """What light meets in a part: pigment with the spectrum of melanosomes, blood, scattering.

    ``absorption`` is that of the pigment at the wavelength which the structure names. Nobody has measured it in place:
    ``low`` and ``high`` bound it, and results are told for both ends.
    """

    absorption: Annotated[float, Quantity("1/m", "absorption by pigment, at the wavelength stated", 0, 1e6)] = 0.0
    low: Annotated[float, Quantity("1/m", "least absorption by pigment that is plausible", 0, 1e6)] = 0.0
    high: Annotated[float, Quantity("1/m", "greatest absorption by pigment that is plausible", 0, 1e6)] = 0.0
    blood: Annotated[float, Quantity("%", "fraction of the volume that is blood", 0, 1)] = 0.0
    oxygenation: Annotated[float, Quantity("%", "oxygen saturation of that blood", 0, 1)] = 0.7
    scattering: Annotated[float, Quantity("1/m", "scattering (not reduced)", 0, 1e6)] = 0.0
    anisotropy: Annotated[float, Quantity("1", "mean cosine of the scattering angle", -0.99, 0.99)] = 0.0

    def __post_init__(self) -> None:
        if not self.low <= self.absorption <= self.high:
            raise InputError([Fault("PartOptics.absorption", "must lie between low and high, the bounds of its band")])

    def placed(self, place: float) -> float:
        """Absorption by pigment [1/m] at a place in its band: 0 its low end, 0.5 its value, 1 its high end.

        It is interpolated by ratio, as absorptions of unmeasured lines of spectra are.
        """
        end = self.low if place < 0.5 else self.high
        part = abs(2.0 * place - 1.0)
        if part == 0.0 or self.absorption == 0.0 or end == 0.0:
            return self.absorption * (1.0 - part) + end * part
        return math.exp((1.0 - part) * math.log(self.absorption) + part * math.log(end))


@record
class StructurePart:
    """One body of a structure: a sphere, or an upright cylinder between two depths; ``endpoint`` is how it dies.

    A part without endpoint is not alive. ``water`` is by mass.
    """

    name: str
    shape: Shape
    top: Annotated[float, Quantity("m", "depth of the upper end", 0, 2e-2)]
    bottom: Annotated[float, Quantity("m", "depth of the lower end", 0, 2e-2)]
    radius: Annotated[float, Quantity("m", "radius", 1e-6, 3e-3)]
    optics: PartOptics
    thermal: Thermal
    water: Annotated[float, Quantity("%", "water content by mass", 0, 1)]
    endpoint: str = ""

    def __post_init__(self) -> None:
        if self.bottom <= self.top:
            raise InputError([Fault("StructurePart.bottom", "must lie below the top")])


@record
class Count:
    """What a trial counted of hairs, or how often a harm was seen; no computation."""

    text: str
    fraction: Annotated[float, Quantity("%", "fraction of hairs that are gone, or of persons harmed", 0, 1)]


@record
class Structure:
    """A follicle or a vessel on the axis; parts that are named later lie in those before.

    ``papilla_depth`` is that for which a follicle is drawn: ends of parts in its lower half move with the papilla of
    the skin in which it stands. ``bulge_radius`` is the distance of the bulge from the axis. ``methaemoglobin`` is what
    heated blood absorbs beyond 1 µm over what it does unheated. ``place`` chooses in the band of absorptions, 0 to 1.
    ``counts`` are what trials found.
    """

    name: str
    title: str
    kind: StructureKind
    parts: tuple[StructurePart, ...]
    reference_wavelength: Annotated[float, Quantity("m", "wavelength at which absorptions are stated", 3e-7, 2e-6)]
    density: Annotated[float, Quantity("1/m**2", "structures per area", 1e4, 1e7)]
    limit: Annotated[float, Quantity("K", "temperature at which the absorber loses its pigment", 330, 1000)]
    papilla_depth: Annotated[float, NoneIfZero("m", "depth of the papilla for which it is drawn", 0, 1e-2)] | None = (
        None
    )
    bulge_radius: Annotated[float, NoneIfZero("m", "distance of the bulge from the axis", 0, 1e-3)] | None = None
    methaemoglobin: Annotated[float, Quantity("1", "absorption of heated blood over that of unheated", 1, 5)] = 1.0
    place: Annotated[float, Quantity("1", "place in the band of absorptions", 0, 1)] = 0.5
    counts: tuple[Count, ...] = ()
    origin: str = ""

    def __post_init__(self) -> None:
        faults = []
        if not self.parts:
            faults.append(Fault("Structure.parts", "must name at least one part"))
        elif self.cell <= max(part.radius for part in self.parts):
            faults.append(Fault("Structure.density", "leaves each structure less room than it fills; make it smaller"))
        if faults:
            raise InputError(faults)

    @property
    def cell(self) -> float:
        """Radius of the area that belongs to one structure [m]; its edge is half way to the neighbours."""
        return 1.0 / math.sqrt(math.pi * self.density)

    @property
    def absorber(self) -> StructurePart:
        """The part that absorbs first: the shaft of a hair, the blood of a vessel."""
        return max(self.parts, key=lambda part: part.optics.absorption + 1e6 * part.optics.blood)

    def in_skin(self, papilla: float) -> Structure:
        """The structure where the papilla lies at a depth [m]."""
        drawn = self.papilla_depth
        if drawn is None or papilla == drawn:
            return self
        deepest = 0.5 * drawn

        def moved(depth: float) -> float:
            return depth if depth < deepest else depth + papilla - drawn

        parts = tuple(amended(part, top=moved(part.top), bottom=moved(part.bottom)) for part in self.parts)
        return amended(self, parts=parts, papilla_depth=papilla)
