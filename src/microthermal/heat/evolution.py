"""Time loop of one pulse: light, heat conduction and removal by operator splitting; yields a snapshot for each step."""

from __future__ import annotations

from collections.abc import Iterator

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Balance, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.losses import Losses
from microthermal.heat.pulse_spans import Span, spans
from microthermal.heat.scene import scene_of
from microthermal.heat.sources import HeatSources, Ledger
from microthermal.heat.step_control import FIRST_SHARE, StepController, least_step
from microthermal.heat.water import BOILING_TEMPERATURE
from microthermal.numerics.heat.conduction import conduct, workspace_for
from microthermal.numerics.heat.enthalpy import NEAR_BOILING, clear, confine_steam, tally
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
    Scattered light and blood are sources of the conduction step, extrapolated to its midpoint from the last two steps.
    Collimated light, which ablates, is absorbed between steps: before each step, all that falls up to its midpoint.
    After each step cells that meet the removal criterion are removed. The error controls the step. No heat passes the
    outer edge (mirror symmetry with the next microbeam), nor the bottom, which the grid must place deep enough.
    """
    scene = scene_of(tissue, losses)
    space, matter, state = scene.space, scene.matter, scene.state
    supply = HeatSources(scene, tissue, deposited, pulse, losses)
    links, workspace = links_for(tissue.grid.shape), workspace_for(tissue.grid.shape)
    ledger = supply.ledger
    controller = StepController(FIRST_SHARE * pulse.duration, losses.tolerance)
    course = spans(pulse, cooling, until)
    yield _snapshot(tissue.grid, course[0].begin, 0.0, scene, ledger)
    for span in course:
        now = span.begin
        supply.begin(span)
        controller.step = min(controller.step, supply.longest_step(span))
        while now < span.end:
            least = least_step(span, now)
            controller.step = max(controller.step, least)
            step = controller.within(now, span.end)
            supply.shine_until(now + 0.5 * step)
            confine_steam(space, matter, state, losses.escape_depth, (span.cooling or losses.air).sealed)
            link(space, matter, state, _around(span, losses.air), links)
            missed = supply.fill(step, workspace.source)
            result = conduct(
                space, matter, state, links, workspace, step=step, tolerance=controller.allowed(step, least)
            )
            if not result.taken:
                controller.refuse(step, result.error, least)
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
            controller.taken(step, error)
            controller.step = min(controller.step, supply.longest_step(span))
            if now == span.end:
                supply.shine_until(now)
                supply.deposit_film()
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
