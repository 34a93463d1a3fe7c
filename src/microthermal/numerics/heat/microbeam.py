"""Time loop of one microbeam: light, conduction, removal and damage by operator splitting, with step control."""

from __future__ import annotations

from typing import NamedTuple

from microthermal.numerics.compiling import njit
from microthermal.numerics.damage.first_order import GONE, NEGLIGIBLE, FirstOrder, follow
from microthermal.numerics.heat.absorber import Scene
from microthermal.numerics.heat.blocks import Workspace
from microthermal.numerics.heat.blood import Vessels, close_vessels, look_ahead, missed, perfuse
from microthermal.numerics.heat.columns import Columns, expose_columns
from microthermal.numerics.heat.conduction import Step, conduct
from microthermal.numerics.heat.enthalpy import NEAR_BOILING, Array
from microthermal.numerics.heat.links import Links, Surroundings, link, whole
from microthermal.numerics.heat.removal import clear, confine_steam, deposit_film
from microthermal.numerics.heat.scattered import Scattered, scattered_power
from microthermal.numerics.heat.steps import (
    MOST_REFUSALS,
    Controller,
    Pace,
    accepted,
    allowed,
    least_step,
    light_step,
    rejected,
    within,
)
from microthermal.numerics.heat.watch import Ledger, Watch, copy, keep_moments, note_before, note_step


class Course(NamedTuple):
    """Spans of constant power and boundary condition (span,), one after the other.

    ``power`` is the fraction of the pulse that shines per time, 0 in the dark; ``sealed`` is 1 where what touches the
    surface lets no steam out. The boundary condition in open channels is the same all the time.
    """

    begin: Array
    end: Array
    power: Array
    top_temperature: Array
    top_coefficient: Array
    sealed: Array
    channel_temperature: float
    channel_coefficient: float


class Shine(NamedTuple):
    """Light of one pulse.

    If ``collimated``, ``entrance`` is the energy per area that enters each column, and ``columns`` room to follow it;
    otherwise ``scattered`` tells where it goes and ``sent`` what enters the skin. ``warmest`` is the rise of the
    cell that takes up most of it, if it took up the whole pulse without boiling.
    """

    collimated: bool
    entrance: Array
    columns: Columns
    scattered: Scattered
    sent: float
    warmest: float


class Powers(NamedTuple):
    """Power of each cell from scattered light and blood (cells with their margin,), now and a step ago."""

    now: Array
    before: Array


class Microbeam(NamedTuple):
    """All that :func:`advance` works on; it changes the cells, the damage and the work arrays in place.

    ``opened`` marks the cells that were removed when the last film was deposited (z, r), ``film`` is the thickness of
    a film; steam escapes from no deeper than ``escape``.
    """

    scene: Scene
    shine: Shine
    course: Course
    pace: Pace
    vessels: Vessels
    film: float
    escape: float
    opened: Array
    links: Links
    workspace: Workspace
    powers: Powers
    damage: FirstOrder
    watch: Watch


class Progress(NamedTuple):
    """How far a microbeam has been followed.

    Span, time, step control; length of the last step, 0 where the source cannot be extrapolated from it; time up to
    which collimated light has shone; whether cells have left since steam was confined; number of the next moment to be
    kept; absorbed power and power of blood a step ago; lowest temperature of the surface row so far.
    """

    span: int
    now: float
    controller: Controller
    last_step: float
    shone: float
    changed: bool
    moment: int
    absorbed: float
    perfused: float
    coldest: float


@njit(cache=True)
def _enter(beam: Microbeam, progress: Progress, span: int, moment: int) -> Progress:
    # Progress with the number of the next moment to be kept, at the beginning of a span if that is a later one: power
    # jumps there, so that the source cannot be extrapolated.
    later, step = span != progress.span, progress.controller.step
    now = progress.now
    if later and span < beam.course.begin.size:
        step, now = min(step, _longest_step(beam, span)), beam.course.begin[span]
    return Progress(
        span=span, now=now, controller=Controller(step, progress.controller.tolerance, progress.controller.refused),
        last_step=0.0 if later else progress.last_step, shone=now if later else progress.shone,
        changed=later or progress.changed, moment=moment, absorbed=progress.absorbed, perfused=progress.perfused,
        coldest=progress.coldest,
    )  # fmt: skip


