"""What follows in hours to months: perfusion, the depot of a drug, healing."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.zone import Injury
from microthermal.quantity import Array, Grouped, Quantity, record


@record
class Perfusion:
    """Blood flow over time, relative to the flow before the treatment; at each depth too, where that is known."""

    time: Annotated[Array, Quantity("s", "time after the laser", -1e7, 1e9, ("t",))]
    factor: Annotated[Array, Quantity("1", "blood flow relative to before", 0, 100, ("t",))]
    depth: Annotated[Array, Quantity("m", "depth of the profile", 0, 0.1, ("z",))] | None = None
    profile: (
        Annotated[Array, Quantity("1", "blood flow of each depth relative to before", 0, 100, ("t", "z"))] | None
    ) = None


@record
class Exposure:
    """What one target feels of a dose, and for how long: an exposure-volume histogram."""

    target: str
    half: Annotated[float, Quantity("kg/m**3", "unbound concentration of half the effect", 0, 1e3)]
    volume: Annotated[
        float, Quantity("m**3", "volume of the target per injection point, or on the square of a film", 0, 1e-3)
    ]
    peak: Annotated[float, Quantity("kg/m**3", "highest unbound concentration, mean over the target", 0, 1e3)]
    integral: Annotated[float, Quantity("kg s/m**3", "unbound concentration over time, mean over the target", 0, 1e9)]
    time_above: Annotated[float, Quantity("s", "time above half the effect, mean over the target", 0, 1e9)]
    fraction_above: Annotated[
        float, Quantity("%", "fraction of the target that is ever above half the effect", 0, 1, was="share_above")
    ]
    duration: Annotated[Array, Quantity("s", "time above half the effect", 0, 1e9, ("level",))]
    fraction: Annotated[
        Array, Quantity("%", "fraction of the target above for at least that time", 0, 1, ("level",), was="share")
    ]


@record
class Spread:
    """How far around a point the drug of a dose acts.

    With ``reaches_edge`` that is up to the edge of the cell that one point has among its neighbours, and ``reach`` the
    least. ``crushed`` is what the needles do themselves, whatever they give.
    """

    reach: Annotated[float, Quantity("m", "radius around a point in which the drug acts", 0, 0.1)]
    coverage: Annotated[float, Quantity("%", "fraction of the area within reach of a point", 0, 1)]
    reaches_edge: bool = False
    crushed: Annotated[float, Quantity("%", "fraction of the area that dies along the ways of needles", 0, 1)] = 0.0


@record
class Delivery:
    """One dose over time: where its drug is, and what the target feels."""

    dose: Dose
    layers: tuple[str, ...]
    time: Annotated[Array, Quantity("s", "time after the laser", -1e7, 1e9, ("t",))]
    depot: Annotated[Array, Quantity("kg", "undissolved drug per injection point", 0, 1, ("t",))]
    amount: Annotated[Array, Quantity("kg", "dissolved drug per injection point and layer", 0, 1, ("t", "layer"))]
    systemic: Annotated[Array, Quantity("kg", "drug cleared so far per injection point", 0, 1, ("t",))]
    leaked: Annotated[Array, Quantity("kg", "drug that ran out or was wiped off so far", 0, 1, ("t",))]
    concentration: Annotated[Array, Quantity("kg/m**3", "unbound concentration in the wetted dermis", 0, 1e3, ("t",))]
    spread: Annotated[Spread, Grouped()]
    in_dermis: Annotated[float, Quantity("%", "fraction of the dose that enters the dermis", 0, 1)]
    channel_leak: Annotated[float, Quantity("%", "fraction of the dose that runs out of open channels", 0, 1)] = 0.0
    exposures: tuple[Exposure, ...] = ()
    thinning: Annotated[float, Quantity("m**3 s", "dermis that drug can thin, times time", 0, 1e3)] = 0.0
    error: Annotated[float, Quantity("%", "fraction of the dose that steps in time may have misplaced", 0, 1)] = 0.0
    cautions: tuple[Caution, ...] = ()


@record
class Visit:
    """One visit as healing meets it: its injury, and its medicine in times counted from its own laser."""

    time: Annotated[float, Quantity("s", "time after the first laser", 0, 1e9)] = 0.0
    injury: Injury
    deliveries: tuple[Delivery, ...] = ()


@record
class Supply:
    """Blood flow, oxygen and nutrients over time at places of the skin; flow and nutrients 1 = healthy at rest."""

    places: tuple[str, ...]
    depth: Annotated[Array, Quantity("m", "depth of the place", 0, 0.1, ("place",))]
    reached: Annotated[Array, Quantity("%", "fraction of the zones' healing that the place feels", 0, 1, ("place",))]
    time: Annotated[Array, Quantity("s", "time after the laser", 0, 1e9, ("t",))]
    flow: Annotated[Array, Quantity("1", "blood flow, 1 = healthy at rest", 0, 100, ("t", "place"))]
    oxygen: Annotated[Array, Quantity("Pa", "pressure of oxygen farthest from a capillary", 0, 2e4, ("t", "place"))]
    nutrients: Annotated[Array, Quantity("1", "exchange of a small nutrient, 1 = healthy", 0, 100, ("t", "place"))]


@record
class Band:
    """How far courses of healing spread over the posterior of the model's coefficients."""

    time: Annotated[Array, Quantity("s", "time after the laser", 0, 1e9, ("t",))]
    species: tuple[str, ...]
    low: Annotated[Array, Quantity("1", "lower end of the band", -1e-6, 1e6, ("t", "species"))]
    median: Annotated[Array, Quantity("1", "middle of the draws", -1e-6, 1e6, ("t", "species"))]
    high: Annotated[Array, Quantity("1", "upper end of the band", -1e-6, 1e6, ("t", "species"))]
    fraction: Annotated[float, Quantity("%", "fraction of the draws inside the band", 0, 1, was="share")]
    draws: Annotated[int, Quantity("1", "draws of the posterior inside and outside the band", 1, 1e6)]
    left_out: Annotated[int, Quantity("1", "draws of the posterior that could not be followed", 0, 1e6)] = 0


@record
class Healing:
    """The weeks after: species of the healing model over time; 1 is healthy, 0 absent."""

    time: Annotated[Array, Quantity("s", "time after the laser", 0, 1e9, ("t",))]
    species: tuple[str, ...]
    state: Annotated[Array, Quantity("1", "level of each species", -1e-6, 1e6, ("t", "species"))]

    def of(self, species: str) -> Array:
        """Course of one species (t,).

        Raises
        ------
        KeyError
            If the model has no such species.
        """
        if species not in self.species:
            raise KeyError(species)
        return self.state[:, self.species.index(species)]
