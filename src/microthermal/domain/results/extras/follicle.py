"""What a pulse does to the follicle or the vessel on the axis of a zone."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from microthermal.quantity import Array, Quantity, record

Outcome: TypeAlias = Literal["spared", "regression", "coagulated", "open", "clotted", "closed"]


@record
class PartFate:
    """How hot a part became, and how much of its volume is lost: by its own law of damage, and as coagulated."""

    name: str
    endpoint: str
    absorption: Annotated[float, Quantity("1/m", "absorption of the part, mean over the wavelengths", 0, 1e7)]
    hottest: Annotated[float, Quantity("K", "highest temperature in the part", 0, 1e4)]
    mean_peak: Annotated[float, Quantity("K", "mean over the volume of its highest temperatures", 0, 1e4)]
    lost: Annotated[float, Quantity("%", "fraction of its volume beyond the threshold of its law", 0, 1)]
    coagulated: Annotated[float, Quantity("%", "fraction of its volume in which collagen coagulates", 0, 1)]


@record
class RelaxationTimes:
    """Thermal relaxation of the absorber by three definitions that are in use; ``half`` is exact.

    The first two are the diameter squared over 32 and over 16 times the diffusivity; ``half`` is the time in which the
    axis of a cylinder that was heated at once loses half of its rise.
    """

    diameter: Annotated[float, Quantity("m", "diameter of the absorber", 0, 1e-2)]
    by_32: Annotated[float, Quantity("s", "diameter squared over 32 diffusivities", 0, 1e4)]
    by_16: Annotated[float, Quantity("s", "diameter squared over 16 diffusivities", 0, 1e4)]
    half: Annotated[float, Quantity("s", "time in which the axis loses half of its rise", 0, 1e4)]


@record
class DamageTimes:
    """Thermal damage time over the temperature at which the absorber is held.

    The time for which the wall of the absorber has to be held at a temperature until the damage integral at the target
    reaches 1, with skin of constant properties around it; beyond the longest time that was followed it is that time.
    """

    target: Annotated[float, Quantity("m", "distance of the target from the axis", 0, 1e-2)]
    endpoint: str
    held: Annotated[Array, Quantity("K", "temperature at which the wall is held", 273, 1e3, ("held",))]
    time: Annotated[Array, Quantity("s", "thermal damage time", 0, 1e3, ("held",))]
    longest: Annotated[float, Quantity("s", "longest time that was followed", 0, 1e3)]


@record
class EndFate:
    """Outcome at one end of the band of absorptions."""

    place: Annotated[float, Quantity("1", "place in the band of absorptions", 0, 1)]
    outcome: Outcome
    parts: tuple[PartFate, ...]


@record
class StructureFate:
    """What became of a structure: its parts, its outcome in one word, and the same at both ends of its absorption.

    ``low`` and ``high`` are outcomes at the ends of the band of absorptions, with how much of the decisive part is lost
    there; without a band they are those of the value.
    """

    name: str
    title: str
    kind: Literal["follicle", "vessel"]
    parts: tuple[PartFate, ...]
    outcome: Outcome
    relaxation: RelaxationTimes
    damage_times: DamageTimes | None = None
    epidermis: Annotated[float, Quantity("K", "highest temperature of the living epidermis away from the axis", 0, 1e4)]
    low: EndFate | None = None
    high: EndFate | None = None

    def part(self, name: str) -> PartFate:
        """Part of a name.

        Raises
        ------
        KeyError
            If there is none.
        """
        found = next((part for part in self.parts if part.name == name), None)
        if found is None:
            raise KeyError(name)
        return found
