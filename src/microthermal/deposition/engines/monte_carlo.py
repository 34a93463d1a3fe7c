"""Monte Carlo: scattered light in planar layers, with the standard error of every cell."""

from __future__ import annotations

import math
from functools import cache
from typing import Annotated, Any, ClassVar, final

import numpy as np
from numpy.typing import NDArray

from microthermal.cache import cached, key_of
from microthermal.deposition.around_bodies import deposit_around
from microthermal.deposition.beams import beam_of, focus_of
from microthermal.deposition.cautions import CUT, cut_cautions
from microthermal.deposition.checks import MOST_SLABS, check, unscattered
from microthermal.deposition.engines import engine
from microthermal.domain.inputs.laser import Pulse
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Deposited
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Optics, Tissue
from microthermal.errors import InputError
from microthermal.numerics.entries.finding import label_of
from microthermal.numerics.entries.kept import maker
from microthermal.numerics.light.batch import walk_batch
from microthermal.numerics.light.beam import Walk, illuminate
from microthermal.numerics.light.pencil import PARTS, ROUND, Pencil, PencilWalk
from microthermal.numerics.light.unscattered import Stack
from microthermal.numerics.sources import DIGESTS
from microthermal.numerics.wholes import WHOLE, whole_steps
from microthermal.parallel.cores import cores
from microthermal.quantity import Quantity, record

# The last layer goes on below the grid, as skin does: so deep that no light returns.
_BOTTOMLESS = 10.0
# Photons if none are named: without an error to reach, and at most with one.
_PHOTONS, _PHOTONS_FOR_ERROR = 100_000, 10_000_000
# Around a body no pencil beam is kept to be laid out, and a hair is a small target.
_PHOTONS_AROUND = 160_000
# The next number of photons aims slightly below the error asked for, but is at most eight times the last.
_MARGIN, _LEAP = 1.05, 8