@njit(cache=True)
def _longest_step(beam: Microbeam, span: int) -> float:
    # Longest step that the light of a span allows; in the dark, the span itself.
    length = beam.course.end[span] - beam.course.begin[span]
    power = beam.course.power[span]
    return light_step(beam.pace, length, beam.shine.warmest * power * length) if power > 0.0 else length


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
    coldest = state.temperature[0].min()
    start = beam.course.begin[0]
    none = whole(0)
    note_step(beam.watch, state.temperature, none, start)
    step = min(first_step, _longest_step(beam, none))
    return Progress(
        span=0, now=start, controller=Controller(step, tolerance, 0), last_step=0.0, shone=start, changed=True,
        moment=moment, absorbed=0.0, perfused=0.0, coldest=coldest,
    )  # fmt: skip


@njit(cache=True)
def _shine_until(beam: Microbeam, span: int, shone: float, moment: float, ledger: Ledger) -> tuple[float, Ledger, bool]:
    # Absorbs the collimated light up to a moment; returns until when light has shone, the ledger, and whether cells
    # have left.
    time, power = moment - shone, beam.course.power[span]
    if not beam.shine.collimated or power == 0.0 or time <= 0.0:
        return shone, ledger, False
    absorbed, ejected = expose_columns(beam.scene, beam.shine.columns, beam.shine.entrance, power * time)
    booked = Ledger(
        ledger.supplied + absorbed, ledger.surface, ledger.perfused, ledger.ejected + ejected, ledger.withheld,
        ledger.missed,
    )  # fmt: skip
    return moment, booked, ejected != 0.0


@njit(cache=True)
def _present_power(beam: Microbeam, power: float) -> tuple[float, float, float]:
    # Fills beam.powers.now; returns the power absorbed, that of light beyond what was sent, and that of blood.
    scene, now = beam.scene, beam.powers.now
    for k in range(now.size):
        now[k] = 0.0
    absorbed, beyond = 0.0, 0.0
    if power > 0.0 and not beam.shine.collimated:
        absorbed, beyond = scattered_power(scene, beam.shine.scattered, beam.shine.sent, power, now)
    blood = perfuse(scene.space, scene.matter, scene.state, beam.vessels.flowing, now)
    return absorbed, beyond, blood


@njit(cache=True)
def _around(course: Course, span: int) -> Surroundings:
    return Surroundings(
        course.top_temperature[span], course.top_coefficient[span], course.channel_temperature,
        course.channel_coefficient,
    )  # fmt: skip


@njit(cache=True)
def _try_steps(
    beam: Microbeam, times: tuple[float, float], last_step: float, controller: Controller, least: float
) -> tuple[float, Controller, Step, float]:
    # Tries ever shorter steps until one is accepted, or too many were not. Returns the step, the controller, the result
    # and by which factor of the last change of power the source was extrapolated.
    scene, workspace, powers = beam.scene, beam.workspace, beam.powers
    now, end = times
    while True:
        step = within(controller.step, now, end)
        ratio = step / last_step if last_step > 0.0 else 0.0
        look_ahead(powers.now, powers.before, ratio, workspace.source)
        result = conduct(
            scene.space, scene.matter, scene.state, beam.links, workspace,
            step=step, tolerance=allowed(controller, step, least),
        )  # fmt: skip
        if result.taken:
            return step, controller, result, 0.5 * ratio
        controller = rejected(beam.pace, controller, step, result.error, least)
        if controller.refused > MOST_REFUSALS:
            return step, controller, result, 0.0


