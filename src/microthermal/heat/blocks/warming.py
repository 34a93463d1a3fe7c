"""Heat in a block of voxels: two hairs, a vessel beside a zone, whatever has no axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from microthermal.domain.inputs.block import Block, DepositedBlock, Stuff
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import Fault, InputError
from microthermal.heat.boundary import BOILING_RANGE, WARMING
from microthermal.heat.pulse_spans import spans
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.voxels.links import Top, VoxelMatter, VoxelSpace
from microthermal.numerics.voxels.steps import Span, VoxelFrame, follow
from microthermal.quantity import Array
from microthermal.tissue.resting import STILL_AIR, resting_temperature
from microthermal.tissue.thermal import dry_conductivity, dry_heat_capacity

# Error of one step [K]; the example of two hairs changes by less than this at half of it.
TOLERANCE = 0.5


def warm_block(
    light: DepositedBlock, skin: Skin, stuff: Sequence[Stuff], pulse: Pulse, cooling: Cooling | None = None,
    until: float = 0.2, tolerance: float = TOLERANCE,
) -> Iterator[VoxelFrame]:  # fmt: skip
    """Temperature and water of a block over time.

    Parameters
    ----------
    light : DepositedBlock
        Where the pulse is absorbed.
    skin : Skin
        The layers of the block, from which its optics were made; it rests at their temperature.
    stuff : sequence of Stuff
        What each inclusion of the block is made of, in their order.
    pulse : Pulse
        How long it shines, and how its power runs. One pulse; a stack is not followed.
    cooling : Cooling, optional
        What touches the surface; still air if left out.
    until : float, optional
        Time that is followed, from the beginning of the pulse [s].
    tolerance : float, optional
        Error of one step [K].

    Yields
    ------
    VoxelFrame
        After every step.

    Raises
    ------
    InputError
        With every fault: other layers, missing stuff, a stack.

    Notes
    -----
    The cells are those of the cylinder: conduction between half cells, boiling over a few kelvin, blood, still air or
    what cools. Steam leaves where it is made, nothing is removed, and the light stays as it was. Sides that are
    periodic for light are so for heat; all others and the bottom let no heat pass. Equations: docs/theory/selective.md.
    """
    block = light.block
    _check(block, skin, stuff, pulse)
    matter, water = _matter(block, skin, stuff)
    high, deep, wide = (float(edges[1] - edges[0]) for edges in (block.z_edges, block.y_edges, block.x_edges))
    space = VoxelSpace(high, deep, wide, block.sides == "periodic")
    start = np.broadcast_to(resting_temperature(skin, block.z)[:, None, None], block.shape)
    found = spans(pulse, cooling, until)
    # The loop counts from 0; cooling may begin before the pulse does.
    shift, power = -found[0].begin, np.asarray(light.energy) * block.voxel
    stretches = tuple(Span(span.end + shift, power * span.power, _top(span.cooling or STILL_AIR)) for span in found)
    for frame in follow(space, matter, (np.array(start), water), stretches, tolerance):
        yield frame._replace(time=frame.time - shift)


def _top(cooling: Cooling) -> Top:
    return Top(cooling.temperature, cooling.coefficient)


def _check(block: Block, skin: Skin, stuff: Sequence[Stuff], pulse: Pulse) -> None:
    faults = []
    names = tuple(layer.name for layer in skin.layers)
    if block.optics.names != names:
        faults.append(Fault("skin", f"the block is made of {', '.join(block.optics.names)}, not of this skin"))
    if len(stuff) != len(block.inclusions):
        faults.append(
            Fault("stuff", f"holds {len(stuff)} values, but the block has {len(block.inclusions)} inclusions")
        )
    if pulse.stack > 1:
        faults.append(Fault("pulse.stack", "a block follows one pulse; follow them one by one, or leave this out"))
    if faults:
        raise InputError(faults)


def _matter(block: Block, skin: Skin, stuff: Sequence[Stuff]) -> tuple[VoxelMatter, Array]:
    """Media of a block, layers first, and the water of each voxel at the start."""
    every = [Stuff(thermal=layer.thermal, water=layer.composition.water) for layer in skin.layers] + list(stuff)
    heat = [each.thermal for each in every]
    wet = np.array([each.water for each in every])
    full = wet * np.array([each.density for each in heat])
    capacity = np.array([each.density * each.specific_heat for each in heat])
    conductivity = np.array([each.conductivity for each in heat])
    dry_heat = np.array(
        [dry_heat_capacity(each.water, each.thermal.density, each.thermal.specific_heat) for each in every]
    )
    dry_conduction = np.array([dry_conductivity(each.water, each.thermal.conductivity) for each in every])
    safe, has = np.maximum(full, np.finfo(float).tiny), full > 0.0
    medium = block.media
    return VoxelMatter(
        medium=medium, dry=np.where(has, dry_heat, capacity),
        per_water=np.where(has, (capacity - dry_heat) / safe, 0.0),
        dry_conductivity=np.where(has, dry_conduction, conductivity),
        conductivity_per_water=np.where(has, (conductivity - dry_conduction) / safe, 0.0),
        exchange=np.array([each.perfusion for each in heat]) * BLOOD_HEAT_CAPACITY, full=full, warming=WARMING,
        reference=CONDUCTIVITY_REFERENCE, blood_temperature=skin.core_temperature, boiling=BOILING_TEMPERATURE,
        span=BOILING_RANGE, latent=LATENT_HEAT,
    ), full[medium]  # fmt: skip
