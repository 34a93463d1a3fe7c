"""Ways of choosing which treatments to try."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from microthermal.catalog.library import Library
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.exposures import AnyDevice, Exposure
from microthermal.domain.inputs.medicine import Dose, Drug
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.zone import Zone
from microthermal.registry import Registry


class Search(Protocol):
    """Names the pulses of a device to try and, once their zone is known, the patterns and the doses."""

    kind: ClassVar[str]

    def pulses(self, device: AnyDevice, library: Library | None = None) -> tuple[Exposure, ...]:
        """Pulses of one device, each of which costs one simulated zone; a library states steps that are not known."""
        ...

    def patterns(
        self, device: AnyDevice, pulse: Exposure, zone: Zone, library: Library | None = None
    ) -> tuple[Pattern, ...]:
        """Patterns in which a zone is laid; a library states steps that are not known."""
        ...

    def asked(self, drugs: tuple[Drug, ...]) -> int:
        """Candidates that are asked for of each device, before its steps and limits make some of them the same."""
        ...

    def doses(self, drugs: tuple[Drug, ...], skin: Skin, condition: Condition) -> Iterator[tuple[Dose, ...]]:
        """Rounds of medicine to combine with each pattern; the first is none."""
        ...


search = Registry("search method", __name__)
