"""The flat view of a plan: its options as rows, and the first of them in full."""

from __future__ import annotations

from itertools import chain

import numpy as np

from microthermal.planning.records import Option, Plan
from microthermal.quantity import Array
from microthermal.store.exports.about import about
from microthermal.store.exports.of_simulation import view_of as view_of_simulation
from microthermal.store.exports.view import Variable, View, names, numbers
from microthermal.units import DAY


def view_of(plan: Plan) -> View:
    """Flat view of a plan.

    Parameters
    ----------
    plan : Plan
        What is to be shown to other programs.

    Returns
    -------
    View
        Along ``option`` (1 is the first; those that were refused come last) device, settings, score, risk and every
        metric of all of them; beside it the view of the best simulation, if there is one.

    Raises
    ------
    ConvergenceError
        If a number is not finite.
    """
    best = () if plan.best is None else view_of_simulation(plan.best).variables
    every = (*plan.options, *plan.refused)
    rows = _rows(every) if every else ()
    return View((*rows, *best), about(plan))


def _rows(every: tuple[Option, ...]) -> tuple[Variable, ...]:
    drugs = ("; ".join(dose.drug.name for dose in one.treatment.doses) for one in every)
    days = np.array([_first_dose(one) for one in every])

    def of(name: str, unit: str, meaning: str, values: list[float]) -> Variable:
        return numbers(name, "option", np.array(values), unit, meaning)

    pulses, patterns = [one.treatment.pulse for one in every], [one.treatment.pattern for one in every]
    return (
        numbers(
            "option", "option", np.arange(1.0, len(every) + 1), "1", "place in the ranking; refused ones come last"
        ),
        names("device", "option", (one.device.name for one in every), "device"),
        names("drugs", "option", drugs, "drugs that are given"),
        names("state", "option", (one.state for one in every), "verdict of the window: ok, warn or stop"),
        of("energy", "J", "energy of a microbeam", [pulse.energy for pulse in pulses]),
        of("duration", "s", "duration of a pulse", [pulse.duration for pulse in pulses]),
        of("density", "1/m**2", "microbeams per area and pass", [pattern.density for pattern in patterns]),
        of("passes", "1", "passes over the area", [float(pattern.passes) for pattern in patterns]),
        of("score", "1", "how far the aims are reached, 0 to 1", [one.score for one in every]),
        of("risk", "1", "greatest fraction of a stop limit against harm that is used", [one.risk for one in every]),
        numbers("first_dose", "option", days, "d", "day of the first dose after the laser; 0 where none is given"),
        *(_metric(name, every) for name in metrics_of(every)),
    )


def _first_dose(option: Option) -> float:
    return min((dose.time / DAY for dose in option.treatment.doses), default=0.0)


def metrics_of(every: tuple[Option, ...]) -> tuple[str, ...]:
    """Metrics that are a number in every option, in the order of the first."""
    held = [{one.metric for one in option.outcome.results if not one.estimate.undefined} for option in every]
    order = dict.fromkeys(chain.from_iterable((one.metric for one in option.outcome.results) for option in every))
    return tuple(name for name in order if all(name in some for some in held))


def _metric(name: str, every: tuple[Option, ...]) -> Variable:
    found = [option.outcome.of(name) for option in every]
    values: Array = np.array([one.value for one in found])
    return numbers(f"metric_{name}", "option", values, found[0].unit, found[0].meaning)
