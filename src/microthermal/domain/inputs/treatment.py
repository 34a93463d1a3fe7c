"""A treatment is one visit; a course is several."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.medicine import Dose, Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.quantity import Quantity, record


@record
class Treatment:
    """One visit: pulses in a pattern, cooling, medicine, and what the person brings along (``history``)."""

    pulse: Pulse
    pattern: Pattern
    cooling: Cooling | None = None
    doses: tuple[Dose, ...] = ()
    history: tuple[str, ...] = ()

    @property
    def injections(self) -> tuple[Injection, ...]:
        """Doses that are given with a needle."""
        return tuple(dose for dose in self.doses if dose.route == "needle")


@record
class Course:
    """Several visits at a fixed interval."""

    treatments: tuple[Treatment, ...]
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)]
