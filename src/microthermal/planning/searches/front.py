"""A front of treatments that trade the aims against each other, searched over everything that is free."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, ClassVar, final

from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.medicine import SIDE, Dose, Drug, Injection, TopicalFilm
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.published import Published
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.zone import Zone
from microthermal.planning.design.variables import FILM, ROUTES, Variable
from microthermal.planning.searches import search
from microthermal.planning.searches.full_grid import FullGrid, depth_of_doses
from microthermal.quantity import Quantity, record

# Usual grid of intralesional injections, as in the full grid.
_SPACING, _VOLUME = 1e-2, 1e-7


@search
@final
@record
class FrontSearch:
    """How wide a front is searched, what of a treatment may vary, and from which treatments the search starts.

    ``variables`` holds what the case frees within ends or fixes; all else is as free as devices and drugs leave it.
    ``protocols`` are tried first, beside those of the library for the condition. ``shown`` of the front are simulated
    in full and under every scenario.
    """

    kind: ClassVar[str] = "front"
    evaluations: Annotated[int, Quantity("1", "candidates that are tried", 1, 100_000)] = 400
    population: Annotated[int, Quantity("1", "population of the engine", 4, 200)] = 12
    shown: Annotated[int, Quantity("1", "most options of the front that are shown", 1, 60)] = 12
    variables: tuple[Variable, ...] = ()
    protocols: tuple[Published, ...] = ()

    def pulses(self, device: AnyDevice, library: Library | None = None) -> tuple[Exposure, ...]:
        """One pulse of a device, by which treatments without a laser are made."""
        return (device.exposure(energy=device.energy.low),)

    def patterns(
        self, device: AnyDevice, pulse: Exposure, zone: Zone, library: Library | None = None
    ) -> tuple[Pattern, ...]:
        """The patterns of a grid: a front chooses its own."""
        return FullGrid().patterns(device, pulse, zone, library)

    def asked(self, drugs: tuple[Drug, ...]) -> int:
        """Candidates that are tried, whatever the number of devices."""
        return self.evaluations

    def doses(self, drugs: tuple[Drug, ...], skin: Skin, condition: Condition) -> Iterator[tuple[Dose, ...]]:
        """Nothing, then every drug as it is usually given: what stands for medicine without a laser.

        Who fixes that medicine is laid on is offered no injection, and no film of what closed skin lets not in.
        """
        yield ()
        depth = depth_of_doses(skin, condition)
        injected = partial(Injection, volume=_VOLUME, depth=depth, spacing=_SPACING, time=0.0)
        laid_on = partial(TopicalFilm, volume=FILM, side=SIDE, time=0.0)
        routes = next((one.choices for one in self.variables if one.name == "route"), ROUTES)
        for drug in drugs:
            strength = drug.strength(condition.name)
            if "needle" in routes:
                yield (injected(drug=drug, concentration=strength),)
            elif drug.passes_closed_skin:
                yield (laid_on(drug=drug, concentration=strength),)
