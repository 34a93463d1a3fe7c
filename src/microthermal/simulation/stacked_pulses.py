"""Heat and damage of a stack of pulses on one spot, one pulse after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from microthermal.damage import Fold
from microthermal.damage.laws import DamageLaw
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.cautions import cautions, heaviest
from microthermal.heat.evolution import Evolution, Watching
from microthermal.heat.models import HeatModel
from microthermal.heat.pulse_spans import between_pulses
from microthermal.quantity import Array
from microthermal.simulation.moments import added, heating_of, kept, moments_of, watch_of
from microthermal.simulation.records import Heating
from microthermal.tissue import after
from microthermal.tissue.pressing import relaxed_grid


@dataclass(frozen=True)
class Stack:
    """What a stack of pulses left: damage, the cylinder at some moments, energies, cautions, coldest surface [K]."""

    damage: Damage
    moments: tuple[Snapshot, ...]
    heating: Heating
    balance: Balance
    cautions: tuple[Caution, ...]
    coldest: float


def follow_stack(
    heat: HeatModel,
    tissue: Tissue,
    deposited: Deposited,
    pulse: Pulse,
    cooling: Cooling,
    relaxation: float,
    laws: Sequence[DamageLaw],
) -> Stack:
    """Follow all pulses of a stack.

    Parameters
    ----------
    heat : HeatModel
        How tissue warms, boils and leaves.
    tissue : Tissue
        Skin before the first pulse.
    deposited : Deposited
        Light of one pulse at reference absorption.
    pulse : Pulse
        Pulse and stack.
    cooling : Cooling
        What lies on the surface.
    relaxation : float
        Time followed after the last pulse [s].
    laws : sequence of DamageLaw
        One per endpoint.

    Raises
    ------
    ConvergenceError
        If no step in time is short enough.
    """
    # What is kept is shown in relaxed skin; cells keep their numbers when the skin is pressed.
    fold, shown = Fold(laws, tissue.grid.shape), relaxed_grid(tissue.grid, pulse.handpiece.pressing)
    watch, moment, coldest = watch_of(shown, moments_of(pulse)), 0, np.inf
    told: tuple[Caution, ...] = ()
    times: list[Array] = []
    readings: list[Array] = []
    befores, begins = [Balance()], []
    around: Cooling | None = cooling
    later, lead = between_pulses(pulse, cooling)
    for number in range(pulse.stack):
        offset, last = number * pulse.interval, number == pulse.stack - 1
        until = pulse.duration + relaxation if last else pulse.interval - lead
        watching = Watching(fold.integrals, watch._replace(offset=offset), moment)
        evolution = heat.begin(tissue, deposited, pulse, around, until, watching)
        begins.append(offset + evolution.now)
        _note(fold, evolution)
        _run(fold, evolution, pulse.duration)
        hottest = evolution.snapshot()
        _run(fold, evolution, until)
        end = evolution.snapshot()
        told = heaviest((*told, *cautions(tissue, deposited, pulse, end, hottest)))
        times += evolution.times
        readings += evolution.readings
        moment, coldest = evolution.moment, min(coldest, evolution.coldest)
        tissue, around = after(tissue, end), later
        befores.append(added(befores[-1], end.balance))
    return Stack(
        damage=fold.damage(shown, end.removed),
        moments=kept(watch, shown, befores, begins),
        heating=heating_of(times, readings),
        balance=befores[-1],
        cautions=told,
        coldest=coldest,
    )


def _run(fold: Fold, evolution: Evolution, until: float) -> None:
    # The compiled loop folds first-order laws; any other law has to see each step.
    if not fold.by_snapshots:
        evolution.run_until(until)
        return
    while evolution.now < until and evolution.step():
        _note(fold, evolution)


def _note(fold: Fold, evolution: Evolution) -> None:
    if fold.by_snapshots:
        fold.note(evolution.snapshot())
