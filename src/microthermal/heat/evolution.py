"""The time loop of a pulse: light, conduction and removal in turns, snapshots as they come."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.flow import Balance, Deposited, Snapshot
from microthermal.domain.results.grid import Grid
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.losses import Ways
from microthermal.heat.pulse_spans import Span, spans
from microthermal.heat.sources import Ledger, Supply
from microthermal.heat.step_control import FIRST_SHARE, Pace, least_step
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.heat.cells import NEAR_BOILING, Cylinder, Matter, State, bury, clear, cylinder, tally
from microthermal.numerics.heat.conduction import bench_for, conduct
from microthermal.numerics.heat.links import Surroundings, link, links_for
from microthermal.quantity import Array


def evolve(
    tissue: Tissue,
    deposited: Deposited,
    pulse: Pulse,
    cooling: Cooling | None,
    until: float,
    ways: Ways,
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
    ways : Ways
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
    space = cylinder(tissue.grid.r_edges, tissue.grid.z_edges)
    matter = _matter(tissue, ways)
    state = State(
        np.array(tissue.temperature), np.array(tissue.water), np.round(tissue.removed), np.zeros(tissue.grid.shape)
    )
    supply = Supply(tissue, deposited, pulse, space, matter, ways)
    links, bench = links_for(tissue.grid.shape), bench_for(tissue.grid.shape)
    ledger, confined = supply.ledger, ways.removal.confined
    pace = Pace(FIRST_SHARE * pulse.duration, ways.tolerance)
    course = spans(pulse, cooling, until)
    yield _snapshot(tissue.grid, course[0].begin, 0.0, space, matter, state, ledger, confined)
    for span in course:
        now = span.begin
        supply.begin(span)
        pace.step = min(pace.step, supply.longest_step(span))
        while now < span.end:
            least = least_step(span, now)
            pace.step = max(pace.step, least)
            step = pace.within(now, span.end)
            supply.shine_until(now + 0.5 * step, state)
            bury(space, matter, state, ways.escape_depth, (span.cooling or ways.air).sealed)
            link(space, matter, state, _around(span, ways.air), links)
            missed = supply.fill(state, step, bench.source)
            result = conduct(space, matter, state, links, bench, step, pace.allowed(step, least))
            if not result.taken:
                pace.refuse(step, result.error, least)
                continue
            supply.taken(state, step)
            ledger.surface += result.surface
            if result.hottest >= BOILING_TEMPERATURE - NEAR_BOILING:
                gone = clear(space, matter, state, ways.removal)
                ledger.ejected += gone
                if gone != 0.0:
                    supply.forget()
            now = span.end if step >= span.end - now else now + step
            error = max(result.error, missed)
            if error > ways.tolerance:
                ledger.missed = max(ledger.missed, error)
            pace.taken(step, error)
            pace.step = min(pace.step, supply.longest_step(span))
            if now == span.end:
                supply.shine_until(now, state)
                supply.coat(state)
            yield _snapshot(tissue.grid, now, step, space, matter, state, ledger, confined)


def _matter(tissue: Tissue, ways: Ways) -> Matter:
    full = np.maximum(tissue.initial_water, np.finfo(float).tiny)
    has_water = tissue.initial_water > 0
    return Matter(
        np.where(has_water, tissue.dry_heat_capacity, tissue.heat_capacity),
        np.where(has_water, (tissue.heat_capacity - tissue.dry_heat_capacity) / full, 0.0),
        np.where(has_water, tissue.dry_conductivity, tissue.conductivity),
        np.where(has_water, (tissue.conductivity - tissue.dry_conductivity) / full, 0.0),
        tissue.perfusion * BLOOD_HEAT_CAPACITY,
        np.array(tissue.initial_water),
        ways.warming,
        CONDUCTIVITY_REFERENCE,
        tissue.core_temperature,
        BOILING_TEMPERATURE,
        ways.boiling_range,
        LATENT_HEAT,
        np.array(tissue.temperature),
        np.array(tissue.water),
    )


def _around(span: Span, air: Cooling) -> Surroundings:
    top = span.cooling or air
    return Surroundings(top.temperature, top.coefficient, air.temperature, air.coefficient)


def _snapshot(
    grid: Grid,
    time: float,
    step: float,
    space: Cylinder,
    matter: Matter,
    state: State,
    ledger: Ledger,
    confined: bool,
) -> Snapshot:
    stored, vapour = tally(space, matter, state, confined)
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
