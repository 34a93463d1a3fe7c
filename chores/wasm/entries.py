"""Kernels that the portable module offers, each with an example of its arguments."""

from __future__ import annotations

import numpy as np

from chores.wasm.lowering import Entry
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.enthalpy import Cylinder, Matter, Removal, State
from microthermal.numerics.conduction.links import Surroundings, link, links_for
from microthermal.numerics.conduction.pieces import layered
from microthermal.numerics.conduction.step import conduct
from microthermal.numerics.damage.first_order import first_order
from microthermal.numerics.heat.absorber import Absorber, Scene
from microthermal.numerics.heat.beam_records import Course, Microbeam, Powers, Shine
from microthermal.numerics.heat.blood import look_ahead, missed, vessels_for
from microthermal.numerics.heat.film import Film
from microthermal.numerics.heat.frames import frames_for
from microthermal.numerics.heat.microbeam import advance, begin
from microthermal.numerics.heat.portions import columns_for
from microthermal.numerics.heat.removal import clear, confine_steam, tally
from microthermal.numerics.heat.scattered import scattered_of
from microthermal.numerics.heat.steps import Pace
from microthermal.numerics.heat.watch import Ledger, Place, watch_for
from microthermal.numerics.light.path_reweighting import Followed

_LINE, _PLANE = np.ones(1), np.ones((1, 1))
_SPACE = Cylinder(_LINE, _LINE, _LINE, _LINE)
_MATTER = Matter(
    dry=_LINE, per_water=_LINE, dry_conductivity=_LINE, conductivity_per_water=_LINE, exchange=_LINE, full=_LINE,
    warming=0.0, reference=0.0, blood_temperature=0.0, boiling=0.0, span=0.0, latent=0.0,
    start_temperature=_PLANE, start_water=_PLANE, pieces=layered((1, 1)),
)  # fmt: skip
_STATE = State(_PLANE, _PLANE, _PLANE, _PLANE)
_REMOVAL = Removal(_LINE, _LINE, _LINE, confined=False)
_AROUND = Surroundings(0.0, 0.0, 0.0, 0.0)
_LINKS, _WORKSPACE = links_for((1, 1)), workspace_for(_SPACE, _MATTER)
_ABSORBER = Absorber(_LINE, _LINE, _LINE, _LINE, reference=0.0, floor=0.0, plume=0.0, follow_steam=False)
_SHINE = Shine(
    collimated=False, entrance=_LINE, columns=columns_for((1, 1)),
    scattered=scattered_of(_SPACE, Followed(_LINE, _PLANE, _PLANE, _PLANE)), sent=0.0, warmest=0.0,
)  # fmt: skip
_BEAM = Microbeam(
    scene=Scene(_SPACE, _MATTER, _ABSORBER, _REMOVAL, _STATE), shine=_SHINE,
    course=Course(_LINE, _LINE, _LINE, _LINE, _LINE, _LINE, channel_temperature=0.0, channel_coefficient=0.0),
    pace=Pace(), vessels=vessels_for((1, 1), 0.0, 0.0), film=Film(0.0, 0.0, 0.0, 0.0), escape=0.0, opened=_PLANE,
    links=_LINKS, workspace=_WORKSPACE, powers=Powers(_LINE, _LINE), damage=first_order(_LINE, _LINE, (1, 1)),
    watch=watch_for((1, 1), (1.0,), (Place((0, 0), (0.0, 0.0)),)), frames=frames_for((1, 1)),
)  # fmt: skip
_PROGRESS = begin(_BEAM, 1.0, 1.0, 0)

ENTRIES = (
    Entry(begin, (_BEAM, 0.0, 0.0, 0)),
    Entry(advance, (_BEAM, _PROGRESS, Ledger(), 0, 0)),
    Entry(conduct, (_SPACE, _MATTER, _STATE, _LINKS, _WORKSPACE, 0.0, 0.0)),
    Entry(link, (_SPACE, _MATTER, _STATE, _AROUND, _LINKS)),
    Entry(clear, (_SPACE, _MATTER, _STATE, _REMOVAL, _LINE)),
    Entry(confine_steam, (_SPACE, _MATTER, _STATE, 0.0, False)),
    Entry(tally, (_SPACE, _MATTER, _STATE, False)),
    Entry(look_ahead, (_LINE, _LINE, 0.0, _LINE)),
    Entry(missed, (_LINE, _LINE, _LINE, 0.0, _LINE, _LINE)),
)
