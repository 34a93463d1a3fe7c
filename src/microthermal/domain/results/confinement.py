"""How well heat and pressure stay where a pulse puts them, as numbers."""

from __future__ import annotations

from typing import Annotated, Literal

from microthermal.quantity import Quantity, record

# Choices of this project for the words; the number itself is always told.
_CONFINED, _SPREAD = 0.9, 0.5


@record
class Confinement:
    """A pulse beside the times in which its heat spreads and its pressure leaves."""

    width: Annotated[float, Quantity("m", "1/e² radius of the heated core", 0, 0.1)]
    mean_depth: Annotated[float, Quantity("m", "mean depth at which light is absorbed in the core", 0, 0.1)]
    relaxation: Annotated[float, Quantity("s", "time in which conduction halves the peak of an instant pulse", 0, 1e6)]
    transit: Annotated[float, Quantity("s", "time of sound across the heated core", 0, 1e-3)]
    kept: Annotated[float, Quantity("%", "fraction of the confined peak rise at the end of the pulse", 0, 1)]

    @property
    def confined(self) -> Literal["yes", "partly", "no"]:
        """Whether the pulse is thermally confined: more than 90 % of the rise kept, more than half, or less."""
        return "yes" if self.kept >= _CONFINED else "partly" if self.kept >= _SPREAD else "no"
