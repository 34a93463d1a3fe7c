"""Heat and damage of a stack of pulses on one spot, one pulse after the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from microthermal.damage import Fold
from microthermal.damage.laws import DamageLaw
from microthermal.domain.inputs.exposures import Exposure, of_energy
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Balance, Damage, Deposited, Snapshot
from microthermal.domain.results.tissue import Tissue
from microthermal.heat.cautions import cautions, heaviest
from microthermal.heat.evolution import Watching
from microthermal.heat.history import Keeping, history_of
from microthermal.heat.models import HeatModel
from microthermal.heat.pulse_spans import Span, between_pulses
from microthermal.quantity import Array
from microthermal.simulation.moments import added, heating_of, kept, moments_of, watch_of
from microthermal.simulation.records import Heating
from microthermal.tissue import after
from microthermal.tissue.pressing import relaxed_grid


@dataclass(frozen=True)
class Stack:
    """What a stack of pulses left: damage, the cylinder at some moments, energies, cautions, coldest surface [K].

    ``deposits`` are what was deposited in each of its legs.
    """

    damage: Damage
    moments: tuple[Snapshot, ...]
    heating: Heating
    balance: Balance
    cautions: tuple[Caution, ...]
    coldest: float
    deposits: tuple[Deposited, ...] = ()


@dataclass(frozen=True)
class Leg:
    """One run of the time loop: an exposure or a portion of one, from ``offset`` [s after the first] on.

    It is followed ``until`` so long after it began [s]. ``course`` are its spans, where they are not those of the
    exposure under ``cooling``.
    """

    exposure: Exposure
    cooling: Cooling | None
    offset: float
    until: float
    course: tuple[Span, ...] | None = None


def follow_stack(
    heat: HeatModel,
    tissue: Tissue,
    deposited: Deposited,
    pulse: Exposure,
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
    pulse : Exposure
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
    later, lead = between_pulses(pulse, cooling)
    legs = [
        Leg(
            pulse, cooling if number == 0 else later, number * pulse.interval,
            pulse.duration + relaxation if number == pulse.stack - 1 else pulse.interval - lead,
        )
        for number in range(pulse.stack)
    ]  # fmt: skip
    return follow_legs(heat, tissue, lambda now, leg: deposited, pulse, legs, laws=laws, keeping=keeping)


def follow_legs(
    heat: HeatModel,
    tissue: Tissue,
    deposit: Callable[[Tissue, Leg], Deposited],
    exposure: Exposure,
    legs: Sequence[Leg],
    laws: Sequence[DamageLaw],
    keeping: Keeping = Keeping.NOWHERE,
) -> Stack:
    """Follow one leg after another.

    Parameters
    ----------
    heat, tissue, laws, keeping
        As for :func:`follow_stack`.
    deposit : callable
        What a leg deposits in tissue as it then is.
    exposure : Exposure
        The whole, with its stack.
    legs : sequence of Leg
        In order of time.

    Raises
    ------
    ConvergenceError
        If no step in time is short enough.
    """
    # What is kept is shown in relaxed skin; cells keep their numbers when the skin is pressed.
    fold, shown = Fold(laws, tissue.grid.shape), relaxed_grid(tissue.grid, exposure.handpiece.pressing)
    watch, moment, coldest = watch_of(shown, moments_of(exposure), exposure), 0, np.inf
    removed = tissue.removed
    told: tuple[Caution, ...] = ()
    times: list[Array] = []
    readings: list[Array] = []
    deposits: list[Deposited] = []
    befores: list[Balance] = []
    begins: list[float] = []
    total = Balance()
    for leg in legs:
        deposited = deposit(tissue, leg)
        part = leg.exposure if deposited.sent is None else of_energy(leg.exposure, deposited.sent)
        own = watch._replace(offset=leg.offset)
        watching = Watching(
            fold.integrals, own, moment, frames=fold.by_snapshots or keeping is not Keeping.NOWHERE, course=leg.course
        )
        evolution = heat.begin(tissue, deposited, part, leg.cooling, leg.until, watching)
        # Heat of a portion counts from the start of the first: what is there already is not its own.
        befores.append(total if tissue.carried is None else added(total, evolution.snapshot().balance, -1.0))
        past = history_of(evolution, tissue.grid, own, (part.duration, leg.until), keeping)
        begins.append(leg.offset + past.begun)
        for frames in past.frames:
            fold.note_frames(frames, heard=past.heard)
        if part.energy > 0.0:
            told = heaviest((*told, *cautions(tissue, deposited, part, past.end, past.hottest)))
        times.append(past.times)
        readings.append(past.readings)
        moment, coldest = past.moment, min(coldest, past.coldest)
        tissue, removed = after(tissue, past.end), past.end.removed
        if leg.course is not None:
            tissue = replace(tissue, carried=evolution.carried(past.end))
        total = added(befores[-1], past.end.balance)
        deposits.append(deposited)
    return Stack(
        damage=fold.damage(shown, removed),
        moments=kept(watch, shown, befores, begins),
        heating=heating_of(times, readings, exposure),
        balance=total,
        cautions=told,
        coldest=coldest,
        deposits=tuple(deposits),
    )
