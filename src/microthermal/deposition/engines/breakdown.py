"""Breakdown: light of nanoseconds and shorter, which heats what absorbs it and tears vacuoles."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

from microthermal.deposition.breakdown.cautions import breakdown_cautions
from microthermal.deposition.breakdown.scene import scene_of
from microthermal.deposition.breakdown.vacuoles import vacuoles
from microthermal.deposition.engines import engine
from microthermal.deposition.engines.monte_carlo import MonteCarlo
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.library.breakdown import BreakdownBand
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras import Extras
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.tissue import Tissue
from microthermal.errors import InputError
from microthermal.quantity import Quantity, amended, record

_NO_FIGURES = (
    "breakdown was given no figures of the library, so that it knows no thresholds: vacuoles are not looked for"
)


@engine
@final
@record
class Breakdown:
    """Photons as in the Monte Carlo of all light, and vacuoles where they are dense enough.

    Absorption is linear: what a plasma takes beyond it opens vacuoles and is no heat of the chain. That nothing is
    heated beside them in a single pulse is for the chain to find. ``figures`` are those of the library, which the chain
    hands over where they are left out; without any, vacuoles are not looked for, and a caution says so.

    Notes
    -----
    Equations, scenarios and limits: docs/theory/breakdown.md.
    """

    kind: ClassVar[str] = "breakdown"
    sources: ClassVar[tuple[str, ...]] = ("Vogel1996", "Schmidt2015")
    exposures: ClassVar[tuple[type, ...]] = (Pulse,)
    renewed: ClassVar[bool] = False

    photons: Annotated[int, Quantity("1", "photons to walk", 1, 1e10)] | None = None
    seed: Annotated[int, Quantity("1", "seed of all draws", 0, 2**53)] = 1
    threads: Annotated[int, Quantity("1", "threads, by default all cores", 1, 1024)] | None = None
    figures: BreakdownBand | None = None

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        """Absorbed energy of one pulse, and its vacuoles; see `DepositionEngine.deposit`.

        Raises
        ------
        InputError
            If the skin holds a body on the axis.
        """
        if tissue.bodies is not None:
            raise InputError("Tissue.bodies: breakdown beside a body on the axis is not modelled; leave the body out")
        walk = MonteCarlo(photons=self.photons, seed=self.seed, threads=self.threads)
        deposited = walk.deposit(tissue, pulse)
        if self.figures is None:
            told = Caution(stage="deposition", text=_NO_FIGURES, weight="warn")
            return amended(deposited, cautions=(*deposited.cautions, told))
        found = vacuoles(scene_of(tissue, pulse, deposited), self.figures)
        more = breakdown_cautions(pulse, found, self.figures)
        return amended(deposited, cautions=(*deposited.cautions, *more), extras=Extras(vacuoles=found))
