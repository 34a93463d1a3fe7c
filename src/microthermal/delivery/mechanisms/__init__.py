"""Delivery mechanisms: the contract and its registry; every other file of this folder is one choice."""

from __future__ import annotations

from typing import ClassVar, Protocol

from microthermal.domain.inputs.medicine import Dose, Route
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.domain.results.zone import Lattice
from microthermal.registry import Registry


class Mechanism(Protocol):
    """Brings a dose into skin; what is given equals what is there plus what left, and nothing is negative."""

    kind: ClassVar[str]
    route: ClassVar[Route]
    sources: ClassVar[tuple[str, ...]]

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of one injection point, or of one square of a film.

        Parameters
        ----------
        dose : Dose
            Injection, or film of which ``volume`` is that on one square.
        skin : Skin
            Layers; the dermis is the target.
        lattice : Lattice or None
            Zones of the laser, whose open channels leak or let in; None if there was no laser.
        perfusion : Perfusion
            Blood flow over time, relative to before.
        until : float
            End, as time after the laser [s].

        Returns
        -------
        Delivery
            Undissolved and dissolved drug, what was cleared and what leaked add up to what is given at all times.
        """
        ...


mechanism = Registry("delivery mechanism", __name__)
"""All delivery mechanisms by their ``kind``."""

# What simulates a route where nothing else is asked for; docs/decisions/0020 says why.
USUAL: dict[Route, str] = {"needle": "unit_cell", "zones": "channels"}
