"""Courses of healing over persons, drawn once for all metrics, sections of a page and the summary beside it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

from microthermal.domain.inputs.goal import Estimate
from microthermal.domain.results.response import Band, Visit
from microthermal.errors import ConvergenceError, InputError
from microthermal.healing.calibration.posterior import UNKEPT, Ensemble, band_of
from microthermal.healing.models import Banded
from microthermal.healing.person_scores import scores_over
from microthermal.healing.persons import courses, persons
from microthermal.planning.course_means import judged_from
from microthermal.quantity import amended
from microthermal.simulation.follow_up import uninjured
from microthermal.simulation.records import Simulation


def drawn(simulation: Simulation) -> Ensemble:
    """Courses of a simulation, one for each person that could be followed; none where they cannot be drawn."""
    return _drawn(simulation)[0]


def undrawn(simulation: Simulation) -> str:
    """Why there are no bands, or which persons they leave out, in words; empty where nothing is left out."""
    found, why = _drawn(simulation)
    return why or found.told()


@lru_cache(maxsize=2)
def each_person(simulation: Simulation) -> tuple[Simulation, ...]:
    """The simulation once for each person that could be followed, with the courses of that person; or none."""
    found = drawn(simulation)
    return tuple(
        amended(simulation, healing=one, untreated=other)
        for one, other in zip(found.courses, found.untreated, strict=True)
    )


@lru_cache(maxsize=2)
def _drawn(simulation: Simulation) -> tuple[Ensemble, str]:
    model, count = simulation.library.healing_model(simulation.settings.healing), simulation.settings.persons
    if not isinstance(model, Banded) or model.kind not in simulation.stamp.methods:
        return Ensemble(()), "No bands: another healing model made this course than the one that was calibrated."
    if simulation.condition.start:
        return Ensemble(()), "No bands: this visit begins where an earlier one has left the skin, before any person."
    if not count:
        return Ensemble(()), "No bands: no persons were asked for (settings.persons)."
    visits = (Visit(injury=simulation.injury, deliveries=simulation.deliveries),)
    until, nothing = float(simulation.healing.time[-1]), uninjured(simulation.injury)
    who = persons(simulation.library.posteriors[model.draws], count, simulation.library.figures.persons)
    try:
        return courses(model, who, visits, nothing, simulation.condition, until), ""
    except InputError as error:  # a saved run may name drugs and conditions that the model of today does not know
        return Ensemble(()), f"No bands: {'; '.join(str(fault) for fault in error.faults)}."
    except ConvergenceError:
        return Ensemble(()), f"No bands: none of {count} persons can be followed; {UNKEPT}."


@lru_cache(maxsize=2)  # the summary asks, and the page beside it twice
def scores_of(simulation: Simulation) -> Mapping[str, Estimate]:
    """Scores of a simulation by name, means and bands over persons; none where these cannot be followed."""
    found = drawn(simulation)
    if not found.courses:
        return MappingProxyType({})
    told = scores_over(found, simulation.condition, simulation.library.figures, judged_from(simulation))
    return MappingProxyType(told)


@lru_cache(maxsize=2)
def spread(simulation: Simulation) -> Band | None:
    """Band of the persons, if there are any."""
    found = drawn(simulation)
    return band_of(found) if found.courses else None
