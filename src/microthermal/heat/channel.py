"""What stays and what flies in an open channel: the film on its wall, and its plume."""

from __future__ import annotations

from typing import Annotated

from microthermal.quantity import Quantity, record


@record
class WallFilm:
    """Hot liquid on the wall of a channel while its plume blows; all four numbers are assumed."""

    thickness: Annotated[float, Quantity("m", "greatest thickness of hot liquid on a wall", 0, 1e-3)] = 30e-6
    viscosity: Annotated[float, Quantity("m**2/s", "kinematic viscosity of that liquid", 0, 1e-2)] = 3e-6
    retained: Annotated[float, Quantity("%", "fraction of what leaves that may stay as liquid", 0, 1)] = 0.5
    lingering: Annotated[float, Quantity("s", "time for which plume blows after its light", 0, 1e-2)] = 1e-5


@record
class Plume:
    """Light that steam, char and droplets take in a channel deeper than wide, and where it goes.

    ``fat`` and ``train`` say what thrown-out tissue takes of the light, at any depth, before the way is clear again: a
    volume of fat as much as its heat of ablation asks for, over its own heat; a volume of a floor that earlier pulses
    have dried ``train`` times its own heat in all, or less as water comes back in the time ``rewetting``.
    """

    extinction: Annotated[float, Quantity("1/m", "light that plume takes per depth", 0, 1e5)]
    thrown: Annotated[float, Quantity("%", "fraction of the plume's light that meets the wall", 0, 1)] = 1.0
    fat: Annotated[float, Quantity("J/m**3", "light that a volume of fat takes until it has left", 0, 2e10)] = 0.0
    train: Annotated[float, Quantity("1", "light of a volume in a fast train over that of one pulse", 1, 20)] = 1.0
    rewetting: Annotated[float, Quantity("s", "time in which water comes back to a dried floor", 1e-3, 1e3)] = 0.7
