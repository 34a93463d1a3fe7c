"""Time loop of one microbeam: light, conduction, removal and damage by operator splitting, with step control."""

from __future__ import annotations

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.links import whole
from microthermal.numerics.damage.first_order import GONE, NEGLIGIBLE, follow
from microthermal.numerics.heat.beam_records import Microbeam, Progress
from microthermal.numerics.heat.frames import note_frame
from microthermal.numerics.heat.one_step import longest_step, one_step
from microthermal.numerics.heat.steps import (
    Controller,
)
from microthermal.numerics.heat.watch import Ledger, coldest_at_surface, keep_moments, note_step


@njit(cache=True)
def _enter(beam: Microbeam, progress: Progress, span: int, moment: int) -> Progress:
    # Progress with the number of the next moment to be kept, at the beginning of a span if that is a later one: power
    # jumps there, so that the source cannot be extrapolated.
    later, step = span != progress.span, progress.controller.step
    now = progress.now
    if later and span < beam.course.begin.size:
        step, now = min(step, longest_step(beam, span)), beam.course.begin[span]
    return Progress(
        span=span, now=now, controller=Controller(step, progress.controller.tolerance, progress.controller.refused),
        last_step=0.0 if later else progress.last_step, shone=now if later else progress.shone,
        changed=later or progress.changed, moment=moment, absorbed=progress.absorbed, perfused=progress.perfused,
        coldest=progress.coldest, blown=progress.blown, blowing=progress.blowing and not later,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def begin(beam: Microbeam, first_step: float, tolerance: float, moment: int) -> Progress:
    """Progress at the start of a pulse.

    Parameters
    ----------
    beam : Microbeam
        The microbeam.
    first_step : float
        Length of the first step [s].
    tolerance : float
        Tolerated error of a step [K].
    moment : int
        Number of the next moment to be kept.
    """
    state = beam.scene.state
    follow(beam.damage, state.temperature, state.removed, GONE, 0.0, NEGLIGIBLE)
    coldest = coldest_at_surface(state.temperature)
    start = beam.course.begin[0]
    none = whole(0)
    note_step(beam.watch, state.temperature, none, start)
    note_frame(beam.frames, state, none, 0.0)
    step = min(first_step, longest_step(beam, none))
    return Progress(
        span=0, now=start, controller=Controller(step, tolerance, 0), last_step=0.0, shone=start, changed=True,
        moment=moment, absorbed=0.0, perfused=0.0, coldest=coldest, blown=0.0, blowing=False,
    )  # fmt: skip


@njit(cache=True, nogil=True)
def advance(
    beam: Microbeam, progress: Progress, ledger: Ledger, most: int, until: int
) -> tuple[Progress, Ledger, int, bool]:
    """Follow one pulse for some steps.

    Parameters
    ----------
    beam : Microbeam
        The microbeam; its cells are those of the present moment.
    progress, ledger
        How far it has been followed, from :func:`begin` or from the last call, and the energies so far.
    most : int
        Return after so many steps, no more than the watch has room for.
    until : int
        Return at the beginning of this span.

    Returns
    -------
    tuple
        Progress and ledger, number of steps that were taken, and whether no step was short enough.

    Notes
    -----
    Scattered light and blood are sources of the conduction step, extrapolated to its midpoint from the last two steps.
    Collimated light, which ablates, is absorbed between steps: before each step, all that falls up to its midpoint.
    After each step cells that meet the removal criterion are removed. The error controls the step.
    """
    count = 0
    while progress.span < until and count < most:
        progress, ledger, step = one_step(beam, progress, ledger)
        if step == 0.0:
            return progress, ledger, count, True
        state = beam.scene.state
        follow(beam.damage, state.temperature, state.removed, GONE, step, NEGLIGIBLE)
        note_step(beam.watch, state.temperature, count, progress.now)
        note_frame(beam.frames, state, count, step)
        moment = keep_moments(beam.watch, beam.scene, ledger, progress.moment, progress.now, step)
        count += 1
        span, ended = progress.span, progress.now == beam.course.end[progress.span]
        progress = _enter(beam, progress, span + 1 if ended else span, moment)
    return progress, ledger, count, False
