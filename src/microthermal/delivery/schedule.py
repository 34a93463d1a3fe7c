"""When and how much of a drug is given: times of a dose, its mass, its strength in words."""

from __future__ import annotations

import numpy as np

from microthermal.domain.inputs.medicine import Dose, Drug
from microthermal.numerics.wholes import steps_within
from microthermal.quantity import Array
from microthermal.units import show

# A time this near to the laser is that of the laser [s].
_AT_ONCE = 1e-6


def strength(dose: Dose) -> str:
    """Concentration of a dose in words, with what it counts where that is not the drug itself."""
    return measured(dose.drug, show(dose.concentration, "kg/m**3"))


def measured(drug: Drug, amount: str) -> str:
    """An amount or a concentration of a drug in words, with what it counts where that is not the drug itself."""
    return f"{amount} {drug.measured_as}".rstrip()


def times(dose: Dose, until: float) -> Array:
    """Times after the laser [s] at which a dose is given before ``until`` (n,); one unless it is repeated.

    Parameters
    ----------
    dose : Dose
        The dose.
    until : float
        End of what is followed [s].
    """
    if dose.route == "needle" or dose.every is None:
        return np.array([dose.time])
    end = min(dose.end, until - 1.0)
    count = 1 + max(steps_within(end - dose.time, dose.every), 0)
    found = dose.time + dose.every * np.arange(count)
    # Counted from days before, the time of the laser is off by rounding, which must not put it before the laser.
    return np.where(np.abs(found) < _AT_ONCE, 0.0, found)


def given(dose: Dose, until: float) -> float:
    """Mass [kg] given at one point, or on one square of a film, in all applications before ``until``."""
    return dose.concentration * dose.volume * times(dose, until).size
