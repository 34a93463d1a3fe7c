"""What a device of the library is meant for: the skin with its structures, and the part of a pulse that one gets."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from microthermal import catalog
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.laser import LaserPulse
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.simulation.around.treatment import pattern_around, pulse_around


def meant(device: AnyDevice, skin: Skin, **setting: Any) -> tuple[Skin, Exposure, Pattern | None]:
    """Skin, exposure and pattern of a setting of a device, as a case that names no structure has them.

    Zones of a broad beam are what stands in the skin, each with its share of the beam; the pattern is None where zones
    are the microbeams themselves.
    """
    exposure = device.exposure(**setting)
    name = getattr(device.basis, "structure", "")
    if not name or not isinstance(exposure, LaserPulse):
        return skin, exposure, None
    structure = catalog.structure(name)
    own = replace(skin, structure=structure)
    return own, pulse_around(exposure, structure), pattern_around(None, exposure, structure)
