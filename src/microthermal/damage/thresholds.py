"""Temperature that just reaches the threshold of an endpoint in a given time."""

from __future__ import annotations

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.errors import InputError

# Skin is neither colder nor, before it is gone, hotter [K].
COLDEST, HOTTEST = 200.0, 3000.0
# Halvings of that range: ends far below a microkelvin.
_HALVINGS = 60


def threshold_temperature(law: DamageLaw, duration: float) -> float:
    """Constant temperature that gives burden 1 in a given time.

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
    Solves rate(T) · duration = 1 by bisection; the rate grows with temperature.
    """
    if not duration > 0.0:
        raise InputError("the duration of an exposure must be greater than 0, for example '10 ms'")
    low, high = COLDEST, HOTTEST
    if not _burden(law, low, duration) < 1.0 <= _burden(law, high, duration):
        raise InputError(f"no temperature reaches the threshold of {law.endpoint} in {duration:.3g} s")
    for _ in range(_HALVINGS):
        middle = 0.5 * (low + high)
        if _burden(law, middle, duration) < 1.0:
            low = middle
        else:
            high = middle
    return 0.5 * (low + high)


def _burden(law: DamageLaw, temperature: float, duration: float) -> float:
    return float(law.rate(np.array([temperature]))[0]) * duration
