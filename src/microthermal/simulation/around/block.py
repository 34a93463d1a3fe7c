"""A pulse in a block of voxels, from light to damage."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.domain.inputs.block import Block, DepositedBlock, Stuff
from microthermal.domain.inputs.laser import Cooling, Pulse
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.flow import Balance
from microthermal.domain.results.warmed_block import WarmedBlock
from microthermal.errors import InputError
from microthermal.heat.blocks.warming import TOLERANCE, warm_block
from microthermal.numerics.damage.arrhenius import accumulate
from microthermal.numerics.voxels.steps import VoxelFrame
from microthermal.quantity import Array
from microthermal.units import show

_STILL_WORDS = (
    "light of a block does not change as tissue warms and dries, and nothing is removed: what boils dry in it is told "
    "by its water"
)


def follow_block(
    light: DepositedBlock, skin: Skin, stuff: Sequence[Stuff], pulse: Pulse, laws: Sequence[DamageLaw],
    cooling: Cooling | None = None, until: float = 0.2, tolerance: float = TOLERANCE,
) -> WarmedBlock:  # fmt: skip
    """Heat and damage of one pulse in a block.

    Parameters
    ----------
    light : DepositedBlock
        Where the pulse is absorbed, from :meth:`microthermal.deposition.blocks.BlockEngine.deposit`.
    skin : Skin
        The layers of the block.
    stuff : sequence of Stuff
        What each inclusion is made of.
    pulse : Pulse
        The pulse.
    laws : sequence of DamageLaw
        One for each endpoint, as :meth:`microthermal.catalog.Library.chosen_laws` gives them.
    cooling : Cooling, optional
        What touches the surface.
    until : float, optional
        Time that is followed [s].
    tolerance : float, optional
        Error of one step [K].

    Raises
    ------
    InputError
        If block, skin, stuff and pulse do not fit together, or the time ends before the pulse.
    """
    frames = warm_block(light, skin, stuff, pulse, cooling=cooling, until=until, tolerance=tolerance)
    still = Caution(stage="heat", text=_STILL_WORDS, weight="note")
    return damaged(light.block, frames, laws, pulse.duration, until, (*light.cautions, still))


def damaged(
    block: Block, frames: Iterable[VoxelFrame], laws: Sequence[DamageLaw], duration: float, until: float,
    cautions: tuple[Caution, ...],
) -> WarmedBlock:  # fmt: skip
    """Highest temperatures, damage and energies of a block from its frames.

    Parameters
    ----------
    block : Block
        The voxels.
    frames : iterable of VoxelFrame
        State after every step.
    laws : sequence of DamageLaw
        One for each endpoint.
    duration, until : float
        Of the pulse, and of all that is followed [s].
    cautions : tuple of Caution
        What is known before.

    Raises
    ------
    InputError
        If the time ends before the pulse.
    """
    if until <= duration:
        raise InputError(f"until: must be longer than the pulse, which lasts {show(duration, 's')}")
    shape, size = block.shape, math.prod(block.shape)
    omega, cells = np.zeros((len(laws), size)), np.arange(size)
    peak, at_end, missed, last = np.zeros(shape), np.zeros(shape), 0.0, None
    before: list[Array] = []
    for frame in frames:
        peak = np.maximum(peak, frame.temperature)
        rates = [np.ascontiguousarray(law.rate(frame.temperature)).ravel() for law in laws]
        for number, rate in enumerate(rates):
            # Nothing is damaged at rest: the first step counts with its end.
            accumulate(omega[number], cells, before[number] if before else rate, rate, frame.step)
        before, last, missed = rates, frame, max(missed, frame.missed)
        if abs(frame.time - duration) <= 1e-9 * duration:
            at_end = frame.temperature
    if last is None:
        raise InputError("until: leaves no time to follow")
    if missed > 0.0:
        text = f"a step in time, though as short as steps get, may be off by {show(missed, 'delta_degC')}"
        cautions = (*cautions, Caution(stage="heat", text=text, weight="warn"))
    return WarmedBlock(
        block=block, peak=peak, at_end=at_end, water=last.water,
        endpoints=tuple(law.endpoint for law in laws), omega=np.minimum(omega, 1e150).reshape(len(laws), *shape),
        balance=Balance(supplied=last.supplied, stored=last.stored, surface=last.surface, perfused=last.perfused,
                        vapour=last.vapour),
        cautions=cautions,
    )  # fmt: skip
