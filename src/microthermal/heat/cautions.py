"""When the heat of a pulse should not be believed without a second look."""

from __future__ import annotations

from typing import Literal

import numpy as np

from microthermal.domain.caution import Caution
from microthermal.domain.flow import Deposited, Snapshot
from microthermal.domain.laser import Pulse
from microthermal.domain.tissue import Tissue

# Share of a pulse that is shared among the fates of the light instead of traced: from where it is told, and warned of.
SHARED_TOLD, SHARED_WARNED = 0.02, 0.2
# The edge of the grid should not feel the pulse [K].
EDGE_RISE = 1.0


def shared_light(deposited: Deposited, pulse: Pulse, last: Snapshot) -> float:
    """Share of the pulse that warmer tissue let through, and that was shared out instead of traced.

    Parameters
    ----------
    deposited : Deposited
        Light at reference absorption.
    pulse : Pulse
        The pulse.
    last : Snapshot
        Any snapshot after the end of the pulse.

    Returns
    -------
    float
        Bound on the error of the absorbed energy, as a share of the pulse; 0 for collimated light, which is followed
        exactly. Negative if warmer tissue absorbs more.

    Notes
    -----
    With A absorbed at reference and m let through, A' = (A - m) / (1 - m) is absorbed: m = (A - A') / (1 - A').
    """
    if deposited.collimated:
        return 0.0
    before = float(np.sum(deposited.energy * deposited.grid.volume)) / pulse.energy
    after = last.balance.supplied / pulse.energy
    return (before - after) / (1.0 - after) if after < 1.0 else 0.0


def cautions(tissue: Tissue, deposited: Deposited, pulse: Pulse, last: Snapshot) -> tuple[Caution, ...]:
    """What to be told about the heat of one pulse.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start of the pulse.
    deposited : Deposited
        Its light.
    pulse : Pulse
        The pulse.
    last : Snapshot
        Its last snapshot.
    """
    found = []
    shared = shared_light(deposited, pulse, last)
    if abs(shared) > SHARED_TOLD:
        text = (
            f"heat changes where {abs(shared):.0%} of the light goes; it is followed to first order and shared out, "
            "so the absorbed energy may be wrong by as much"
        )
        weight: Literal["note", "warn"] = "warn" if abs(shared) > SHARED_WARNED else "note"
        found.append(Caution(stage="heat", text=text, weight=weight))
    if last.balance.supplied > pulse.energy * (1.0 + 1e-6):
        text = "more light was absorbed than the pulse holds: the correction for heated water overshoots"
        found.append(Caution(stage="heat", text=text, weight="stop"))
    # Warmer only: surface cooling reaches the rim by itself, and evenly.
    rise = (last.temperature - tissue.temperature) * (last.removed == 0.0)
    if max(float(rise[-1].max()), float(rise[:, -1].max())) > EDGE_RISE:
        text = (
            f"heat has reached the edge of the grid (more than {EDGE_RISE:g} K), which reflects it; use a larger grid"
        )
        found.append(Caution(stage="heat", text=text, weight="note"))
    if bool(np.any(last.removed[-1] > 0.0)):
        text = "the channel goes through the bottom of the grid; use a deeper grid"
        found.append(Caution(stage="heat", text=text, weight="stop"))
    return tuple(found)
