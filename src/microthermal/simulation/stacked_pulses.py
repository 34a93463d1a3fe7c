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
from microthermal.heat.evolution import Watching
from microthermal.heat.history import Keeping, history_of
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
    keeping: Keeping = Keeping.NOWHERE,
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
    keeping : Keeping, optional
        Where the temperatures of all steps are looked for and kept, so that other laws find them; this changes no bit.

    Raises
    ------
    ConvergenceError
        If no step in time is short enough.
    """
    # What is kept is shown in relaxed skin; cells keep their numbers when the skin is pressed.
    fold, shown = Fold(laws, tissue.grid.shape), relaxed_grid(tissue.grid, pulse.handpiece.pressing)
    watch, moment, coldest = watch_of(shown, moments_of(pulse)), 0, np.inf
    removed = tissue.removed
    told: tuple[Caution, ...] = ()
    times: list[Array] = []
    readings: list[Array] = []
    befores, begins = [Balance()], []
    around: Cooling | None = cooling
    later, lead = between_pulses(pulse, cooling)
    for number in range(pulse.stack):
        offset, last = number * pulse.interval, number == pulse.stack - 1
        until = pulse.duration + relaxation if last else pulse.interval - lead
        own = watch._replace(offset=offset)
        watching = Watching(fold.integrals, own, moment, frames=fold.by_snapshots or keeping is not Keeping.NOWHERE)
        evolution = heat.begin(tissue, deposited, pulse, around, until, watching)
        past = history_of(evolution, tissue.grid, own, (pulse.duration, until), keeping)
        begins.append(offset + past.begun)
        for frames in past.frames:
            fold.note_frames(frames, heard=past.heard)
        told = heaviest((*told, *cautions(tissue, deposited, pulse, past.end, past.hottest)))
        times.append(past.times)
        readings.append(past.readings)
        moment, coldest = past.moment, min(coldest, past.coldest)
        tissue, around, removed = after(tissue, past.end), later, past.end.removed
        befores.append(added(befores[-1], past.end.balance))
    return Stack(
        damage=fold.damage(shown, removed),
        moments=kept(watch, shown, befores, begins),
        heating=heating_of(times, readings),
        balance=befores[-1],
        cautions=told,
        coldest=coldest,
    )
