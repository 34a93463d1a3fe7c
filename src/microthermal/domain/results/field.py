"""The treated field: how much of it is hit at each depth, and how warm the tissue between the zones becomes."""

from __future__ import annotations

from typing import Annotated

import numpy as np

from microthermal.domain.inputs.skin import Tissue, tissues_of
from microthermal.quantity import Array, Grouped, Quantity, record


@record
class Shells:
    """Fractions of the plane inside the channel and inside every endpoint, at each depth, all passes together."""

    shells: tuple[str, ...]
    z: Annotated[Array, Quantity("m", "depth of the slab", 0, 0.1, ("z",))]
    covered: Annotated[Array, Quantity("%", "fraction of the plane inside", 0, 1, ("shell", "z"))]
    twice: Annotated[Array, Quantity("%", "fraction of the plane inside at least two", 0, 1, ("shell", "z"))]

    def of(self, shell: str) -> Array:
        """Coverage of one shell at each depth (z,).

        Raises
        ------
        KeyError
            If it was not followed.
        """
        if shell not in self.shells:
            raise KeyError(shell)
        row: Array = self.covered[self.shells.index(shell)]
        return row


@record
class Overlap:
    """How discs of the zone's greatest radius meet: what is hit twice, and how wide the living bridges are."""

    twice: Annotated[float, Quantity("%", "fraction of the surface hit at least twice", 0, 1)]
    deviation: Annotated[float, Quantity("%", "standard deviation of the coverage by chance", 0, 1)]
    coverage_low: Annotated[float, Quantity("%", "coverage that one in twenty falls below", 0, 1)]
    coverage_high: Annotated[float, Quantity("%", "coverage that one in twenty exceeds", 0, 1)]
    quantiles: Annotated[Array, Quantity("1", "fraction of the bridges that are narrower", 0, 1, ("quantile",))]
    bridges: Annotated[Array, Quantity("m", "width of the bridge to the nearest zone", 0, 1, ("quantile",))]
    distance: Annotated[Array, Quantity("m", "distance from the nearest dead tissue", 0, 1, ("distance",))]
    farther: Annotated[Array, Quantity("%", "fraction of the living surface that lies farther", 0, 1, ("distance",))]


@record
class Histogram:
    """Fraction of each layer in which a damage integral, or the peak temperature, reaches at least a level."""

    endpoint: str
    layers: tuple[str, ...]
    level: Annotated[
        Array, Quantity("1", "damage integral, 1 = threshold; kelvin for the endpoint 'peak'", 0, 1e9, ("level",))
    ]
    fraction: Annotated[
        Array, Quantity("%", "fraction of the layer at or above the level", 0, 1, ("layer", "level"), was="share")
    ]
    low: Annotated[Array, Quantity("%", "least fraction over scenarios", 0, 1, ("layer", "level"))]
    high: Annotated[Array, Quantity("%", "greatest fraction over scenarios", 0, 1, ("layer", "level"))]
    tissues: tuple[Tissue | None, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "tissues", tissues_of(self.layers, self.tissues))


@record
class TargetReach:
    """What a treatment does at the depth of one target."""

    name: str
    title: str
    depth: Annotated[float, Quantity("m", "depth of the target", 0, 0.1)]
    dead: Annotated[float, Quantity("%", "fraction of the plane that is dead there", 0, 1)]
    coagulated: Annotated[float, Quantity("%", "fraction of the plane with coagulated collagen there", 0, 1)]
    warned: Annotated[float, Quantity("%", "living fraction of the plane in heat shock there", 0, 1)]
    rise: Annotated[float, Quantity("delta_degC", "greatest rise between the zones there", -1, 1e3)]
    short: Annotated[float, Quantity("m", "distance from the end of the zones to the target; 0 if reached", 0, 0.1)]
    source: str = ""


@record
class RiseMap:
    """Rise over the treated field at the end of the treatment, at the depth that became warmest."""

    x: Annotated[Array, Quantity("m", "place across the scan lines", -1, 1, ("x",))]
    y: Annotated[Array, Quantity("m", "place along the slow axis", -1, 1, ("y",))]
    rise: Annotated[Array, Quantity("delta_degC", "rise at the end at the warmest depth", -1, 1e3, ("y", "x"))]


@record
class ResidualHeat:
    """Heat that the microbeams leave in the field."""

    zones: Annotated[int, Quantity("1", "microbeams summed up", 0, 10**7)]
    of_one: Annotated[float, Quantity("J", "heat left by one microbeam", 0, 10)]
    kept: Annotated[float, Quantity("%", "fraction of all heat still in the skin at the end", 0, 1)]


@record
class WarmStart:
    """Start at which the zone and the field that earlier zones have warmed fit each other."""

    rounds: Annotated[int, Quantity("1", "runs of one zone until its start fitted the field", 0, 20)] = 0
    rise: Annotated[float, Quantity("delta_degC", "rise from which the zone was run", -1, 1e3)] = 0.0


_FROM_REST = WarmStart()


@record
class Warming:
    """Temperatures between the zones of a whole treatment.

    Rises are due to the heat of the zones alone; only the temperatures also include surface cooling, which no
    measurement has confirmed between zones.
    """

    z: Annotated[Array, Quantity("m", "depth", 0, 0.1, ("z",))]
    peak: Annotated[Array, Quantity("delta_degC", "greatest rise midway between the zones", -1, 1e3, ("z",))]
    start: Annotated[Array, Quantity("delta_degC", "greatest rise where a pulse is about to fall", -1, 1e3, ("z",))]
    mean_start: Annotated[Array, Quantity("delta_degC", "mean rise where pulses are about to fall", -1, 1e3, ("z",))]
    residual: Annotated[Array, Quantity("delta_degC", "rise left when the last pass begins", -1, 1e3, ("z",))]
    end: Annotated[Array, Quantity("delta_degC", "rise of a whole cell at the end of the last pass", -1, 1e3, ("z",))]
    resting: Annotated[Array, Quantity("K", "temperature before the treatment", 200, 400, ("z",))]
    peak_temperature: Annotated[Array, Quantity("K", "highest temperature between the zones", 200, 1e4, ("z",))]
    end_temperature: Annotated[Array, Quantity("K", "temperature at the end of the last pass", 200, 1e4, ("z",))]
    time: Annotated[Array, Quantity("s", "time since the first pulse", 0, 1e6, ("moment",))]
    trace: Annotated[Array, Quantity("delta_degC", "rise at the warmest depth, cell mean", -1, 1e3, ("moment",))]
    map: Annotated[RiseMap, Grouped((("rise", "map"),))]
    heat: Annotated[ResidualHeat, Grouped((("of_one", "heat"),))]
    pass_time: Annotated[float, Quantity("s", "mean time that one pass takes", 0, 1e6)]
    warm_start: Annotated[WarmStart, Grouped((("rise", "start_rise"),))] = _FROM_REST

    @property
    def rise(self) -> float:
        """Greatest rise between the zones over all depths [K]; that the skin was cooled before is not counted."""
        return float(np.max(self.peak, initial=0.0))

    @property
    def left(self) -> float:
        """Greatest rise that earlier passes have left when the last one begins [K]; 0 in one pass."""
        return float(np.max(self.residual, initial=0.0))