@njit(cache=True)
def _end_span(beam: Microbeam, span: int, shone: float, ledger: Ledger) -> tuple[Ledger, bool]:
    # The last light of a span; its ejecta leave a hot film on the wall of the channel. Tells whether cells have left.
    scene, end = beam.scene, beam.course.end[span]
    _, ledger, drilled = _shine_until(beam, span, shone, end, ledger)
    heat = 0.0
    if beam.film > 0.0 and beam.course.power[span] > 0.0:
        heat = deposit_film(scene.space, scene.matter, scene.removal, scene.state, beam.opened, beam.film)
    return Ledger(
        ledger.supplied, ledger.surface, ledger.perfused, ledger.ejected - heat, ledger.withheld, ledger.missed
    ), drilled  # fmt: skip


@njit(cache=True)
def _one_step(beam: Microbeam, progress: Progress, ledger: Ledger) -> tuple[Progress, Ledger, float]:
    # One accepted step; its length is 0 if none is short enough.
    scene, course, span, tolerance = beam.scene, beam.course, progress.span, progress.controller.tolerance
    space, matter, state = scene.space, scene.matter, scene.state
    power, end = course.power[span], course.end[span]
    least = least_step(beam.pace, course.begin[span], end, power > 0.0, progress.now)
    controller = Controller(max(progress.controller.step, least), tolerance, progress.controller.refused)
    note_before(beam.watch, scene, ledger, progress.moment, progress.now, controller.step)
    middle = progress.now + 0.5 * within(controller.step, progress.now, end)
    shone, ledger, drilled = _shine_until(beam, span, progress.shone, middle, ledger)
    last_step = 0.0 if drilled else progress.last_step
    if drilled or progress.changed:
        confine_steam(space, matter, state, beam.escape, course.sealed[span] > 0.0)
    link(space, matter, state, _around(course, span), beam.links)
    absorbed, beyond, blood = _present_power(beam, power)
    miss = 0.0
    if last_step > 0.0:
        miss = missed(beam.powers.now, beam.powers.before, beam.workspace.source, last_step, beam.workspace.weight)
    step, controller, result, ahead = _try_steps(beam, (progress.now, end), last_step, controller, least)
    if not result.taken:
        return progress, ledger, 0.0
    copy(beam.powers.now, beam.powers.before)
    close_vessels(state, beam.vessels, step)
    gone = 0.0
    if result.hottest >= matter.boiling - NEAR_BOILING:
        gone = clear(space, matter, state, scene.removal)
    error = max(result.error, miss)
    ledger = Ledger(
        supplied=ledger.supplied + step * (absorbed + ahead * (absorbed - progress.absorbed)),
        surface=ledger.surface + result.surface,
        perfused=ledger.perfused + step * (blood + ahead * (blood - progress.perfused)),
        ejected=ledger.ejected + gone,
        withheld=ledger.withheld + step * beyond,
        missed=max(ledger.missed, error) if error > tolerance else ledger.missed,
    )
    now = end if step >= end - progress.now else progress.now + step
    controller = accepted(beam.pace, controller, step, error)
    left = gone != 0.0
    if now == end:
        ledger, drilled = _end_span(beam, span, shone, ledger)
        left = left or drilled
    return Progress(
        span=span, now=now, controller=Controller(min(controller.step, _longest_step(beam, span)), tolerance, 0),
        last_step=0.0 if left else step, shone=shone, changed=left, moment=progress.moment,
        absorbed=absorbed, perfused=blood, coldest=min(progress.coldest, state.temperature[0].min()),
    ), ledger, step  # fmt: skip


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
        progress, ledger, step = _one_step(beam, progress, ledger)
        if step == 0.0:
            return progress, ledger, count, True
        state = beam.scene.state
        follow(beam.damage, state.temperature, state.removed, GONE, step, NEGLIGIBLE)
        note_step(beam.watch, state.temperature, count, progress.now)
        moment = keep_moments(beam.watch, beam.scene, ledger, progress.moment, progress.now, step)
        count += 1
        span, ended = progress.span, progress.now == beam.course.end[progress.span]
        progress = _enter(beam, progress, span + 1 if ended else span, moment)
    return progress, ledger, count, False
