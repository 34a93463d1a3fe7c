"""One step of the time loop of a microbeam: collimated light, sources, conduction, removal, energies."""

from __future__ import annotations

from microthermal.numerics.compiling import njit
from microthermal.numerics.conduction.enthalpy import NEAR_BOILING
from microthermal.numerics.conduction.links import Surroundings, link
from microthermal.numerics.conduction.step import Step, conduct
from microthermal.numerics.heat.beam_records import Course, Microbeam, Progress
from microthermal.numerics.heat.blood import close_vessels, look_ahead, missed, perfuse
from microthermal.numerics.heat.columns import expose_columns
from microthermal.numerics.heat.film import coat_floor, coat_wall, film_thickness
from microthermal.numerics.heat.removal import clear, confine_steam
from microthermal.numerics.heat.scattered import scattered_power
from microthermal.numerics.heat.steps import (
    MOST_REFUSALS,
    Controller,
    accepted,
    allowed,
    least_step,
    light_step,
    rejected,
    within,
)
from microthermal.numerics.heat.watch import Ledger, coldest_at_surface, copy, note_before


@njit(cache=True)
def longest_step(beam: Microbeam, span: int) -> float:
    """Longest step that the light of a span allows; in the dark, the span itself."""
    length = float(beam.course.end[span] - beam.course.begin[span])
    power = beam.course.power[span]
    if power <= 0.0:
        return length
    return float(light_step(beam.pace, length, beam.shine.warmest * power * length, beam.shine.collimated))


@njit(cache=True)
def _shine_until(beam: Microbeam, span: int, shone: float, moment: float, ledger: Ledger) -> tuple[float, Ledger, bool]:
    # Absorbs the collimated light up to a moment; returns until when light has shone, the ledger, and whether cells
    # have left.
    time, power = moment - shone, beam.course.power[span]
    if not beam.shine.collimated or power == 0.0 or time <= 0.0:
        return shone, ledger, False
    if shone == beam.course.begin[span]:
        # Nothing is known of how fast the channel grows.
        beam.shine.columns.confined[1] = 0.0
    absorbed, ejected, carried, leaked = expose_columns(
        beam.scene, beam.shine.columns, beam.shine.entrance, scale=power * time, time=time
    )
    booked = Ledger(
        ledger.supplied + absorbed, ledger.surface, ledger.perfused, ledger.ejected + ejected + carried,
        withheld=ledger.withheld, missed=ledger.missed, vapour=ledger.vapour + leaked,
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
def _coat(beam: Microbeam, span: int, blown: float, ended: bool, ledger: Ledger) -> Ledger:
    # The film that the plume renews on the wall of the channel, and when the last light ends on its floor too. Its heat
    # is that of ejecta and of steam that condenses, as much of each as has left.
    scene, film, last = beam.scene, beam.film, ended
    space, matter, state = scene.space, scene.matter, scene.state
    thickness = film_thickness(film, space, state, blown)
    heat = coat_wall(film, space, matter, state, thickness)
    for later in range(span + 1, beam.course.power.size):
        last = last and beam.course.power[later] == 0.0
    if last:
        heat += coat_floor(film, space, matter, state, beam.opened, thickness)
    gone = ledger.ejected + ledger.vapour
    thrown = heat * ledger.ejected / gone if gone > 0.0 else heat
    return Ledger(
        ledger.supplied, ledger.surface, ledger.perfused, ledger.ejected - thrown,
        withheld=ledger.withheld, missed=ledger.missed, vapour=ledger.vapour - (heat - thrown),
    )  # fmt: skip


@njit(cache=True)
def one_step(beam: Microbeam, progress: Progress, ledger: Ledger) -> tuple[Progress, Ledger, float]:
    """Take one accepted step; returns progress, ledger and its length, 0 if none is short enough."""
    scene, course, span, tolerance = beam.scene, beam.course, progress.span, progress.controller.tolerance
    space, matter, state = scene.space, scene.matter, scene.state
    power, end = course.power[span], course.end[span]
    least = least_step(beam.pace, course.begin[span], end, power > 0.0, progress.now)
    controller = Controller(max(progress.controller.step, least), tolerance, progress.controller.refused)
    note_before(beam.watch, scene, ledger, progress.moment, progress.now, controller.step)
    middle = progress.now + 0.5 * within(controller.step, progress.now, end)
    shone, ledger, drilled = _shine_until(beam, span, progress.shone, middle, ledger)
    last_step = 0.0 if drilled else progress.last_step
    blowing = progress.blowing or drilled
    if blowing and power > 0.0 and beam.shine.collimated:
        ledger = _coat(beam, span, progress.blown + middle - progress.now, False, ledger)
    if drilled or progress.changed:
        confine_steam(space, matter, state, beam.escape, course.sealed[span] > 0.0)
    link(space, matter, state, _around(course, span), beam.links)
    absorbed, beyond, blood = _present_power(beam, power)
    miss = 0.0
    if last_step > 0.0:
        powers, work = beam.powers, beam.workspace
        miss = missed(powers.now, powers.before, work.source, last_step, work.weight, work.lanes)
    step, controller, result, ahead = _try_steps(beam, (progress.now, end), last_step, controller, least)
    if not result.taken:
        return progress, ledger, 0.0
    copy(beam.powers.now, beam.powers.before)
    close_vessels(state, beam.vessels, step)
    gone = 0.0
    if result.hottest >= matter.boiling - NEAR_BOILING:
        gone = clear(space, matter, state, scene.removal, beam.shine.columns.owed)
    error = max(result.error, miss)
    ledger = Ledger(
        supplied=ledger.supplied + step * (absorbed + ahead * (absorbed - progress.absorbed)),
        surface=ledger.surface + result.surface,
        perfused=ledger.perfused + step * (blood + ahead * (blood - progress.perfused)),
        ejected=ledger.ejected + gone,
        withheld=ledger.withheld + step * beyond,
        missed=max(ledger.missed, error) if error > tolerance else ledger.missed,
        vapour=ledger.vapour,
    )
    now = end if step >= end - progress.now else progress.now + step
    controller = accepted(beam.pace, controller, step, error)
    left, blown, blowing = gone != 0.0, progress.blown, blowing or gone != 0.0
    if now == end:
        _, ledger, drilled = _shine_until(beam, span, shone, end, ledger)
        left, blowing = left or drilled, blowing or drilled
    if blowing and power > 0.0 and beam.shine.collimated:
        blown += step
        ledger = _coat(beam, span, blown, now == end, ledger)
    return Progress(
        span=span, now=now, controller=Controller(min(controller.step, longest_step(beam, span)), tolerance, 0),
        last_step=0.0 if left else step, shone=shone, changed=left, moment=progress.moment,
        absorbed=absorbed, perfused=blood, coldest=min(progress.coldest, coldest_at_surface(state.temperature)),
        blown=blown, blowing=blowing,
    ), ledger, step  # fmt: skip
