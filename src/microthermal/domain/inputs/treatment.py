"""A treatment is one visit; a course is several."""

from __future__ import annotations

from typing import Annotated

from microthermal.domain.inputs.exposures import Exposure, one_exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.medicine import Dose, Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.quantity import Quantity, record


@record
class Treatment:
    """One visit: an exposure in a pattern, cooling, medicine, and what the person brings along (``history``).

    The exposure stands in ``pulse``, whatever gives it; :attr:`exposure` is the word that fits them all.
    """

    pulse: Annotated[Exposure, one_exposure]
    pattern: Pattern
    cooling: Cooling | None = None
    doses: tuple[Dose, ...] = ()
    history: tuple[str, ...] = ()

    @property
    def exposure(self) -> Exposure:
        """What is done to the skin at one spot."""
        return self.pulse

    @property
    def injections(self) -> tuple[Injection, ...]:
        """Doses that are given with a needle."""
        return tuple(dose for dose in self.doses if dose.route == "needle")


@record
class Course:
    """Several visits at a fixed interval."""

    treatments: tuple[Treatment, ...]
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)]
