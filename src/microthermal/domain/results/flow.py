"""What flows through the chain of one pulse: deposited light, snapshots of heat, damage."""

from __future__ import annotations

from dataclasses import field
from typing import Annotated, NamedTuple

from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.grid import Grid
from microthermal.quantity import Array, Quantity, record


@record
class Deposited:
    """Where the energy of one pulse goes, at the reference absorption of the tissue.

    Energy that does not follow absorption, as that of current and sound, has a ``path`` of 0. ``sent`` is the energy
    that was sent in fact, where the exposure does not say it; ``extras`` are what one family of devices knows beside.
    """

    grid: Grid
    energy: Annotated[Array, Quantity("J/m**3", "absorbed energy", 0, 1e20, ("z", "r"))]
    error: Annotated[Array, Quantity("J/m**3", "standard error of the absorbed energy", 0, 1e20, ("z", "r"))]
    path: Annotated[Array, Quantity("m", "mean optical path of the light absorbed here", 0, 10, ("z", "r"))]
    entrance: Annotated[Array, Quantity("J/m**2", "fluence that enters each column", 0, 1e12, ("r",))]
    collimated: bool
    reflected: Annotated[float, Quantity("%", "reflected fraction of the pulse", 0, 1)]
    transmitted: Annotated[float, Quantity("%", "fraction that leaves through the bottom", 0, 1)]
    lost: Annotated[float, Quantity("%", "fraction absorbed outside the grid", 0, 1)]
    path_spread: Annotated[Array, Quantity("m", "standard deviation of the optical path", 0, 10, ("z", "r"))] | None = (
        None
    )
    cautions: tuple[Caution, ...] = ()
    sent: Annotated[float, Quantity("J", "energy sent in one pulse, where only the engine knows it", 0, 1e3)] | None = (
        None
    )
    extras: Extras | None = field(default=None, compare=False)  # it is no part of what is stored of the light


@record
class Balance:
    """Energy of one cylinder since the pulse began: supplied = stored + all that left."""

    supplied: Annotated[float, Quantity("J", "light absorbed", 0, 1e3)] = 0.0
    stored: Annotated[float, Quantity("J", "heat held above the start", -1e3, 1e3)] = 0.0
    surface: Annotated[float, Quantity("J", "heat given to the surroundings", -1e3, 1e3)] = 0.0
    perfused: Annotated[float, Quantity("J", "heat carried off by blood", -1e3, 1e3)] = 0.0
    vapour: Annotated[float, Quantity("J", "heat carried off by steam", -1e3, 1e3)] = 0.0
    ejected: Annotated[float, Quantity("J", "heat carried off by removed tissue", -1e3, 1e3)] = 0.0
    withheld: Annotated[float, Quantity("J", "light absorbed beyond what enters, left out", 0, 1e3)] = 0.0


class Budget(NamedTuple):
    """Energy of all pulses on one spot [J]; all parts less ``over`` add up to ``sent``.

    ``reflected`` leaves through the surface as light, ``transmitted`` through the bottom of the cylinder,
    ``vapour`` and ``ejected`` with steam and removed tissue; ``inside`` is left as heat in the cylinder, ``beside``
    around it.
    ``over`` is light that was absorbed beyond what had entered the skin: 0 from the heat models of the library.
    """

    sent: float
    reflected: float
    transmitted: float
    vapour: float
    ejected: float
    inside: float
    beside: float
    over: float

    @property
    def heat(self) -> float:
        """Heat that one spot leaves in the skin, before surface and blood take any of it [J]."""
        return max(self.inside, 0.0) + self.beside


@record
class Snapshot:
    """The cylinder at one moment; ``step`` is the time since the snapshot before."""

    grid: Grid
    time: Annotated[float, Quantity("s", "time since the pulse began", -1e3, 1e5)]
    step: Annotated[float, Quantity("s", "time since the last snapshot", 0, 1e5)]
    temperature: Annotated[Array, Quantity("K", "temperature", 0, 1e4, ("z", "r"))]
    removed: Annotated[Array, Quantity("%", "fraction of the cell that is gone", 0, 1, ("z", "r"))]
    water: Annotated[Array, Quantity("kg/m**3", "water now", 0, 1500, ("z", "r"))]
    balance: Balance
    missed: Annotated[float, Quantity("delta_degC", "greatest error so far of a step beyond its tolerance", 0, 1e9)] = (
        0.0
    )


@record
class Damage:
    """Damage integrals of all endpoints, after a whole stack of pulses; damage integral 1 is the threshold."""

    grid: Grid
    endpoints: tuple[str, ...]
    # No rate of the library exceeds 2e106 1/s, the greatest frequency factor, however hot the tissue.
    omega: Annotated[Array, Quantity("1", "damage integral", 0, 1e150, ("endpoint", "z", "r"), was="burden")]
    removed: Annotated[Array, Quantity("%", "fraction of the cell that is gone", 0, 1, ("z", "r"))]
    peak: Annotated[Array, Quantity("K", "highest temperature", 0, 1e4, ("z", "r"))]
