"""Kernels that the portable module offers, each with an example of its arguments."""

from __future__ import annotations

import numpy as np

from chores.wasm.lowering import Entry
from microthermal.numerics.heat.blood import look_ahead, missed
from microthermal.numerics.heat.conduction import conduct, workspace_for
from microthermal.numerics.heat.enthalpy import Cylinder, Matter, Removal, State, clear, confine_steam, tally
from microthermal.numerics.heat.links import Surroundings, link, links_for

_LINE, _PLANE = np.zeros(1), np.zeros((1, 1))
_SPACE = Cylinder(_LINE, _LINE, _LINE, _LINE)
_MATTER = Matter(
    dry=_LINE, per_water=_LINE, dry_conductivity=_LINE, conductivity_per_water=_LINE, exchange=_LINE, full=_LINE,
    warming=0.0, reference=0.0, blood_temperature=0.0, boiling=0.0, span=0.0, latent=0.0,
    start_temperature=_PLANE, start_water=_PLANE,
)  # fmt: skip
_STATE = State(_PLANE, _PLANE, _PLANE, _PLANE)
_REMOVAL = Removal(temperature=0.0, enthalpy=0.0, confined=False)
_AROUND = Surroundings(0.0, 0.0, 0.0, 0.0)
_LINKS, _WORKSPACE = links_for((1, 1)), workspace_for((1, 1))

ENTRIES = (
    Entry(conduct, (_SPACE, _MATTER, _STATE, _LINKS, _WORKSPACE, 0.0, 0.0)),
    Entry(link, (_SPACE, _MATTER, _STATE, _AROUND, _LINKS)),
    Entry(clear, (_SPACE, _MATTER, _STATE, _REMOVAL)),
    Entry(confine_steam, (_SPACE, _MATTER, _STATE, 0.0, False)),
    Entry(tally, (_SPACE, _MATTER, _STATE, False)),
    Entry(look_ahead, (_LINE, _LINE, 0.0, _LINE)),
    Entry(missed, (_LINE, _LINE, _LINE, 0.0, _LINE)),
)
