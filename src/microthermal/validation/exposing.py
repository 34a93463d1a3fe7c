"""From an exposure as a source states it to a skin, a pulse and settings that the simulator takes."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Any, ClassVar, Final, final

import numpy as np

from microthermal import catalog
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling, Profile, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.evolution import Evolution, Watching
from microthermal.heat.models import HeatModel
from microthermal.numerics.wholes import WHOLE
from microthermal.simulation.scenarios import scattered
from microthermal.validation.records import MeasuredExposure
from microthermal.validation.sampling import between

# Settings of an exposure that are numbers, with the SI unit of each. The last is no setting of a device, but what
# sources conflict about: the cost of a volume of a dried floor over that of a moist one.
NUMBERS: Final = {
    "energy": "J", "fluence": "J/m**2", "duration": "s", "radius": "m", "wavelength": "m", "stack": "1",
    "interval": "s", "density": "1/m**2", "skin_temperature": "K", "epidermis": "m", "train": "1",
}  # fmt: skip


@final
@dataclass(frozen=True)
class ColdAbsorption:
    """A heat model whose water absorbs as if it stayed cold: to see what absorption that follows heat does."""

    kind: ClassVar[str] = "cold_absorption"
    sources: ClassVar[tuple[str, ...]] = ()
    inner: HeatModel

    def begin(
        self, tissue: Tissue, deposited: Deposited, pulse: Exposure, cooling: Cooling | None, until: float,
        watching: Watching | None = None,
    ) -> Evolution:  # fmt: skip
        """The start of one pulse in tissue whose absorption does not change with temperature."""
        optics = replace(tissue.optics, wet_slope=0.0 * tissue.optics.wet_slope)
        return self.inner.begin(replace(tissue, optics=optics), deposited, pulse, cooling, until, watching)


@dataclass(frozen=True)
class Shot:
    """What the simulator is asked: skin, pulse, heat model (None: the library's), and density for coverage."""

    skin: Skin
    pulse: Pulse
    heat: HeatModel | None
    density: float


def open_settings(exposure: MeasuredExposure) -> int:
    """How many settings of an exposure its source leaves open; a choice of profiles is one."""
    return sum(setting.open for _, setting in exposure.numbers) + (len(exposure.profiles) > 1)


def shot(exposure: MeasuredExposure, place: tuple[float, ...], fluence: float | None = None) -> Shot:
    """Exposure at one place of its open settings.

    Parameters
    ----------
    exposure : Exposure
        What the source states.
    place : tuple of float
        A point of :func:`microthermal.validation.sampling.design`.
    fluence : float, optional
        Fluence of one pulse [J/m²] in place of the stated energy.

    Raises
    ------
    InputError
        If the pulse or the skin is beyond what the program takes.
    """
    device = catalog.device(exposure.device)
    skin = scattered(catalog.skin(exposure.skin), exposure.scattering, catalog.library())
    left = list(place)
    chosen = {}
    for name, setting in exposure.numbers:
        at = left.pop(0) if setting.open else 0.5
        chosen[name] = between(setting.low, setting.middle, setting.high, at)
    profile: Profile = device.profile
    if exposure.profiles:
        at = left.pop(0) if len(exposure.profiles) > 1 else 0.0
        # The middle of the sample takes the first profile, the most likely one.
        profile = exposure.profiles[int(at > 0.5)]  # type: ignore[assignment]  # checked when the file is read
    radius = chosen.get("radius", device.radius)
    given = chosen.get("fluence") if fluence is None else fluence
    energy = chosen["energy"] if given is None else given * math.pi * radius**2
    pulse = Pulse(
        wavelength=chosen.get("wavelength", device.wavelength),
        energy=energy,
        duration=chosen["duration"],
        radius=radius,
        profile=profile,
        removal=device.removal,
        stack=round(chosen.get("stack", 1)),
        interval=chosen.get("interval", 0.1),
        structure=exposure.structure,
    )
    if "skin_temperature" in chosen:
        skin = replace(skin, surface_temperature=chosen["skin_temperature"])
    if "epidermis" in chosen:
        skin = _covered(skin, chosen["epidermis"])
    return Shot(skin, pulse, _heat(exposure, pulse, chosen.get("train")), chosen.get("density", 0.0))


def _covered(skin: Skin, thickness: float) -> Skin:
    """Skin whose layers above the dermis, horny layer included, are so thick in all."""
    top, _ = skin.depth_of("dermis")
    ends = np.cumsum([layer.thickness for layer in skin.layers])
    factors = np.where(ends <= top * (1.0 + WHOLE), thickness / top, 1.0).tolist()
    layers = tuple(replace(one, thickness=one.thickness * by) for one, by in zip(skin.layers, factors, strict=True))
    return replace(skin, layers=layers)


def _heat(exposure: MeasuredExposure, pulse: Pulse, train: float | None) -> HeatModel | None:
    """Heat model of an exposure; None for the library's."""
    if exposure.cold_absorption:
        return ColdAbsorption(catalog.heat_model(pulse.removal))
    if train is None and exposure.ejection_enthalpy is None:
        return None
    known: Any = catalog.heat_model(pulse.removal)
    if exposure.ejection_enthalpy is not None:
        known = replace(known, ejection_enthalpy=exposure.ejection_enthalpy)
    changed: HeatModel = known if train is None else replace(known, plume=replace(known.plume, train=train))
    return changed
