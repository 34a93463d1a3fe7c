"""Courses of healing over the posterior, drawn once for all sections of a page."""

from __future__ import annotations

from microthermal import catalog
from microthermal.catalog.calibration import healing_posterior
from microthermal.catalog.state import remembered
from microthermal.domain.response import Band, Healing, Visit
from microthermal.errors import InputError
from microthermal.healing.models.cascade import Cascade
from microthermal.healing.posterior import Posterior, band_of, courses
from microthermal.simulation.records import Simulation

# Draws behind the bands of a report: their ends then scatter by a tenth of the band.
_DRAWS = 64


def drawn(simulation: Simulation) -> tuple[Healing, ...]:
    """Courses of a simulation, one for each draw; none where they cannot be drawn, see `undrawn`."""
    return _drawn(simulation)[0]


def undrawn(simulation: Simulation) -> str:
    """Why there are no draws and so no bands, in words for the page; empty where there are some."""
    return _drawn(simulation)[1]


@remembered(2)
def _drawn(simulation: Simulation) -> tuple[tuple[Healing, ...], str]:
    model = catalog.healing_model()
    if not isinstance(model, Cascade) or model.kind not in simulation.stamp.methods:
        return (), "No bands: another healing model made this course than the one that was calibrated."
    if simulation.condition.start:
        return (), "No bands: this visit begins where an earlier one has left the skin, and draws begin before it."
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    draws = healing_posterior()
    used = Posterior(names=draws.names, values=draws.values[:_DRAWS])
    try:
        return courses(model, used, visits, simulation.condition, until), ""
    except InputError as error:  # a saved run may name drugs and conditions that the model of today does not know
        return (), f"No bands: {'; '.join(str(fault) for fault in error.faults)}."


@remembered(2)
def spread(simulation: Simulation) -> Band | None:
    """Band of the draws, if there are any."""
    found = drawn(simulation)
    return band_of(found) if found else None
