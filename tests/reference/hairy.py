"""A simulation with a hair on its axis, with fields that have the right shapes and no physics."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from microthermal import catalog
from microthermal.domain.inputs.beam import Spot
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.follicle import (
    DamageTimes,
    EndFate,
    PartFate,
    RelaxationTimes,
    StructureFate,
)
from microthermal.simulation.records import Simulation


def part(name: str, endpoint: str, hottest: float, lost: float) -> PartFate:
    """Fate of a part."""
    return PartFate(
        name=name, endpoint=endpoint, absorption=1e3, hottest=hottest, mean_peak=hottest - 20.0, lost=lost,
        coagulated=0.5 * lost,
    )  # fmt: skip


def hairy(found: Simulation) -> Simulation:
    """The same under a broad beam, with a follicle whose matrix is dead and whose bulge is not."""
    hair, laser = catalog.structure("body_hair"), found.treatment.pulse
    parts = (
        part("root_sheath", "epidermal_cells", 350.0, 0.2), part("bulb_matrix", "dermal_cells", 360.0, 0.9),
        part("shaft", "", 450.0, 0.0), part("bulge", "epidermal_cells", 330.0, 0.0),
    )  # fmt: skip
    times = DamageTimes(
        target=150e-6, endpoint="epidermal_cells", held=np.array([340.0, 400.0, 500.0]),
        time=np.array([2.0, 0.2, 0.05]), longest=2.0,
    )  # fmt: skip
    fate = StructureFate(
        name=hair.name, title=hair.title, kind="follicle", parts=parts, outcome="regression",
        relaxation=RelaxationTimes(diameter=7e-5, by_32=1.1e-3, by_16=2.2e-3, half=3.2e-3), damage_times=times,
        epidermis=335.0, low=EndFate(place=0.0, outcome="spared", parts=parts),
        high=EndFate(place=1.0, outcome="coagulated", parts=parts),
    )  # fmt: skip
    spot = Spot(radius=5e-3, energy=20.0)
    pulse = replace(laser, handpiece=replace(laser.handpiece, spot=spot))
    return replace(
        found, skin=replace(found.skin, structure=hair), treatment=replace(found.treatment, pulse=pulse),
        run=replace(found.run, extras=Extras(follicle=fate)),
    )  # fmt: skip
