"""Courses of healing over the posterior, drawn once for all sections of a page."""

from __future__ import annotations

from functools import lru_cache

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.domain.response import Band, Visit
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.posterior import Ensemble, Posterior, band_of, courses
from microthermal.simulation.records import Simulation

# Draws behind the bands of a report: their ends then scatter by a tenth of the band.
_DRAWS = 64


@lru_cache(maxsize=2)
def drawn(simulation: Simulation) -> Ensemble:
    """Courses of a simulation, one for each draw; none where another model, or none of ours, made the course.

    Where the draws cannot be followed at all, the ensemble is empty and says why.
    """
    model = catalog.healing_model()
    if not isinstance(model, Cascade) or model.kind not in simulation.stamp.methods or simulation.condition.start:
        return Ensemble(())
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    draws = healing_posterior()
    used = Posterior(names=draws.names, values=draws.values[:_DRAWS])
    try:
        return courses(model, used, visits, simulation.condition, until)
    except (InputError, ConvergenceError) as error:  # a saved run may name drugs and conditions of another library
        return Ensemble((), (str(error),))


@lru_cache(maxsize=2)
def spread(simulation: Simulation) -> Band | None:
    """Band of the draws, if there are any."""
    found = drawn(simulation)
    return band_of(found) if found.courses else None


def left_out(simulation: Simulation) -> str:
    """One sentence on what the bands leave out; empty if it is nothing."""
    found = drawn(simulation)
    if found.courses or not found.left_out:
        return found.told()
    return f"There are no bands: {found.left_out[0]}."
