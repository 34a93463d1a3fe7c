"""Thermal damage time: how long an absorber must be held hot until a target beside it is lost."""

from __future__ import annotations

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.numerics.conduction.held_wall import rise_around
from microthermal.quantity import Array

# Times from a microsecond to the longest, so many for each factor of ten.
_SHORTEST, _EACH = 1e-6, 60


def damage_times(
    law: DamageLaw, held: Array, start: float, wall: tuple[float, float], diffusivity: float, longest: float
) -> Array:
    """Thermal damage time over the temperature of the wall.

    Parameters
    ----------
    law : DamageLaw
        How the target dies.
    held : Array, (held,)
        Temperatures at which the wall is held [K].
    start : float
        Temperature of the skin before [K].
    wall : tuple of float
        Radius of the wall, and the distance of the target from the axis [m].
    diffusivity : float
        Of the skin [m²/s].
    longest : float
        Longest time that is followed [s].

    Returns
    -------
    Array, (held,)
        Time at which Ω = ∫ rate(T) dt reaches 1 at the target [s], at most ``longest``.

    Notes
    -----
    This is the definition of the extended theory of selective photothermolysis (Altshuler2001): the pulse for which the
    front of damage reaches the target while the absorber stays below the temperature at which it stops to absorb. Heat
    that comes after the pulse is left out, so that the time is an upper bound. Skin is taken not to boil.
    """
    decades = np.log10(longest / _SHORTEST)
    times = np.logspace(np.log10(_SHORTEST), np.log10(longest), int(np.ceil(_EACH * decades)) + 1)
    radius, place = wall
    rise = rise_around(radius, place, diffusivity, times)
    found = np.full(held.shape, longest)
    steps = np.diff(times, prepend=0.0)
    for number, temperature in enumerate(held):
        rate = law.rate(start + (temperature - start) * rise)
        omega = np.cumsum(steps * 0.5 * (rate + np.concatenate((rate[:1], rate[:-1]))))
        past = int(np.searchsorted(omega, 1.0))
        if past < times.size:
            before = omega[past - 1] if past else 0.0
            share = (1.0 - before) / (omega[past] - before)
            found[number] = times[past] - (1.0 - share) * steps[past]
    return found
