"""Monte Carlo: scattered light in planar layers, with the standard error of every cell."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.deposition.checks import check
from microthermal.deposition.engines import engine
from microthermal.domain.flow import Deposited
from microthermal.domain.laser import Pulse
from microthermal.domain.tissue import Optics, Tissue
from microthermal.numerics.photon_walk import walk
from microthermal.numerics.photon_walk_beam import beam_within
from microthermal.numerics.photon_walk_direct import Stack
from microthermal.quantity import Quantity, record

# The last layer goes on below the grid, as skin does: so deep that no light returns.
_BOTTOMLESS = 10.0


@engine
@final
@record
class MonteCarlo:
    """Photons that scatter by Henyey-Greenstein, refract at every boundary, and are absorbed little by little.

    Notes
    -----
    The layers are planar and at their reference absorption; the last one has no bottom, so nothing is transmitted
    and light absorbed below or beside the grid is lost. What falls in a removed share of a cell is lost, too.
    Equations, scoring and limits: docs/theory/light.md.
    """

    kind: ClassVar[str] = "monte_carlo"
    sources: ClassVar[tuple[str, ...]] = ()

    photons: Annotated[int, Quantity("1", "photons to walk", 1, 1e10)] = 100_000
    seed: Annotated[int, Quantity("1", "seed of all draws", 0, 2**53)] = 1

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        """Absorbed energy of one pulse with its standard error; see `DepositionEngine.deposit`."""
        check(tissue, pulse)
        grid, gaussian = tissue.grid, pulse.profile == "gaussian"
        found = walk(
            _stack(tissue.optics), grid.r_edges, grid.z_edges,
            radius=pulse.radius, gaussian=gaussian, photons=int(self.photons), seed=int(self.seed),
        )  # fmt: skip
        left = 1.0 - tissue.removed
        gone = float((found.absorbed * tissue.removed).sum())
        scale = pulse.energy * left / grid.volume
        within = np.diff(beam_within(grid.r_edges, pulse.radius, gaussian))
        return Deposited(
            grid=grid, energy=found.absorbed * scale, error=found.error * scale, path=found.path,
            entrance=pulse.energy * (1.0 - found.specular) * within / grid.ring_area, collimated=False,
            reflected=found.specular + found.reflected, transmitted=found.transmitted,
            lost=max(found.outside + gone, 0.0),
        )  # fmt: skip


def _stack(optics: Optics) -> Stack:
    thickness = np.array(optics.thickness)
    thickness[-1] = _BOTTOMLESS
    last = float(optics.refractive_index[-1])
    return Stack(
        thickness, optics.absorption, np.array(optics.scattering), np.array(optics.anisotropy),
        np.array(optics.refractive_index), optics.outside_index, last,
    )  # fmt: skip
