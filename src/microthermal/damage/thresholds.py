"""Temperature that just reaches the threshold of an endpoint in a given time."""

from __future__ import annotations

import math

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.errors import InputError
from microthermal.numerics.roots import root_between

# Range in which the temperature is sought [K]; no tissue is colder, and any is removed before it is hotter.
COLDEST, HOTTEST = 200.0, 3000.0
# Lower clipping limit of the damage integral, so that its logarithm exists at the cold end.
_NO_OMEGA = 1e-300


def threshold_temperature(law: DamageLaw, duration: float) -> float:
    """Constant temperature that gives damage integral 1 in a given time.

    Parameters
    ----------
    law : DamageLaw
        Law of the endpoint.
    duration : float
        Time at that temperature [s].

    Returns
    -------
    float
        Temperature [K].

    Raises
    ------
    InputError
        If no temperature between 200 and 3000 K does it, or the duration is not positive.

    Notes
    -----
    Solves ln(rate(T) · duration) = 0; the rate grows with temperature.
    """
    if not duration > 0.0:
        raise InputError("the duration of an exposure must be greater than 0, for example '10 ms'")

    def excess(temperature: float) -> float:
        omega = float(law.rate(np.array([temperature]))[0]) * duration
        return math.log(max(omega, _NO_OMEGA))

    if not excess(COLDEST) < 0.0 <= excess(HOTTEST):
        raise InputError(f"no temperature of tissue just reaches the threshold of {law.endpoint} in {duration:.3g} s")
    return root_between(excess, COLDEST, HOTTEST, f"threshold temperature of {law.endpoint}")
