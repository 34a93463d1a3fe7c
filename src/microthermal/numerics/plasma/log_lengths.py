"""A threshold measured at two pulse lengths, at lengths between them."""

from __future__ import annotations

import math


def between_lengths(duration: float, short: tuple[float, float], long: tuple[float, float]) -> float:
    """Threshold at a pulse length.

    Parameters
    ----------
    duration : float
        Pulse length [s].
    short, long : tuple of float
        The lengths measured [s], each with its threshold, in any unit.

    Returns
    -------
    float
        In that unit: a power law between the two lengths, constant outside them.

    Examples
    --------
    >>> f"{between_lengths(450e-12, (30e-12, 4.5e15), (6e-9, 0.76e15)):.3e}"
    '1.813e+15'
    """
    place = math.log(duration / short[0]) / math.log(long[0] / short[0])
    inside = min(max(place, 0.0), 1.0)
    return float(short[1] ** (1.0 - inside) * long[1] ** inside)
