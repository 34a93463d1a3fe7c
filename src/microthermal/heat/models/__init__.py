"""Heat models: how the deposited energy warms, boils and removes tissue; one file per model."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Protocol

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.flow import Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.evolution import Evolution, Watching
from microthermal.registry import Registry


class HeatModel(Protocol):
    """A way to follow the temperature of one pulse."""

    kind: ClassVar[str]
    sources: ClassVar[tuple[str, ...]]

    def begin(
        self, tissue: Tissue, deposited: Deposited, pulse: Exposure, cooling: Cooling | None, until: float,
        watching: Watching | None = None,
    ) -> Evolution:  # fmt: skip
        """The start of one pulse, to be followed from the start of cooling to ``until`` [s] after the pulse began.

        Its steps follow each other closely enough to integrate damage with the logarithm of its rate linear in between.
        """
        ...


def evolve(
    heat: HeatModel, tissue: Tissue, deposited: Deposited, pulse: Exposure, cooling: Cooling | None, until: float
) -> Iterator[Snapshot]:
    """Follow one pulse step by step; the parameters are those of :class:`microthermal.heat.evolution.Evolution`.

    Yields
    ------
    Snapshot
        The start, then one for each step.
    """
    evolution = heat.begin(tissue, deposited, pulse, cooling, until)
    yield evolution.snapshot()
    while evolution.step():
        yield evolution.snapshot()


model = Registry("heat model", __name__)
