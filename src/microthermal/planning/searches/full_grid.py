"""Full grid: energies by equal ratios, densities by coverage, every drug on every day."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.catalog.device_steps import density_steps, energy_steps
from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.medicine import Drug, Injection
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.zone import Zone
from microthermal.numerics.wholes import whole_steps
from microthermal.planning.searches import search
from microthermal.quantity import Quantity, record
from microthermal.units import DAY

# Coverage of the zone by which densities are chosen: the range that published treatments span
# (1-5 % for deep scar modes up to 20-30 % for shallow ones; working notes, no source in the library).
_COVERAGE = (0.02, 0.3)
# A total density of at least this fraction of the best is good enough: among those, more passes heat less.
_NEARLY = 0.8
# Usual grid of intralesional injections: 10 mm apart, 0.1 mL each (working notes, no source in the library).
_SPACING = 1e-2
_VOLUME = 1e-7


@search
@final
@record
class FullGrid:
    """Every energy with every density with every dose."""

    kind: ClassVar[str] = "grid"
    energies: Annotated[int, Quantity("1", "energies tried per device", 1, 20)] = 4
    densities: Annotated[int, Quantity("1", "densities tried per zone", 1, 20)] = 4
    pass_fluence: Annotated[float, Quantity("J/m**2", "mean fluence of one pass without removal", 1e3, 1e6)] = 2e4
    passes: Annotated[int, Quantity("1", "most passes over the area", 1, 20)] = 8
    injection_days: tuple[Annotated[float, Quantity("s", "day of injection after the laser", -1.3e6, 8e6)], ...] = (
        0.0,
        3 * DAY,
        14 * DAY,
    )

    def pulses(self, device: AnyDevice, library: Library | None = None) -> tuple[Exposure, ...]:
        """Energies by about equal ratios, each a step of the device, in its shortest pulses."""
        steps = energy_steps(device, library)
        wanted = np.geomspace(steps.low, steps.high, self.energies) if self.energies > 1 else np.array([steps.high])
        offered = dict.fromkeys(steps.nearest(float(energy)) for energy in wanted)
        return tuple(device.exposure(energy=energy) for energy in offered)

    def patterns(
        self, device: AnyDevice, pulse: Exposure, zone: Zone, library: Library | None = None
    ) -> tuple[Pattern, ...]:
        """Densities for coverages by equal ratios, as near below them as the device offers.

        Where nothing is removed, the density is given in as many passes as keep each below ``pass_fluence``:
        that is how such devices are used, because one pass of all would heat the tissue between the zones.
        Passes and the density of each are chosen together, so that all passes never give more than was wanted;
        a density that the device cannot be set as low as is left out.
        """
        if pulse.zoneless:  # nothing is covered: as many beams as there are
            return (Pattern(density=device.density.high, layout=device.basis.layout, sparse=True),)
        area = math.pi * max(zone.radius.value, 1e-5) ** 2
        fractions = np.geomspace(*_COVERAGE, self.densities) if self.densities > 1 else np.array([0.05])
        found = (self.pattern(device, pulse, float(fraction) / area, library) for fraction in fractions)
        return tuple(dict.fromkeys(pattern for pattern in found if pattern is not None))

    def pattern(
        self, device: AnyDevice, pulse: Exposure, wanted: float, library: Library | None = None
    ) -> Pattern | None:
        """Passes and density of each whose total [1/m²] comes near a wanted one from below; None if none does.

        Of all numbers of passes up to the one that ``pass_fluence`` asks for, the greatest whose total is nearly
        (by ``_NEARLY``) the best that any of them reaches.
        """
        needed = whole_steps(wanted * pulse.energy * pulse.stack, self.pass_fluence)
        most = 1 if device.ablative else min(max(needed, 1), self.passes)
        offered: dict[int, float] = {}
        for passes in range(most, 0, -1):
            density = density_steps(device, passes, library).below(wanted / passes)
            if density is not None:
                offered[passes] = density
        best = max((passes * density for passes, density in offered.items()), default=0.0)
        for passes, density in offered.items():
            if passes * density >= _NEARLY * best:
                return Pattern(density=density, passes=passes, layout=device.basis.layout, sparse=pulse.zoneless)
        return None

    def asked(self, drugs: tuple[Drug, ...]) -> int:
        """Energies times densities times choices of injection."""
        return self.energies * self.densities * (1 + len(drugs) * len(self.injection_days))

    def doses(self, drugs: tuple[Drug, ...], skin: Skin, condition: Condition) -> Iterator[tuple[Injection, ...]]:
        """No injection, then every drug on every day, into the deep dermis or the target above it.

        A drug is given as strong as the library states it for the condition.
        """
        yield ()
        usual = partial(Injection, volume=_VOLUME, depth=depth_of_doses(skin, condition), spacing=_SPACING)
        for drug in drugs:
            for day in self.injection_days:
                yield (usual(drug=drug, concentration=drug.strength(condition.name), time=day),)


def depth_of_doses(skin: Skin, condition: Condition) -> float:
    """Depth of the needle's tip [m]: that of the target, or the deep dermis above it."""
    bottom = skin.depth_of("dermis")[1]
    return min(max(condition.target_depth, 5e-4), 0.9 * bottom)
