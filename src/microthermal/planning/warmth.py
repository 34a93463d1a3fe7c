"""Warmth between the zones of a simulation, for all that judges it."""

from __future__ import annotations

from microthermal.domain.results.field import Warming
from microthermal.errors import InputError
from microthermal.simulation.records import Simulation


def warming_of(simulation: Simulation) -> Warming:
    """Temperatures between the zones.

    Raises
    ------
    InputError
        If they were not stored: a missing field is not a rise of zero.
    """
    if simulation.lattice.warming is None:
        raise InputError("this run does not know how warm the tissue between the zones becomes; simulate it anew")
    return simulation.lattice.warming
