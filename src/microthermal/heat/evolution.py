"""The time loop of a pulse: light, conduction and removal in turns, snapshots as they come."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from microthermal.domain.flow import Balance, Deposited, Snapshot
from microthermal.domain.grid import Grid
from microthermal.domain.laser import Cooling, Pulse
from microthermal.domain.tissue import Tissue
from microthermal.errors import ConvergenceError
from microthermal.heat.timing import Span, spans
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, LATENT_HEAT
from microthermal.numerics.bioheat_cells import Cylinder, Matter, Removal, State, bury, clear, cylinder, tally
from microthermal.numerics.bioheat_conduction import Links, Surroundings, conduct, link, links_for, stages_for
from microthermal.numerics.bioheat_light import Absorber, expose_columns, expose_scattered
from microthermal.quantity import Array

# Heat never takes more than this from the absorption of water; no slope in the library reaches it by 100 °C.
ABSORPTION_FLOOR = 0.2
# More stages than this in one step mean that some cell is far too thin: the run would not end.
MOST_STAGES = 2000


@dataclass(frozen=True)
class Ways:
    """How tissue, steam and heat leave the skin; made by a heat model.

    ``removal`` says when a cell leaves (residue temperature [K], ejection enthalpy [J/m³]); ``escape_depth`` [m] is the
    depth below skin or floor from which steam gets out; ``plume_extinction`` [1/m] how much collimated light an open
    channel throws at its wall; ``air`` lies over uncooled skin and in open channels.
    """

    removal: Removal
    escape_depth: float
    plume_extinction: float
    air: Cooling


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
        What cools the surface from ``before`` the pulse until ``after`` it; at all other times air does.
    until : float
        Time of the last snapshot since the pulse began [s].
    ways : Ways
        How tissue, steam and heat leave.

    Yields
    ------
    Snapshot
        The start, then one for each step.

    Notes
    -----
    Each step is split symmetrically: half of its light, conduction with boiling, the other half; after each part cells
    that are due leave. No heat passes the outer rim, where the next microbeam's cylinder is the mirror image, nor
    the bottom, which the grid must put out of reach of the heat within ``until``.
    """
    removal = ways.removal
    space = cylinder(tissue.grid.r_edges, tissue.grid.z_edges)
    matter = _matter(tissue)
    state = State(
        np.array(tissue.temperature), np.array(tissue.water), np.round(tissue.removed), np.zeros(tissue.grid.shape)
    )
    beam = _Beam(tissue, deposited, pulse, space, matter, ways)
    links = links_for(tissue.grid.shape)
    ledger = _Ledger()
    for span in spans(pulse, cooling, until):
        if ledger.empty:
            yield _snapshot(tissue.grid, span.begin, 0.0, space, matter, state, ledger, removal.confined)
        for begin, end in span.steps():
            light = 0.5 * (end - begin) * span.power
            beam.shine(state, light, ledger)
            bury(space, matter, state, ways.escape_depth)
            _conduct(space, matter, state, links, _around(span, ways.air), end - begin, ledger)
            ledger.ejected += clear(space, matter, state, removal)
            beam.shine(state, light, ledger)
            ledger.empty = False
            yield _snapshot(tissue.grid, end, end - begin, space, matter, state, ledger, removal.confined)


class _Ledger:
    # What has been supplied to the cylinder and has left it so far [J]; lives only inside one call of evolve.
    def __init__(self) -> None:
        self.supplied = self.surface = self.perfused = self.ejected = 0.0
        self.empty = True


class _Beam:
    # The light of one pulse, ready to be sent for any length of time.
    def __init__(
        self,
        tissue: Tissue,
        deposited: Deposited,
        pulse: Pulse,
        space: Cylinder,
        matter: Matter,
        ways: Ways,
    ) -> None:
        optics, layer = tissue.optics, tissue.layer.astype(int)
        self._fixed = (
            space,
            matter,
            Absorber(
                optics.wet_absorption[layer],
                optics.wet_slope[layer],
                optics.dry_absorption[layer],
                np.array(tissue.initial_water),
                optics.reference_temperature,
                ABSORPTION_FLOOR,
                ways.plume_extinction,
            ),
            ways.removal,
        )
        self._deposited, self._pulse = deposited, pulse

    def shine(self, state: State, share: float, ledger: _Ledger) -> None:
        if share <= 0.0:
            return
        if self._deposited.collimated:
            absorbed, ejected = expose_columns(*self._fixed, state, share * self._deposited.entrance)
        else:
            energy = share * self._deposited.energy
            absorbed, ejected = expose_scattered(
                *self._fixed, state, energy, np.array(self._deposited.path), share * self._pulse.energy
            )
        ledger.supplied += absorbed
        ledger.ejected += ejected


def _matter(tissue: Tissue) -> Matter:
    full = np.maximum(tissue.initial_water, np.finfo(float).tiny)
    has_water = tissue.initial_water > 0
    return Matter(
        np.where(has_water, tissue.dry_heat_capacity, tissue.heat_capacity),
        np.where(has_water, (tissue.heat_capacity - tissue.dry_heat_capacity) / full, 0.0),
        np.where(has_water, tissue.dry_conductivity, tissue.conductivity),
        np.where(has_water, (tissue.conductivity - tissue.dry_conductivity) / full, 0.0),
        tissue.perfusion * BLOOD_HEAT_CAPACITY,
        tissue.core_temperature,
        BOILING_TEMPERATURE,
        LATENT_HEAT,
        np.array(tissue.temperature),
        np.array(tissue.water),
    )


def _around(span: Span, air: Cooling) -> Surroundings:
    top = span.cooling or air
    return Surroundings(top.temperature, top.coefficient, air.temperature, air.coefficient)


def _conduct(
    space: Cylinder,
    matter: Matter,
    state: State,
    links: Links,
    around: Surroundings,
    step: float,
    ledger: _Ledger,
) -> None:
    stages = stages_for(step, link(space, matter, state, around, links))
    if stages > MOST_STAGES:
        text = f"heat: a step of {step:.1e} s would need {stages} stages on this grid; use no cell thinner than 0.5 µm"
        raise ConvergenceError(text)
    surface, perfused = conduct(space, matter, state, links, step, stages)
    ledger.surface += surface
    ledger.perfused += perfused


def _snapshot(
    grid: Grid,
    time: float,
    step: float,
    space: Cylinder,
    matter: Matter,
    state: State,
    ledger: _Ledger,
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
        ),
    )
