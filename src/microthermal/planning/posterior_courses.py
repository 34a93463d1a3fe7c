"""Courses of healing over the posterior, drawn once for all sections of a page and the summary beside it."""

from __future__ import annotations

from functools import lru_cache

from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.results.response import Band, Visit
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.calibration.posterior import UNKEPT, Ensemble, band_of, courses
from microthermal.healing.models import Banded
from microthermal.planning.healing_run import DRAWS, banded, used_draws
from microthermal.simulation.records import Simulation


def drawn(simulation: Simulation) -> Ensemble:
    """Courses of a simulation, one for each draw that could be followed; none where they cannot be drawn."""
    return _drawn(simulation)[0]


def undrawn(simulation: Simulation) -> str:
    """Why there are no bands, or which draws they leave out, in words; empty where nothing is left out."""
    found, why = _drawn(simulation)
    return why or found.told()


@lru_cache(maxsize=2)
def _drawn(simulation: Simulation) -> tuple[Ensemble, str]:
    model = simulation.library.healing_model(simulation.settings.healing)
    if not isinstance(model, Banded) or model.kind not in simulation.stamp.methods:
        return Ensemble(()), "No bands: another healing model made this course than the one that was calibrated."
    if simulation.condition.start:
        return Ensemble(()), "No bands: this visit begins where an earlier one has left the skin, before any draw."
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until = float(simulation.healing.time[-1])
    used = used_draws(model, simulation.library)
    try:
        return courses(model, used, visits, simulation.condition, until), ""
    except InputError as error:  # a saved run may name drugs and conditions that the model of today does not know
        return Ensemble(()), f"No bands: {'; '.join(str(fault) for fault in error.faults)}."
    except ConvergenceError:
        return Ensemble(()), f"No bands: none of the {DRAWS} draws of the calibration can be used; {UNKEPT}."


def scores_of(simulation: Simulation) -> dict[str, Estimate]:
    """Scores of a simulation by name, with bands over persons and calibration; none where draws cannot be followed."""
    found = drawn(simulation)
    if not found.courses:
        return {}
    return banded(simulation.healing, simulation.untreated, found, simulation.library.figures.scores)


@lru_cache(maxsize=2)
def spread(simulation: Simulation) -> Band | None:
    """Band of the draws, if there are any."""
    found = drawn(simulation)
    return band_of(found) if found.courses else None
