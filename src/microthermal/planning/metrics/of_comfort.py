"""Metrics of what a person bears during a session."""

from __future__ import annotations

from microthermal.planning.metrics import Number, metric
from microthermal.planning.metrics.of_injury import WITHOUT_TRIALS, laser_class
from microthermal.simulation.records import Simulation


@metric(
    "pain", unit="1", grade="measured",
    meaning="pain of a session by the class of its laser, 0 to 10; needles are not counted",
)  # fmt: skip
def pain(simulation: Simulation) -> Number:
    """Range of trials of the class; nothing of energy, density, cooling or anaesthesia, for nobody has told it."""
    if simulation.treatment.pulse.zoneless:
        return Number(0.0)
    name, library = laser_class(simulation), simulation.library
    if name in WITHOUT_TRIALS:
        return Number(0.0, undefined="a device whose pain no trial of the library told")
    value, low, high = (
        getattr(one, name) for one in (library.figures.pain, library.ends.pain_low, library.ends.pain_high)
    )
    return Number(value, band=(low, high))
