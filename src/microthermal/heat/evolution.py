"""The time loop of a pulse: light, conduction and removal in turns, snapshots as they come."""

from __future__ import annotations

from collections.abc import Iterator

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Balance, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.losses import Losses
from microthermal.heat.pulse_spans import Span, spans
from microthermal.heat.scene import scene_of
from microthermal.heat.sources import Ledger, Supply
from microthermal.heat.step_control import FIRST_SHARE, Pace, least_step
from microthermal.heat.water import BOILING_TEMPERATURE
from microthermal.numerics.heat.cells import NEAR_BOILING, bury, clear, tally
from microthermal.numerics.heat.conduction import bench_for, conduct
from microthermal.numerics.heat.light import Scene
from microthermal.numerics.heat.links import Surroundings, link, links_for
from microthermal.quantity import Array


def evolve(
    tissue: Tissue,
    deposited: Deposited,
    pulse: Pulse,
    cooling: Cooling | None,
    until: float,
    losses: Losses,
) -> Iterator[Snapshot]:
    """Follow the temperature of one pulse.

    Parameters
    ----------
    tissue : Tissue
        Skin at the start.
    deposited : Deposited
        Where the light of the pulse goes at reference absorption.
    pulse : Pulse
        The pulse; one of its stack.
    cooling : Cooling or None
        What cools the surface, and when; at all other times air does.
    until : float
        Time of the last snapshot since the pulse began [s].
    losses : Losses
        How tissue, steam and heat leave.

    Yields
    ------
    Snapshot
        The start, then one for each step.

    Raises
    ------
    ConvergenceError
        If no step is short enough.

    Notes
    -----
    Scattered light and blood are a source inside the step of conduction, taken in its middle by looking ahead from the
    last two steps. Collimated light, under which the floor recedes, comes between steps: up to the middle of a step
    before it. After each step cells that are due leave. Steps follow their own error. No heat passes the outer rim,
    where the next microbeam's cylinder is the mirror image, nor the bottom, which the grid must put out of reach.
    """
    scene = scene_of(tissue, losses)
    space, matter, state = scene.space, scene.matter, scene.state
    supply = Supply(scene, tissue, deposited, pulse, losses)
    links, bench = links_for(tissue.grid.shape), bench_for(tissue.grid.shape)
    ledger = supply.ledger
    pace = Pace(FIRST_SHARE * pulse.duration, losses.tolerance)
    course = spans(pulse, cooling, until)
    yield _snapshot(tissue.grid, course[0].begin, 0.0, scene, ledger)
    for span in course:
        now = span.begin
        supply.begin(span)
        pace.step = min(pace.step, supply.longest_step(span))
        while now < span.end:
            least = least_step(span, now)
            pace.step = max(pace.step, least)
            step = pace.within(now, span.end)
            supply.shine_until(now + 0.5 * step)
            bury(space, matter, state, losses.escape_depth, (span.cooling or losses.air).sealed)
            link(space, matter, state, _around(span, losses.air), links)
            missed = supply.fill(step, bench.source)
            result = conduct(space, matter, state, links, bench, step=step, tolerance=pace.allowed(step, least))
            if not result.taken:
                pace.refuse(step, result.error, least)
                continue
            supply.taken(step)
            ledger.surface += result.surface
            if result.hottest >= BOILING_TEMPERATURE - NEAR_BOILING:
                gone = clear(space, matter, state, losses.removal)
                ledger.ejected += gone
                if gone != 0.0:
                    supply.forget()
            now = span.end if step >= span.end - now else now + step
            error = max(result.error, missed)
            if error > losses.tolerance:
                ledger.missed = max(ledger.missed, error)
            pace.taken(step, error)
            pace.step = min(pace.step, supply.longest_step(span))
            if now == span.end:
                supply.shine_until(now)
                supply.coat()
            yield _snapshot(tissue.grid, now, step, scene, ledger)


def _around(span: Span, air: Cooling) -> Surroundings:
    top = span.cooling or air
    return Surroundings(
        top_temperature=top.temperature,
        top_coefficient=top.coefficient,
        channel_temperature=air.temperature,
        channel_coefficient=air.coefficient,
    )


def _snapshot(grid: Grid, time: float, step: float, scene: Scene, ledger: Ledger) -> Snapshot:
    state = scene.state
    stored, vapour = tally(scene.space, scene.matter, state, scene.removal.confined)
    present: Array = 1.0 - state.removed
    return Snapshot(
        grid=grid,
        time=time,
        step=step,
        temperature=state.temperature,
        removed=state.removed,
        water=state.water * present,
        balance=Balance(
            supplied=ledger.supplied,
            stored=stored,
            surface=ledger.surface,
            perfused=ledger.perfused,
            vapour=vapour,
            ejected=ledger.ejected,
            withheld=ledger.withheld,
        ),
        missed=ledger.missed,
    )
