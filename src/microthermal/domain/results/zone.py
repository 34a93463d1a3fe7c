"""Results of the damage: one zone, the lattice of many, the injury of the treated skin."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Tissue, tissues_of
from microthermal.domain.results.field import Overlap, Shells, Warming
from microthermal.quantity import Array, Grouped, Measured, Quantity, record


@record
class Reach:
    """How far one endpoint reaches: depth and radius of damage integral 1, volume inside; each with its error.

    ``top`` is the depth at which it begins, 0 where it reaches the surface.
    """

    endpoint: str
    depth: Annotated[Measured, Quantity("m", "depth of the threshold", 0, 0.1)]
    radius: Annotated[Measured, Quantity("m", "greatest radius of the threshold", 0, 0.1)]
    volume: Annotated[Measured, Quantity("m**3", "volume inside the threshold", 0, 1e-6)]
    top: Annotated[Measured, Quantity("m", "depth at which damage begins", 0, 0.1)] = Measured(value=0.0)


@record
class Shell:
    """Tissue between two borders around the axis: dead beyond the channel, in apoptosis, in heat shock."""

    name: str
    inner: str
    outer: str
    thickness: Annotated[Measured, Quantity("m", "thickness of the shell half way down the zone", 0, 0.1)]
    greatest: Annotated[
        Measured, Quantity("m", "greatest thickness from a quarter to three quarters of the way down", 0, 0.1)
    ]
    volume: Annotated[Measured, Quantity("m**3", "volume of the shell", 0, 1e-6)]


@record
class Taper:
    """How a zone narrows downward: its radius at three places on the way from top to bottom, and the slope between."""

    upper: Annotated[float, Quantity("m", "radius at a quarter of the way down", 0, 0.1)]
    middle: Annotated[float, Quantity("m", "radius half way down", 0, 0.1)]
    lower: Annotated[float, Quantity("m", "radius at three quarters of the way down", 0, 0.1)]
    slope: Annotated[Measured, Quantity("1", "loss of radius per depth from a quarter to three quarters", -1e3, 1e3)]


@record
class Zone:
    """One microthermal zone: the channel, its rim, and the column of dead tissue (of ``endpoint``).

    Depths are counted from the original surface. A zone whose ``top`` is not 0 lies below tissue that lives on.
    """

    endpoint: str
    channel_depth: Annotated[Measured, Quantity("m", "depth of the ablated channel", 0, 0.1)]
    channel_radius: Annotated[Measured, Quantity("m", "greatest radius of the channel", 0, 0.1)]
    depth: Annotated[Measured, Quantity("m", "depth of the zone", 0, 0.1)]
    radius: Annotated[Measured, Quantity("m", "greatest radius of the zone", 0, 0.1)]
    rim: Annotated[
        Measured, Quantity("m", "thickness of coagulated collagen around the channel at half its depth", 0, 0.1)
    ]
    volume: Annotated[Measured, Quantity("m**3", "volume of the zone, channel included", 0, 1e-6)]
    z: Annotated[Array, Quantity("m", "depth of the outline", 0, 0.1, ("z",))]
    outline: Annotated[Array, Quantity("m", "radius of the zone at each depth", 0, 0.1, ("z",))]
    channel_outline: Annotated[Array, Quantity("m", "radius of the channel at each depth", 0, 0.1, ("z",))]
    reaches: tuple[Reach, ...] = ()
    shells: tuple[Shell, ...] = ()
    taper: Taper | None = None
    top: Annotated[Measured, Quantity("m", "depth at which the zone begins", 0, 0.1)] = Measured(value=0.0)

    @property
    def height(self) -> float:
        """From where the zone begins to where it ends [m]; its depth where it begins at the surface."""
        return self.depth.value - self.top.value

    @property
    def coagulated(self) -> Reach | None:
        """Reach of denatured collagen, channel included; None if collagen was not followed."""
        return next((reach for reach in self.reaches if reach.endpoint == "collagen"), None)

    def reach(self, endpoint: str) -> Reach:
        """Reach of one endpoint.

        Raises
        ------
        KeyError
            If the zone was measured without it.
        """
        return {reach.endpoint: reach for reach in self.reaches}[endpoint]

    def shell(self, name: str) -> Shell:
        """Shell by its name.

        Raises
        ------
        KeyError
            If the zone was measured without it.
        """
        return {shell.name: shell for shell in self.shells}[name]


@record
class Histology:
    """A zone as a section under the microscope would show it: smaller by what excision and fixation shrink it."""

    width_factor: Annotated[float, Quantity("1", "width in the section over width in living skin", 0.3, 2)]
    depth_factor: Annotated[float, Quantity("1", "depth in the section over depth in living skin", 0.3, 2)]
    channel_depth: Annotated[Measured, Quantity("m", "depth of the ablated channel in the section", 0, 0.2)]
    channel_radius: Annotated[Measured, Quantity("m", "greatest radius of the channel in the section", 0, 0.2)]
    depth: Annotated[Measured, Quantity("m", "depth of the zone in the section", 0, 0.2)]
    radius: Annotated[Measured, Quantity("m", "greatest radius of the zone in the section", 0, 0.2)]
    rim: Annotated[Measured, Quantity("m", "thickness of coagulated collagen in the section", 0, 0.2)]


@record
class Closure:
    """How the channels of a lattice close as the skin heals, as fractions of what the laser left."""

    time: Annotated[Array, Quantity("s", "time after the laser", 0, 1e9, ("t",))]
    mouths: Annotated[Array, Quantity("%", "fraction of the open surface that has no epidermis yet", 0, 1, ("t",))]
    depth: Annotated[Array, Quantity("%", "fraction of the channels' depth that is not filled yet", 0, 1, ("t",))]


@record
class OpenChannels:
    """How much of the surface channels open, and for how long."""

    coverage: Annotated[float, Quantity("%", "fraction of the surface that is open", 0, 1)]
    open_for: Annotated[float, Quantity("s", "time for which channels stay open", 0, 1e7)]


@record
class Lattice:
    """Many zones: how they lie, how much of the skin they take, how they warm it together.

    Coverage is that of the widest discs, seen from above, also where zones begin below the surface.
    """

    zone: Zone
    pattern: Pattern
    pitch: Annotated[float, Quantity("m", "distance of neighbours in one pass", 0, 1)]
    coverage: Annotated[float, Quantity("%", "fraction of the surface inside zones, all passes", 0, 1)]
    overlap: Annotated[float, Quantity("%", "fraction of the sum of the zones' areas that overlap takes", 0, 1)]
    bridge: Annotated[float, Quantity("m", "living tissue between neighbours; 0 if they touch", 0, 1)]
    bulk_rise: Annotated[float, Quantity("delta_degC", "rise of the tissue between the zones", 0, 500)]
    fluence: Annotated[float, Quantity("J/m**2", "mean fluence over the area, all passes", 0, 1e9)]
    channels: Annotated[OpenChannels, Grouped((("coverage", "channel_coverage"),))]
    coagulation_coverage: Annotated[
        float, Quantity("%", "fraction of the surface inside coagulated collagen", 0, 1)
    ] = 0.0
    middle_coverage: Annotated[float, Quantity("%", "fraction of the plane inside zones half way down", 0, 1)] = 0.0
    meeting: Overlap | None = None
    shells: Shells | None = None
    warming: Warming | None = None
    closure: Closure | None = None


@record
class Injury:
    """Injury of the treated skin as fractions of each layer, for the healing model.

    ``torn`` is what vacuoles of optical breakdown take; None where the light was no such pulse.
    """

    layers: tuple[str, ...]
    thickness: Annotated[Array, Quantity("m", "thickness", 0, 1, ("layer",))]
    removed: Annotated[Array, Quantity("%", "ablated fraction", 0, 1, ("layer",))]
    necrotic: Annotated[Array, Quantity("%", "dead fraction, removed included", 0, 1, ("layer",))]
    denatured: Annotated[Array, Quantity("%", "fraction with denatured collagen, not removed", 0, 1, ("layer",))]
    stressed: Annotated[Array, Quantity("%", "living fraction in heat-shock response", 0, 1, ("layer",))]
    lymphocytes_apoptotic: Annotated[Array, Quantity("%", "T cells killed by apoptosis alone", 0, 1, ("layer",))]
    lymphocytes_lost: Annotated[Array, Quantity("%", "T cells killed in any way", 0, 1, ("layer",))]
    vessels_closed: Annotated[Array, Quantity("%", "fraction of vessels closed", 0, 1, ("layer",))]
    epidermis_open: Annotated[float, Quantity("%", "fraction of the epidermis that is lost", 0, 1)]
    zone_radius: Annotated[float, Quantity("m", "radius that the epidermis has to bridge", 0, 0.1)]
    ablated: bool
    tissues: tuple[Tissue | None, ...] = ()
    torn: Annotated[Array, Quantity("%", "fraction torn by vacuoles, part of the dead", 0, 1, ("layer",))] | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "tissues", tissues_of(self.layers, self.tissues))
