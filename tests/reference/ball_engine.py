"""A ball of heat at depth: the plainest engine that does not shine, for tests of the chain alone."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.domain.inputs.exposures import Current, Sound
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.quantity import Quantity, record

RADIUS = 150e-6


def ball(tissue: Tissue, energy: float, depth: float, radius: float = RADIUS) -> Deposited:
    """Energy [J], even in a ball around the axis at a depth [m]; what of it lies beyond the grid is lost."""
    grid = tissue.grid
    r, z = grid.r[None, :], grid.z[:, None]
    share = np.exp(-((r**2 + (z - depth) ** 2) / radius**2))
    whole = float((share * grid.volume).sum())
    nothing = np.zeros(grid.shape)
    return Deposited(
        grid=grid, energy=energy * share / whole, error=nothing, path=nothing, entrance=np.zeros(grid.shape[1]),
        collimated=False, reflected=0.0, transmitted=0.0, lost=0.0,
    )  # fmt: skip


@final
@record
class Ball:
    """All energy of an exposure in a fixed ball."""

    kind: ClassVar[str] = "ball"
    sources: ClassVar[tuple[str, ...]] = ()
    exposures: ClassVar[tuple[type, ...]] = (Current, Sound)
    renewed: ClassVar[bool] = False

    depth: Annotated[float, Quantity("m", "depth of the ball", 0, 1e-2)] = 1.2e-3

    def deposit(self, tissue: Tissue, pulse: Current | Sound, /) -> Deposited:
        """The ball."""
        return ball(tissue, pulse.energy, self.depth)


@final
@record
class DryingBall:
    """The same in portions, of which each gives what the water in the ball still lets through."""

    kind: ClassVar[str] = "drying_ball"
    sources: ClassVar[tuple[str, ...]] = ()
    exposures: ClassVar[tuple[type, ...]] = (Current,)
    renewed: ClassVar[bool] = True

    depth: Annotated[float, Quantity("m", "depth of the ball", 0, 1e-2)] = 1.2e-3
    parts: Annotated[int, Quantity("1", "portions", 1, 100)] = 8
    follows: bool = False

    def deposit(self, tissue: Tissue, pulse: Current, /) -> Deposited:
        """The ball, with less energy where there is less water if it ``follows``."""
        row = int(np.searchsorted(tissue.grid.z, self.depth))
        wet = float(tissue.water[row, 0] / tissue.initial_water[row]) if self.follows else 1.0
        return replace(ball(tissue, pulse.energy * wet, self.depth), sent=pulse.energy * wet)

    def prepared(self, tissue: Tissue, exposure: Current, /) -> Tissue:
        """Nothing is put into the skin."""
        return tissue

    def portions(self, exposure: Current, /) -> tuple[float, ...]:
        """Even portions."""
        return tuple(exposure.duration * (number + 1) / self.parts for number in range(self.parts))

    def gathered(self, portions: tuple[Deposited, ...], ends: tuple[float, ...], /) -> Extras:
        """Energy over time; voltage and impedance are not known here."""
        given = np.cumsum([one.sent or 0.0 for one in portions])
        nothing = np.zeros(len(ends))
        return Extras(current=CurrentCourse(time=np.array(ends), voltage=nothing, impedance=nothing, energy=given))
