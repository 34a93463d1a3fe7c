"""Values of parameters on the axes of figures: factor, offset and name of the unit that people read."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from microthermal.fitting.priors import NINE_TENTHS
from microthermal.fitting.records import FittedParameter
from microthermal.fitting.sentences import short
from microthermal.quantity import Array
from microthermal.units import shown_in

_CELSIUS = 273.15
# Draws of the prior by which it is drawn: places of equal probability.
_EVEN = 4000
# Parts into which the width of a histogram is cut.
_BINS = 26


@dataclass(frozen=True)
class ParameterAxis:
    """One parameter as figures show it."""

    label: str
    factor: float
    offset: float
    prior: Array
    edges: Array

    def shown(self, values: Array) -> Array:
        """Values in the unit of the axis."""
        return np.asarray(self.factor * values + self.offset)


def axis_of(one: FittedParameter, values: Array, weights: Array) -> ParameterAxis:
    """Axis of a parameter that holds its prior and its draws."""
    from scipy.special import ndtri

    prior = one.prior.values(np.asarray(ndtri((np.arange(_EVEN) + 0.5) / _EVEN)))
    unit, factor, offset = one.prior.unit, 1.0, 0.0
    if unit == "K":
        offset, name = -_CELSIUS, "°C"
    elif unit == "1":
        name = ""
    elif unit == "%":
        factor, name = 100.0, "%"
    else:
        factor, name = shown_in(one.value, unit)
    label = f"{short(one)}{f' [{name}]' if name else ''}"
    ends = [one.prior.value(side * NINE_TENTHS * 1.5) for side in (-1.0, 1.0)]
    used = values[weights > 1e-3 * weights.max()]
    low, high = min(ends[0], float(used.min())), max(ends[1], float(used.max()))
    edges = np.linspace(factor * low + offset, factor * high + offset, _BINS + 1)
    return ParameterAxis(label, factor, offset, np.asarray(factor * prior + offset), edges)
