"""Heat models: how the deposited energy warms, boils and removes tissue; one file per model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.registry import Registry


class HeatModel(Protocol):
    """A way to follow the temperature of one pulse."""

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    def evolve(
        self, tissue: Tissue, deposited: Deposited, pulse: Pulse, cooling: Cooling | None, until: float
    ) -> Iterator[Snapshot]:
        """Snapshots of one pulse, from the start of cooling to ``until`` [s] after the pulse began.

        The first snapshot is the start itself; snapshots follow each other closely enough to integrate damage
        with the logarithm of its rate linear in between.
        """
        ...


model = Registry("heat model", __name__)
