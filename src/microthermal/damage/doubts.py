"""Cautions about damage: laws used outside the temperatures and times in which they were fitted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.damage.ranges import words
from microthermal.domain.caution import Caution, Weight
from microthermal.domain.flow import Damage
from microthermal.units import show

# Cells whose burden lies within this factor of the threshold decide where the zone ends.
_EDGE = 3.0
# This many times outside the fitted exposures, laws of one endpoint differ by tens of kelvin (docs/theory/damage.md).
_FAR = 100.0


def cautions(damage: Damage, laws: Sequence[DamageLaw], duration: float) -> tuple[Caution, ...]:
    """Where the laws behind some damage were used outside their fitted range.

    Parameters
    ----------
    damage : Damage
        Result of :func:`~microthermal.damage.integration.integrate`.
    laws : sequence of DamageLaw
        The laws it was made with.
    duration : float
        Time that tissue at the edge of the zone stays hot [s]; about the pulse length or the thermal relaxation
        time of the beam, whichever is longer.

    Returns
    -------
    tuple of Caution
        At most one on temperature and one on time, each naming all endpoints that it concerns. Only cells near the
        threshold are looked at, since they alone decide the size of the zone. The one on time warns if an
        exposure is more than a hundred times shorter or longer than any in the fit.
    """
    hot: list[tuple[DamageLaw, str]] = []
    brief: list[tuple[DamageLaw, str]] = []
    weight: Weight = "note"
    for law, burden in zip(laws, damage.burden, strict=True):
        edge = (burden > 1.0 / _EDGE) & (burden < _EDGE) & (damage.removed == 0.0)
        if not np.any(edge):
            continue
        low, high = float(damage.peak[edge].min()), float(damage.peak[edge].max())
        coldest, hottest = law.temperature_range
        if low < coldest or high > hottest:
            fitted = words(law.temperature_range, "K")
            hot.append((law, f"{law.endpoint} met {words((low, high), 'K')}, fitted {fitted}"))
        shortest, longest = law.duration_range
        if not shortest <= duration <= longest:
            brief.append((law, f"{law.endpoint} fitted {words(law.duration_range, 's')}"))
        if not shortest / _FAR <= duration <= longest * _FAR:
            weight = "warn"
    warmth = "at the edge of the zone peak temperatures lie outside those in which damage laws were fitted"
    time = f"heating lasts about {show(duration, 's')}, outside the exposures in which damage laws were fitted"
    return (*_caution(warmth, hot, "note"), *_caution(time, brief, weight))


def _caution(text: str, found: Sequence[tuple[DamageLaw, str]], weight: Weight) -> tuple[Caution, ...]:
    if not found:
        return ()
    origins = ", ".join(dict.fromkeys(law.origin for law, _ in found if law.origin))
    whole = f"{text}: {'; '.join(detail for _, detail in found)}"
    return (Caution(stage="damage", text=whole, weight=weight, source=origins),)
