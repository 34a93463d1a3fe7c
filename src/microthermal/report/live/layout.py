"""Inputs of one zone as the portable kernels take them: one image of all arrays, and where each of them lies in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from importlib import resources
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from microthermal.catalog.library import Library
from microthermal.damage import Fold
from microthermal.domain.inputs.laser import Cooling
from microthermal.errors import Fault, InputError
from microthermal.heat.evolution import PACE, Evolution, Watching, course_of
from microthermal.heat.pulse_spans import spans
from microthermal.numerics.heat.watch import watch_for
from microthermal.simulation.records import Simulation
from microthermal.tissue.resting import STILL_AIR

if TYPE_CHECKING:
    from microthermal.heat.losses import Losses

# Steps between two pictures of a pulse that is played.
STRIDE = 4
_ALIGNED = 16
# What grows with the energy of the pulse: light of each cell, and what is told of all of it.
_WITH_ENERGY = (
    "beam.shine.entrance", "beam.shine.scattered.light.energy", "beam.shine.scattered.ways.met", "beam.shine.sent",
    "beam.shine.warmest",
)  # fmt: skip
# Arrays that begin() fills: a page starts from them as they were before.
_STARTED = 2


def unmoved(simulation: Simulation) -> tuple[str, ...]:
    """Why the zone of a simulation cannot be followed on a page; empty if it can."""
    pulse, laws = simulation.treatment.pulse, simulation.stamp.library.chosen_laws(simulation.settings.laws)
    if pulse.sham:
        return ("there is no laser in it",)
    faults = []
    if simulation.run.deposited.collimated:
        faults.append("its light is not scattered, so that the grid hangs on the energy")
    if pulse.stack > 1:
        faults.append("its pulses are stacked")
    if pulse.handpiece.presses:
        faults.append("its skin is pressed")
    if any(law.first_order is None for law in laws):
        faults.append("one of its damage laws is not of first order")
    return tuple(faults)


def check(simulation: Simulation) -> None:
    """Raise InputError if a zone cannot be followed on a page, with every reason.

    Raises
    ------
    InputError
        If no light is scattered, pulses are stacked, a tip presses the skin, or a damage law is of another form.
    """
    faults = unmoved(simulation)
    if faults:
        raise InputError([Fault("live", f"no page can follow this zone: {fault}") for fault in faults])


def manifest() -> dict[str, Any]:
    """How the entries of the portable module are called."""
    found: dict[str, Any] = json.loads(part("kernels.json"))
    return found


def part(name: str) -> str:
    """Text of a part of the page."""
    return resources.files("microthermal.report.live").joinpath(name).read_text(encoding="utf-8")


def module() -> bytes:
    """The portable kernels."""
    return resources.files("microthermal.report.live").joinpath("kernels.wasm").read_bytes()


def layout(simulation: Simulation, library: Library) -> tuple[dict[str, Any], bytes]:
    """Inputs of the zone of a simulation.

    Parameters
    ----------
    simulation : Simulation
        A single pulse of light that scatters; see :func:`check`.
    library : Library
        Its heat model and damage laws.

    Returns
    -------
    dict
        For each field of ``advance``: its value, or where its array begins in the image and the length of each axis.
    bytes
        The image.
    """
    evolution, fold = _begun(simulation, library)
    names = [field["name"] for field in manifest()["advance"]["takes"] if field["name"].startswith("beam.")]
    image = bytearray()
    fields: dict[str, Any] = {}
    for name, value in zip(names, _leaves(evolution.beam), strict=True):
        if isinstance(value, np.ndarray):
            image += bytes(-len(image) % _ALIGNED)
            fields[name] = [len(image), *value.shape]
            image += np.ascontiguousarray(value).tobytes()
        else:
            # JSON has no word for what is unbounded, as a heat that nothing reaches.
            fields[name] = float(value) if np.isfinite(value) else "Infinity"
    told = {
        "fields": fields, "withEnergy": _WITH_ENERGY, "laws": fold.combined, "stride": STRIDE,
        "grid": [simulation.run.tissue.grid.r_edges.tolist(), simulation.run.tissue.grid.z_edges.tolist()],
    }  # fmt: skip
    return told, bytes(image)


def course(simulation: Simulation, duration: float, cooling: Cooling | None, library: Library) -> dict[str, Any]:
    """Spans of the time loop for a pulse length [s] and a cooling, and the first step."""
    pulse = replace(simulation.treatment.pulse, duration=duration)
    # Every heat model states how tissue, steam and heat leave.
    heat = cast("Losses", simulation.settings.heat or library.heat_model(pulse.removal))
    found = course_of(spans(pulse, cooling or STILL_AIR, duration + simulation.settings.relaxation), heat.air)
    return {
        **{name: np.asarray(getattr(found, name)).tolist() for name in found._fields},
        "first": PACE.first * duration, "tolerance": heat.tolerance,
    }  # fmt: skip


def _begun(simulation: Simulation, library: Library) -> tuple[Evolution, Fold]:
    """The start of the pulse, with damage as it was before it began."""
    run, settings = simulation.run, simulation.settings
    pulse, cooling = simulation.treatment.pulse, simulation.treatment.cooling
    heat = settings.heat or library.heat_model(pulse.removal)
    fold = Fold(library.chosen_laws(settings.laws), run.tissue.grid.shape)
    watching = Watching(fold.integrals, watch_for(run.tissue.grid.shape, steps=STRIDE), 0)
    evolution = heat.begin(
        run.tissue, run.deposited, pulse, cooling or STILL_AIR, pulse.duration + settings.relaxation, watching
    )
    for array in evolution.beam.damage[_STARTED:]:
        array[...] = 0
    return evolution, fold


def _leaves(record: Any) -> Iterator[Any]:
    """Numbers and arrays of records within records, in the order of the manifest."""
    if isinstance(record, tuple):
        for one in record:
            yield from _leaves(one)
    else:
        yield record
