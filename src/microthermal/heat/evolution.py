"""Temperature of one pulse over time: the compiled time loop with its inputs, run to a moment or step by step."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.flow import Balance, Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.errors import ConvergenceError
from microthermal.heat.budget import mirrored_fraction
from microthermal.heat.leaving import removal_of
from microthermal.heat.losses import Losses
from microthermal.heat.pulse_spans import Span, spans
from microthermal.heat.scene import Carried, carried_on, scene_of
from microthermal.numerics.conduction.blocks import workspace_for
from microthermal.numerics.conduction.links import links_for
from microthermal.numerics.constants import GAS_CONSTANT
from microthermal.numerics.damage.first_order import FirstOrder, first_order
from microthermal.numerics.heat.absorber import Scene
from microthermal.numerics.heat.beam_records import Course, Microbeam, Powers, Shine
from microthermal.numerics.heat.blood import vessels_for
from microthermal.numerics.heat.film import Film
from microthermal.numerics.heat.frames import Frames, frames_for
from microthermal.numerics.heat.microbeam import advance, begin
from microthermal.numerics.heat.portions import columns_for
from microthermal.numerics.heat.removal import tally
from microthermal.numerics.heat.scattered import scattered_of
from microthermal.numerics.heat.steps import Pace
from microthermal.numerics.heat.watch import Ledger, Watch, watch_for
from microthermal.numerics.light.path_reweighting import Followed
from microthermal.quantity import Array

# Steps in one call of the time loop: some milliseconds, after which the run can be stopped.
MOST_STEPS = 64
# How all runs choose their steps.
PACE = Pace()


class Watching(NamedTuple):
    """What is folded over the time loop: damage integrals, what is kept, number of the next moment to be kept.

    With ``frames`` every step is kept as well, for other laws of damage. ``course`` are the spans of the exposure,
    where it is a portion of another, and they are not its own; ``before`` is what the portion before has handed on.
    """

    damage: FirstOrder
    watch: Watch
    moment: int
    frames: bool = False
    course: tuple[Span, ...] | None = None
    before: Carried | None = None


class Evolution:
    """One pulse that is being followed; :meth:`run_until` and :meth:`step` go on from where it is.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start.
    deposited : Deposited
        Where the light of the pulse goes at reference absorption.
    pulse : Exposure
        The pulse; one of its stack.
    cooling : Cooling or None
        What cools the surface, and when; at all other times air does.
    until : float
        End of the evolution since the pulse began [s].
    losses : Losses
        How tissue, steam and heat leave.
    watching : Watching, optional
        Damage integrals, to which those of the pulse are added in place, and what is kept on the way.

    Notes
    -----
    The time loop is :func:`microthermal.numerics.heat.microbeam.advance`. No heat passes the outer edge (mirror
    symmetry with the next microbeam), nor the bottom, which the grid must place deep enough.
    """

    def __init__(
        self,
        tissue: Tissue,
        deposited: Deposited,
        pulse: Exposure,
        cooling: Cooling | None,
        until: float,
        losses: Losses,
        watching: Watching | None = None,
    ) -> None:
        limits = losses.limits(ablates=deposited.collimated)
        removal = removal_of(
            tissue, limits, losses.plume, pulse, ablates=deposited.collimated, span=losses.boiling_range
        )
        scene = scene_of(tissue, losses, removal, None if watching is None else watching.before)
        self._grid = tissue.grid
        shape = tissue.grid.shape
        watching = watching or Watching(first_order(np.zeros(0), np.zeros(0), shape), watch_for(shape), 0)
        self._spans = spans(pulse, cooling, until) if watching.course is None else list(watching.course)
        # Without a watch that has room for more, the loop returns after each step.
        self._most = watching.watch.times.size
        workspace, wall = workspace_for(scene.space, scene.matter), losses.wall_film
        self._beam = Microbeam(
            scene=scene,
            shine=_shine(scene, tissue, deposited, pulse),
            course=course_of(self._spans, losses.air),
            pace=PACE,
            vessels=vessels_for(shape, losses.vessel_frequency, losses.vessel_energy / GAS_CONSTANT),
            film=Film(wall.thickness, wall.viscosity, wall.retained, wall.lingering),
            escape=limits.escape,
            opened=np.round(tissue.removed),
            links=links_for(shape),
            workspace=workspace,
            powers=Powers(np.zeros(workspace.source.size), np.zeros(workspace.source.size)),
            damage=watching.damage,
            watch=watching.watch,
            frames=frames_for(shape, self._most if watching.frames else 0),
        )
        self._first = (PACE.first * pulse.duration, losses.tolerance, watching.moment)
        self._progress = begin(self._beam, *self._first)
        self._ledger = Ledger()
        self._last_step = 0.0
        self.times: list[Array] = [watching.watch.times[:1].copy()]
        """Times of the start and after the steps so far [s], a stretch of steps each."""
        self.readings: list[Array] = [watching.watch.readings[:1].copy()]
        """Temperatures at the places of the watch at these times [K] (step, place)."""
        self.frames: list[Frames] = []
        """The start and the steps so far, a stretch of steps each, if they are kept."""
        self._keep_frames(1)

    @property
    def inputs(self) -> tuple[object, ...]:
        """All that the answer hangs on but the damage laws, which hear of it: numbers and arrays at the start."""
        beam, shine, watch = self._beam, self._beam.shine, self._beam.watch
        light = (shine.collimated, shine.entrance, *shine.scattered.light, shine.sent, shine.warmest)
        vessels = (beam.vessels.frequency, beam.vessels.energy)
        kept = (watch.offset, watch.moments, watch.places, watch.weights)
        course = (beam.course, beam.pace, vessels, beam.film, beam.escape, beam.opened)
        return *beam.scene, light, *course, kept, self._first

    @property
    def now(self) -> float:
        """Time since the pulse began [s]."""
        return self._progress.now

    @property
    def coldest(self) -> float:
        """Lowest temperature of the surface row so far [K]."""
        return self._progress.coldest

    @property
    def moment(self) -> int:
        """Number of the next moment that the watch has to keep."""
        return self._progress.moment

    @property
    def beam(self) -> Microbeam:
        """All that the time loop works on; it changes the arrays in place."""
        return self._beam

    def carried(self, end: Snapshot) -> Carried:
        """What is handed on to the next portion of an exposure, from the cylinder at the end of the last span."""
        sealed = bool(self._beam.course.sealed[-1] > 0.0)
        return carried_on(self._beam.scene, end, self._beam.escape, sealed=sealed)

    def run_until(self, time: float) -> None:
        """Follow the pulse to the end of the last span that ends by this time [s].

        Raises
        ------
        ConvergenceError
            If no step is short enough.
        """
        last = sum(span.end <= time for span in self._spans)
        while self._progress.span < last:
            self._advance(self._most, last)

    def step(self) -> bool:
        """Follow the pulse for one step; returns whether there was one left to take."""
        if self._progress.span == len(self._spans):
            return False
        self._advance(1, len(self._spans))
        return True

    def _advance(self, most: int, until: int) -> None:
        before = self.now
        self._progress, self._ledger, count, failed = advance(self._beam, self._progress, self._ledger, most, until)
        if failed:
            text = (
                f"heat: no step is short enough, not even {self._progress.controller.step:.1e} s; use a grid without "
                "cells below 0.5 µm"
            )
            raise ConvergenceError(text)
        watch = self._beam.watch
        self.times.append(watch.times[:count].copy())
        self.readings.append(watch.readings[:count].copy())
        self._keep_frames(count)
        self._last_step = self.now - (before if count == 1 else float(watch.times[count - 2]) - watch.offset)

    def _keep_frames(self, count: int) -> None:
        frames = self._beam.frames
        if frames.steps.size:
            steps, temperature = frames.steps[:count].copy(), frames.temperature[:count].copy()
            self.frames.append(Frames(steps, temperature, frames.gone[:count].copy()))

    def snapshot(self) -> Snapshot:
        """The cylinder now."""
        scene, ledger = self._beam.scene, self._ledger
        state = scene.state
        stored, vapour = tally(scene.space, scene.matter, state, scene.removal.confined)
        return Snapshot(
            grid=self._grid,
            time=self.now,
            step=self._last_step,
            temperature=state.temperature,
            removed=state.removed,
            water=state.water * (1.0 - state.removed),
            balance=Balance(
                supplied=ledger.supplied,
                stored=stored,
                surface=ledger.surface,
                perfused=ledger.perfused,
                vapour=vapour + ledger.vapour,
                ejected=ledger.ejected,
                withheld=ledger.withheld,
            ),
            missed=ledger.missed,
        )


def course_of(course: list[Span], air: Cooling) -> Course:
    """Spans of a pulse as the time loop takes them; where nothing cools there is air."""
    tops = [span.cooling or air for span in course]
    return Course(
        begin=np.array([span.begin for span in course]),
        end=np.array([span.end for span in course]),
        power=np.array([span.power for span in course]),
        top_temperature=np.array([top.temperature for top in tops]),
        top_coefficient=np.array([top.coefficient for top in tops]),
        sealed=np.array([float(top.sealed) for top in tops]),
        channel_temperature=air.temperature,
        channel_coefficient=air.coefficient,
    )


def _shine(scene: Scene, tissue: Tissue, deposited: Deposited, pulse: Exposure) -> Shine:
    # If the engine states no spread of photon paths, all light of a cell has the mean path.
    spread = deposited.path_spread
    light = Followed(
        reference=scene.absorber.wet + scene.absorber.dry,
        energy=np.array(deposited.energy),
        path=np.array(deposited.path),
        spread=np.zeros(tissue.grid.shape) if spread is None else np.array(spread),
    )
    return Shine(
        collimated=deposited.collimated,
        entrance=np.array(deposited.entrance),
        columns=columns_for(tissue.grid.shape),
        scattered=scattered_of(scene.space, light, scene.matter.pieces),
        # The correction of light for warm tissue does not change the specular reflection.
        sent=(1.0 - mirrored_fraction(deposited, pulse.energy)) * pulse.energy,
        warmest=_warmest(deposited, tissue),
    )


def _warmest(deposited: Deposited, tissue: Tissue) -> float:
    # Rise of the cell that absorbs most if it took up the whole pulse without boiling [K].
    capacity = tissue.cells("heat_capacity")
    if not deposited.collimated:
        return float((deposited.energy / capacity).max())
    heights = np.diff(tissue.grid.z_edges)[:, None]
    taken = -np.expm1(-(tissue.cells("wet_absorption") + tissue.cells("dry_absorption")) * heights) / heights
    return float((taken / capacity).max() * deposited.entrance.max())
