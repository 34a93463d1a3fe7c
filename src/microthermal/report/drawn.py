"""Courses of healing over the posterior, drawn once for all sections of a page."""

from __future__ import annotations

from functools import lru_cache

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.response import Band, Healing, Visit
from microthermal.errors import InputError
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.posterior import Posterior, band_of, courses
from microthermal.simulation.records import Simulation

# Draws behind the bands of a report: their ends then scatter by a tenth of the band.
_DRAWS = 64


@lru_cache(maxsize=2)
def drawn(simulation: Simulation) -> tuple[Healing, ...]:
    """Courses of a simulation, one for each draw; none where another model, or none of ours, made the course."""
    model = catalog.healing_model()
    if not isinstance(model, Cascade) or model.kind not in simulation.stamp.methods or simulation.condition.start:
        return ()
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    draws = healing_posterior()
    used = Posterior(names=draws.names, values=draws.values[:_DRAWS])
    try:
        return courses(model, used, visits, simulation.condition, until)
    except InputError:  # a saved run may name drugs and conditions of a library that is not at hand
        return ()


@lru_cache(maxsize=2)
def spread(simulation: Simulation) -> Band | None:
    """Band of the draws, if there are any."""
    found = drawn(simulation)
    return band_of(found) if found else None
