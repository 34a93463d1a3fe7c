"""When light and cooling of each pulse of a stack begin and end, as the portable time loop takes them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from microthermal.catalog.library import Library
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.heat.evolution import PACE, course_of
from microthermal.heat.pulse_spans import between_pulses, spans
from microthermal.report.live.starts import laser_of
from microthermal.simulation.records import Simulation
from microthermal.tissue.resting import STILL_AIR

if TYPE_CHECKING:
    from microthermal.heat.losses import Losses


def course(simulation: Simulation, duration: float, cooling: Cooling | None, library: Library) -> dict[str, Any]:
    """Spans of the time loop for a pulse length [s] and a cooling, and the first step.

    Returns
    -------
    dict
        ``pulses`` are stretches of a stack: how many pulses have this course, and its spans. Of a single pulse there
        is one stretch. ``interval`` is the time from pulse to pulse [s].
    """
    pulse = replace(laser_of(simulation), duration=duration)
    # Every heat model states how tissue, steam and heat leave.
    heat = cast("Losses", simulation.settings.heat or library.heat_model(pulse.removal))
    pulses = [
        [count, _spans(pulse, around, until, heat.air)]
        for count, around, until in _stretches(pulse, cooling or STILL_AIR, simulation.settings.relaxation)
    ]
    return {
        "pulses": pulses, "first": PACE.first * duration, "tolerance": heat.tolerance, "interval": pulse.interval,
    }  # fmt: skip


def _stretches(pulse: Pulse, cooling: Cooling, relaxation: float) -> list[tuple[int, Cooling | None, float]]:
    """How many pulses, what cools them, and how long each is followed: as `simulation.stacked_pulses` does."""
    last = pulse.duration + relaxation
    if pulse.stack == 1:
        return [(1, cooling, last)]
    later, lead = between_pulses(pulse, cooling)
    until = pulse.interval - lead
    middle = [(pulse.stack - 2, later, until)] if pulse.stack > 2 else []
    return [(1, cooling, until), *middle, (1, later, last)]


def _spans(pulse: Pulse, cooling: Cooling | None, until: float, air: Cooling) -> dict[str, Any]:
    found = course_of(spans(pulse, cooling, until), air)
    return {name: np.asarray(getattr(found, name)).tolist() for name in found._fields}
