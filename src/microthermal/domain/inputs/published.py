"""Treatments as the literature gives them: settings where they are stated, doses, course, and what came of it."""

from __future__ import annotations

from typing import Annotated, Literal

from microthermal.domain.inputs.goal import Evidence
from microthermal.errors import Fault, InputError
from microthermal.quantity import Quantity, record


@record
class PublishedLaser:
    """Laser of a published treatment: the library's device that stands for it, and its settings where stated.

    ``density`` is that of one pass. An energy or a density that the source does not give is None.
    """

    device: str
    energy: Annotated[float, Quantity("J", "energy of one microbeam", 1e-9, 10.0)] | None = None
    density: Annotated[float, Quantity("1/m**2", "microbeams per area and pass", 1e4, 1e8)] | None = None
    passes: Annotated[int, Quantity("1", "passes over the area", 1, 20)] = 1


@record
class PublishedDose:
    """Medicine of a published treatment; ``side`` is the distance between points, or the side of a film's square."""

    drug: str
    concentration: Annotated[float, Quantity("kg/m**3", "concentration of what is given", 1e-12, 200)]
    volume: Annotated[float, Quantity("m**3", "volume of one point", 1e-10, 2e-6)]
    side: Annotated[float, Quantity("m", "distance between points", 1e-3, 5e-2)]
    time: Annotated[float, Quantity("s", "time after the laser", -2.6e6, 1.6e7)] = 0.0
    route: Literal["needle", "zones"] = "needle"


@record
class Published:
    """A published treatment of some conditions.

    ``who`` says in whom, ``said`` what came of it, ``source`` and ``evidence`` who says so and how strongly.
    ``filled`` are the paths of values that the source does not give and that the file fills in. One that is
    ``held_out`` starts no search, so that it can be found, or not, without having been told.
    """

    name: str
    title: str
    conditions: tuple[str, ...]
    source: str
    said: str
    who: str = ""
    evidence: Evidence = "C"
    laser: PublishedLaser | None = None
    doses: tuple[PublishedDose, ...] = ()
    sessions: Annotated[int, Quantity("1", "number of visits", 1, 50)] | None = None
    interval: Annotated[float, Quantity("s", "time between visits", 86400, 3.2e7)] | None = None
    filled: tuple[str, ...] = ()
    held_out: bool = False
    origin: str = ""

    def __post_init__(self) -> None:
        """Refuse a treatment with which nothing is done."""
        if self.laser is None and not self.doses:
            raise InputError([Fault("Published.laser", "a published treatment holds a laser, a dose or both")])

    @property
    def unstated(self) -> tuple[str, ...]:
        """Settings of the laser that the source does not give, without which it cannot be simulated."""
        if self.laser is None:
            return ()
        told = (("energy", self.laser.energy), ("density", self.laser.density))
        return tuple(name for name, value in told if value is None)
