"""A treatment is one visit; a course is several."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.pattern import Pattern
from microthermal.quantity import Quantity, record


@record
class Treatment:
    """One visit: pulses in a pattern, cooling, injections, and what the person brings along (``history``)."""

    pulse: Pulse
    pattern: Pattern
    cooling: Cooling | None = None
    doses: tuple[Dose, ...] = ()
    history: tuple[str, ...] = ()


@record
class Course:
    """Several visits at a fixed interval."""

    treatments: tuple[Treatment, ...]
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)]
