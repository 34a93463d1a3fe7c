"""When the heat of a pulse should not be believed without a second look."""

from __future__ import annotations

import numpy as np

from microthermal.domain.caution import Caution
from microthermal.domain.flow import Deposited, Snapshot
from microthermal.domain.laser import Pulse
from microthermal.domain.tissue import Tissue

# First-order correction of scattered light: beyond this relative change its second order is no longer small (0.2²/2).
LIGHT_CHANGE = 0.2
# The edge of the grid should not feel the pulse [K].
EDGE_RISE = 1.0


def absorbed_change(deposited: Deposited, last: Snapshot) -> float:
    """Relative change of the absorbed energy because absorption followed temperature and water.

    Parameters
    ----------
    deposited : Deposited
        Light at reference absorption.
    last : Snapshot
        Any snapshot after the end of the pulse.

    Returns
    -------
    float
        Absorbed energy over that at reference absorption, minus 1; 0 for collimated light, which is followed exactly.
    """
    expected = float(np.sum(deposited.energy * deposited.grid.volume))
    if deposited.collimated or expected <= 0.0:
        return 0.0
    return last.balance.supplied / expected - 1.0


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
    change = absorbed_change(deposited, last)
    if abs(change) > LIGHT_CHANGE:
        text = f"heat changes the absorbed energy by {100 * change:+.0f} %, too much for a first-order correction"
        found.append(Caution(stage="heat", text=text, weight="warn"))
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
