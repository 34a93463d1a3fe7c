"""Heat in a block of voxels: two hairs, a vessel beside a zone, whatever has no axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from microthermal.domain.inputs.block import Block, DepositedBlock, Stuff
from microthermal.domain.inputs.exposures import Exposure
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.errors import Fault, InputError
from microthermal.heat.boundary import BOILING_RANGE, WARMING
from microthermal.heat.pulse_spans import spans
from microthermal.heat.water import BLOOD_HEAT_CAPACITY, BOILING_TEMPERATURE, CONDUCTIVITY_REFERENCE, LATENT_HEAT
from microthermal.numerics.voxels.links import Top, VoxelMatter, VoxelSpace
from microthermal.numerics.voxels.steps import Span, VoxelFrame, follow
from microthermal.quantity import Array
from microthermal.tissue.needles import Metal
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
    rest = block_at_rest(light.block, skin, stuff, pulse)
    found = spans(pulse, cooling, until)
    # The loop counts from 0; cooling may begin before the pulse does.
    shift, power = -found[0].begin, np.asarray(light.energy) * light.block.voxel
    stretches = tuple(Span(span.end + shift, power * span.power, top_of(span.cooling)) for span in found)
    for frame in follow(rest.space, rest.matter, rest.start, stretches, tolerance):
        yield frame._replace(time=frame.time - shift)


class BlockAtRest(NamedTuple):
    """Lengths of voxels, media, and temperature and water (z, y, x) of a block before anything is done to it."""

    space: VoxelSpace
    matter: VoxelMatter
    start: tuple[Array, Array]


def block_at_rest(block: Block, skin: Skin, stuff: Sequence[Stuff | Metal], exposure: Exposure) -> BlockAtRest:
    """What the time loop on voxels begins with.

    Parameters
    ----------
    block, skin : Block, Skin
        Voxels and the layers in them.
    stuff : sequence of Stuff or Metal
        What each inclusion of the block is made of, in their order.
    exposure : Exposure
        What will be done to it.

    Raises
    ------
    InputError
        With every fault: other layers, missing stuff, a stack.
    """
    _check(block, skin, stuff, exposure)
    matter, water = _matter(block, skin, stuff)
    high, deep, wide = (float(edges[1] - edges[0]) for edges in (block.z_edges, block.y_edges, block.x_edges))
    space = VoxelSpace(high, deep, wide, block.sides == "periodic")
    start = np.broadcast_to(resting_temperature(skin, block.z)[:, None, None], block.shape)
    return BlockAtRest(space, matter, (np.array(start), water))


def top_of(cooling: Cooling | None) -> Top:
    """What the surface touches: what cools it, or still air."""
    cooling = cooling or STILL_AIR
    return Top(cooling.temperature, cooling.coefficient)


def _check(block: Block, skin: Skin, stuff: Sequence[Stuff | Metal], pulse: Exposure) -> None:
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


class _Heat(NamedTuple):
    """Density, heat and conduction with and without water, blood and water content of media (medium,)."""

    density: Array
    capacity: Array
    dry_capacity: Array
    conductivity: Array
    dry_conductivity: Array
    perfusion: Array
    water: Array


def _heat(stuff: Stuff | Metal) -> tuple[float, ...]:
    """What :class:`_Heat` holds, of one medium."""
    if isinstance(stuff, Metal):
        capacity, conductivity = stuff.heat_capacity, stuff.conductivity
        return 0.0, capacity, capacity, conductivity, conductivity, 0.0, 0.0
    heat = stuff.thermal
    return (
        heat.density, heat.density * heat.specific_heat,
        dry_heat_capacity(stuff.water, heat.density, heat.specific_heat), heat.conductivity,
        dry_conductivity(stuff.water, heat.conductivity), heat.perfusion, stuff.water,
    )  # fmt: skip


def _matter(block: Block, skin: Skin, stuff: Sequence[Stuff | Metal]) -> tuple[VoxelMatter, Array]:
    """Media of a block, layers first, and the water of each voxel at the start."""
    layers = [Stuff(thermal=layer.thermal, water=layer.composition.water) for layer in skin.layers]
    media = _Heat(*(np.array(values) for values in zip(*map(_heat, [*layers, *stuff]), strict=True)))
    full = media.water * media.density
    safe, has = np.maximum(full, np.finfo(float).tiny), full > 0.0
    medium = block.media
    return VoxelMatter(
        medium=medium, dry=np.where(has, media.dry_capacity, media.capacity),
        per_water=np.where(has, (media.capacity - media.dry_capacity) / safe, 0.0),
        dry_conductivity=np.where(has, media.dry_conductivity, media.conductivity),
        conductivity_per_water=np.where(has, (media.conductivity - media.dry_conductivity) / safe, 0.0),
        exchange=media.perfusion * BLOOD_HEAT_CAPACITY, full=full, warming=WARMING,
        reference=CONDUCTIVITY_REFERENCE, blood_temperature=skin.core_temperature, boiling=BOILING_TEMPERATURE,
        span=BOILING_RANGE, latent=LATENT_HEAT,
    ), full[medium]  # fmt: skip
