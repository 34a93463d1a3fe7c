"""Cautions about damage: laws used outside the temperatures and times in which they were fitted."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from microthermal.damage.fitted_range import words
from microthermal.damage.laws import DamageLaw
from microthermal.domain.results.caution import Caution, Weight
from microthermal.domain.results.flow import Damage

# Cells whose damage integral lies within this factor of the threshold decide where the zone ends.
_EDGE = 3.0
# This many times outside the fitted exposures, laws of one endpoint differ by tens of kelvin (docs/theory/damage.md).
_FAR = 100.0
# Apoptosis and necrosis of T cells: only laws from one experiment say how far their thresholds lie apart.
_T_CELLS = ("t_cell_apoptosis", "t_cell_necrosis")


def cautions(damage: Damage, laws: Sequence[DamageLaw]) -> tuple[Caution, ...]:
    """Where the laws behind some damage were used outside their fitted range.

    Parameters
    ----------
    damage : Damage
        Result of :func:`~microthermal.damage.integration.integrate`.
    laws : sequence of DamageLaw
        The laws it was made with.

    Returns
    -------
    tuple of Caution
        At most one on temperature and one on time, each naming all endpoints that it concerns; and one if the
        two deaths of T cells were taken from different experiments. Only cells near the threshold are looked at, since
        they alone decide the size of the zone. The one on time warns if an exposure is more than a hundred times
        shorter or longer than any in the fit.

    Notes
    -----
    The exposure of a cell is its damage integral over the rate at its highest temperature: the time at that temperature
    which would have done the same, however long the pulse.
    """
    hot: list[tuple[DamageLaw, str]] = []
    brief: list[tuple[DamageLaw, str]] = []
    exposures: list[float] = []
    weight: Weight = "note"
    for law, omega in zip(laws, damage.omega, strict=True):
        edge = (omega > 1.0 / _EDGE) & (omega < _EDGE) & (damage.removed == 0.0)
        if not np.any(edge):
            continue
        low, high = float(damage.peak[edge].min()), float(damage.peak[edge].max())
        coldest, hottest = law.temperature_range
        if low < coldest or high > hottest:
            fitted = words(law.temperature_range, "K")
            hot.append((law, f"{_named(law)}: met {words((low, high), 'K')}, fitted {fitted}"))
        exposure = float(np.median(omega[edge] / law.rate(damage.peak[edge])))
        shortest, longest = law.duration_range
        if not shortest <= exposure <= longest:
            exposures.append(exposure)
            brief.append((law, f"{_named(law)}: fitted {words(law.duration_range, 's')}"))
        if not shortest / _FAR <= exposure <= longest * _FAR:
            weight = "warn"
    warmth = "at the edge of the zone peak temperatures lie outside those in which damage laws were fitted"
    time = _time(exposures)
    return (*_caution(warmth, hot, "note"), *_caution(time, brief, weight), *_mixed(laws))


def _named(law: DamageLaw) -> str:
    return law.endpoint.replace("t_cell_", "T-cell ").replace("_", " ")


def _time(exposures: Sequence[float]) -> str:
    if not exposures:
        return ""
    counted = words((min(exposures), max(exposures)), "s")
    return f"at the edge of the zone heating counts as {counted} at its peak, outside what damage laws were fitted to"


def _mixed(laws: Sequence[DamageLaw]) -> tuple[Caution, ...]:
    # Names in the library end in the cells that were heated: t_cell_necrosis_jurkat.
    cells = {law.endpoint: law.origin.rpartition(f"{law.endpoint}_")[2] for law in laws if law.endpoint in _T_CELLS}
    if "" in cells.values() or len(set(cells.values())) < 2:
        return ()
    seen = " and ".join(f"{endpoint.replace('_', ' ')} of {cells[endpoint]}" for endpoint in sorted(cells))
    text = f"laws of T-cell death were taken from different experiments ({seen}): the shell between them means little"
    return (Caution(stage="damage", text=text, weight="warn"),)


def _caution(text: str, found: Sequence[tuple[DamageLaw, str]], weight: Weight) -> tuple[Caution, ...]:
    if not found:
        return ()
    origins = ", ".join(dict.fromkeys(law.origin for law, _ in found if law.origin))
    whole = f"{text}: {'; '.join(detail for _, detail in found)}"
    return (Caution(stage="damage", text=whole, weight=weight, source=origins),)
