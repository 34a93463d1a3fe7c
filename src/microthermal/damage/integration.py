"""Damage integrals of all endpoints, folded over a stream of snapshots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.damage.thresholds import quiet_temperature
from microthermal.domain.flow import Damage, Snapshot
from microthermal.errors import InputError
from microthermal.numerics.arrhenius import accumulate
from microthermal.quantity import Array

# A cell is skipped while all its rates stay below this [1/s]: ten seconds add less than 1e-5 to its burden.
NEGLIGIBLE_RATE = 1e-6
# Least burden of a cell that is gone, on every endpoint: the mark of full-thickness burns (Henriques1947).
REMOVED_BURDEN = 1e4
# A cell counts as gone from this removed share.
GONE = 0.5


def integrate(snapshots: Iterable[Snapshot], laws: Sequence[DamageLaw]) -> Damage:
    """Damage of all endpoints over a stream of snapshots.

    Parameters
    ----------
    snapshots : iterable of Snapshot
        In order of time, all on one grid; those of stacked pulses one after another. A snapshot whose ``step`` is 0
        starts anew from its own temperature. Consumed once; two are kept at a time.
    laws : sequence of DamageLaw
        One per endpoint.

    Returns
    -------
    Damage
        Burden per endpoint, removed share at the end, highest temperature met in any snapshot. A cell that is gone has
        the burden it had when it left, at least 1e4 on every endpoint.

    Raises
    ------
    InputError
        If there is no snapshot, no law, two laws of one endpoint, or the grid changes.

    Notes
    -----
    Ω = ∫ rate(T(t)) dt; between two snapshots ln(rate) is taken as linear in time, so the result is exact for
    constant temperature and of second order in the step otherwise. Rates below 1e-6 per second are not followed.
    """
    endpoints = tuple(law.endpoint for law in laws)
    if not laws or len(set(endpoints)) != len(endpoints):
        raise InputError(f"damage needs one law for each endpoint, but got: {', '.join(endpoints) or 'none'}")
    stream = iter(snapshots)
    first = next(stream, None)
    if first is None:
        raise InputError("damage needs at least one snapshot")
    quiet = [quiet_temperature(law, NEGLIGIBLE_RATE) for law in laws]
    burden = np.zeros((len(laws), first.temperature.size))
    peak = first.temperature.copy()
    last = first
    for snapshot in stream:
        if snapshot.temperature.shape != peak.shape:
            raise InputError("all snapshots must lie on one grid")
        if snapshot.step > 0.0:
            _add(burden, last, snapshot, laws, quiet)
        np.maximum(peak, snapshot.temperature, out=peak)
        last = snapshot
    gone = (last.removed >= GONE).ravel()
    burden[:, gone] = np.maximum(burden[:, gone], REMOVED_BURDEN)
    return Damage(
        grid=first.grid,
        endpoints=endpoints,
        burden=burden.reshape(len(laws), *peak.shape),
        removed=last.removed,
        peak=peak,
    )


def _add(burden: Array, last: Snapshot, now: Snapshot, laws: Sequence[DamageLaw], quiet: Sequence[float]) -> None:
    before, after = last.temperature.ravel(), now.temperature.ravel()
    # A cell that left in this step has no temperature of its own any more.
    warmest = np.where(now.removed.ravel() >= GONE, 0.0, np.maximum(before, after))
    for total, law, limit in zip(burden, laws, quiet, strict=True):
        cells = np.flatnonzero(warmest > limit)
        if cells.size:
            accumulate(total, cells, law.rate(before[cells]), law.rate(after[cells]), now.step)