@engine
@final
@record
class MonteCarlo:
    """Photons that scatter, refract at every boundary, and are absorbed little by little.

    With ``error`` the walk goes on, in whole rounds of 32 000 photons, until the root of the mean square of the
    relative standard error is below it, over the cells whose centres lie within ``zone_radius`` and ``zone_depth``;
    ``photons`` then is the most it may take.

    Notes
    -----
    The layers are planar and at their reference absorption; the last one has no bottom, so nothing is transmitted
    and light absorbed below or beside the grid is lost. What falls in a removed fraction of a cell is lost, too.
    Around bodies on the axis photons fly from ring to ring (:mod:`microthermal.deposition.around_bodies`).
    The result for a pencil beam is cached by its inputs, so that another energy, duration, spot or profile costs no
    new photons. Equations, scoring and limits: docs/theory/light.md.
    """

    kind: ClassVar[str] = "monte_carlo"
    sources: ClassVar[tuple[str, ...]] = ()
    exposures: ClassVar[tuple[type, ...]] = (Pulse,)
    renewed: ClassVar[bool] = False

    photons: Annotated[int, Quantity("1", "photons to walk", 1, 1e10)] | None = None
    seed: Annotated[int, Quantity("1", "seed of all draws", 0, 2**53)] = 1
    error: Annotated[float, Quantity("%", "relative standard error to reach", 1e-4, 0.5)] | None = None
    zone_radius: Annotated[float, Quantity("m", "radius of the zone in which it holds", 1e-6, 1e-2)] = 150e-6
    zone_depth: Annotated[float, Quantity("m", "depth of the zone in which it holds", 1e-6, 1e-2)] = 1e-3
    threads: Annotated[int, Quantity("1", "threads, by default all cores", 1, 1024)] | None = None

    def deposit(self, tissue: Tissue, pulse: Pulse) -> Deposited:
        """Absorbed energy of one pulse with its standard error; see `DepositionEngine.deposit`."""
        if tissue.bodies is not None:
            if self.error is not None:
                text = "around a body on the axis no error is aimed at; state photons instead, and see what is left"
                raise InputError(f"MonteCarlo.error: {text}")
            photons, threads = int(self.photons or _PHOTONS_AROUND), int(self.threads or cores())
            return deposit_around(tissue, pulse, photons, int(self.seed), threads)
        check(tissue, pulse)
        grid = tissue.grid
        if grid.shape[0] > MOST_SLABS:
            raise InputError(f"Tissue.grid: {grid.shape[0]} slabs are too many; use at most {MOST_SLABS}")
        if self.error is not None and not all(bool(np.any(part)) for part in self._zone(grid)):
            text = "the zone in which an error is asked for holds no cell; make it larger, or the cells smaller"
            raise InputError(f"MonteCarlo.zone_radius: {text}")
        found, reached = self._light(tissue.optics, grid, pulse)
        left = 1.0 - tissue.removed
        gone = float((found.absorbed * tissue.removed).sum())
        scale = pulse.energy * left / grid.volume
        within = np.diff(beam_of(pulse).within(grid.r_edges))
        return Deposited(
            grid=grid, energy=found.absorbed * scale, error=found.error * scale, path=found.path,
            path_spread=found.path_spread,
            entrance=pulse.energy * (1.0 - found.specular) * within / grid.ring_area, collimated=False,
            reflected=found.specular + found.reflected, transmitted=found.transmitted,
            lost=max(found.outside + gone, 0.0), cautions=self._cautions(found, reached),
        )  # fmt: skip

    def _light(self, optics: Optics, grid: Grid, pulse: Pulse) -> tuple[Walk, float]:
        # Fractions of the pulse, and the error reached in the zone.
        stack, threads = stack_of(optics), self.threads or cores()
        focus, beam = focus_of(pulse, float(stack.refraction[0])), beam_of(pulse)
        rings = None if focus is None else grid.r_edges
        key = (
            DIGESTS["light.beam"] + maker(label_of(walk_batch, ())),
            *stack,
            grid.z_edges,
            int(self.seed),
            focus,
            rings,
        )

        @cache  # begun if photons have to be walked at all, and then gone on with
        def walk() -> PencilWalk:
            return PencilWalk(stack, grid.z_edges, seed=int(self.seed), threads=threads, focus=focus, rings=rings)

        def light(photons: int) -> tuple[Walk, float]:
            def lit() -> dict[str, NDArray[np.generic]]:
                pencil: dict[str, Any] = cached(key_of(*key, photons), lambda: walk().reach(photons)._asdict())
                found = illuminate(
                    stack,
                    grid.r_edges,
                    grid.z_edges,
                    Pencil(**pencil),
                    None if focus else beam,
                    threads,
                )
                return {name: np.asarray(value) for name, value in found._asdict().items()}

            # The result for the beam is small: cached as well, it saves reading that of the pencil.
            fractions = cached(key_of(*key, photons, grid.r_edges, None if focus else beam.name), lit)
            fields: dict[str, Any] = {name: value if value.ndim else value.item() for name, value in fractions.items()}
            walked = Walk(**fields)
            return walked, self._zone_error(walked, grid)

        if self.error is None:
            return light(self.photons or _PHOTONS)
        most, step = self.photons or _PHOTONS_FOR_ERROR, PARTS * ROUND
        photons = min(step, most)
        found, reached = light(photons)
        # Where many photons are cut, more of them would take long without lowering the error.
        while reached > self.error and photons < most and found.cut <= CUT:
            wanted = photons * min(_MARGIN * (reached / self.error) ** 2, _LEAP)
            photons = min(max(whole_steps(wanted, step) * step, photons + step), most)
            found, reached = light(photons)
        return found, reached

    def _zone_error(self, found: Walk, grid: Grid) -> float:
        zone = np.ix_(*self._zone(grid))
        absorbed, error = found.absorbed[zone], found.error[zone]
        lit = absorbed > 0.0
        # Cells without photons are left out; without any lit cell the error is unknown.
        return float(np.sqrt(np.mean((error[lit] / absorbed[lit]) ** 2))) if bool(np.any(lit)) else math.inf

    def _zone(self, grid: Grid) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
        # A centre on the border of the zone is outside, also where rounding has moved it.
        return grid.z < self.zone_depth * (1.0 - WHOLE), grid.r < self.zone_radius * (1.0 - WHOLE)

    def _cautions(self, found: Walk, reached: float) -> tuple[Caution, ...]:
        texts = []
        if self.error is not None and math.isinf(reached):
            texts.append("no light was seen in the zone whose error was asked for; allow more photons")
        elif self.error is not None and reached > self.error:
            texts.append(
                f"the light is known to {100 * reached:.2g} % where {100 * self.error:.2g} % was asked for;"
                " allow more photons"
            )
        return *(Caution(stage="deposition", text=text, weight="warn") for text in texts), *cut_cautions(found.cut)


def stack_of(optics: Optics) -> Stack:
    """Layers of the walk at reference absorption; the last has no bottom."""
    thickness = np.array(optics.thickness)
    thickness[-1] = _BOTTOMLESS
    last = float(optics.refractive_index[-1])
    scattering, anisotropy = unscattered(np.array(optics.scattering), np.array(optics.anisotropy))
    return Stack(
        thickness=thickness,
        absorption=optics.absorption,
        scattering=scattering,
        anisotropy=anisotropy,
        refraction=np.array(optics.refractive_index),
        index_above=optics.outside_index,
        index_below=last,
        isotropic=None if optics.isotropic_fraction is None else np.array(optics.isotropic_fraction),
        window=optics.window_index,
    )
