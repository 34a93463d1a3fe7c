"""Current through needles that have no axis in common, in a block of voxels: field, heat and damage."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from microthermal.damage.laws import DamageLaw
from microthermal.deposition.current.cautions import block_cautions
from microthermal.deposition.current.conducting import Conducting
from microthermal.deposition.current.generator import Drive, drive
from microthermal.deposition.current.in_blocks import conductivity_in, movement
from microthermal.deposition.current.poles import conductor_in
from microthermal.deposition.engines.joule import Joule
from microthermal.domain.inputs.block import Block
from microthermal.domain.inputs.exposures.current import Current
from microthermal.domain.inputs.laser import Cooling
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.extras.current_course import CurrentCourse
from microthermal.domain.results.warmed_block import WarmedBlock
from microthermal.errors import InputError
from microthermal.heat.blocks.warming import TOLERANCE, BlockAtRest, block_at_rest, top_of
from microthermal.heat.pulse_spans import Span as Stretch
from microthermal.heat.pulse_spans import spans
from microthermal.numerics.voxels.gradients import dot
from microthermal.numerics.voxels.potential import VoxelPotential, voxel_potential
from microthermal.numerics.voxels.steps import Span, VoxelFrame, follow
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array, amended
from microthermal.simulation.around.block import damaged
from microthermal.units import show

# The field is solved anew when the conductance between the poles may have moved by this fraction.
MOVED = 0.05
# Most portions of a current, as on the cylinder.
_MOST = 200


def follow_current(
    block: Block, skin: Skin, exposure: Current, laws: Sequence[DamageLaw], engine: Joule,
    cooling: Cooling | None = None, until: float = 0.2, moved: float = MOVED,
) -> WarmedBlock:  # fmt: skip
    """Heat and damage of a current through a row of needles: a pair, or several of one pole.

    Parameters
    ----------
    block : Block
        From :func:`microthermal.deposition.current.in_blocks.block_of`.
    skin : Skin
        The layers of the block.
    exposure : Current
        What flows through each pin; one application.
    laws : sequence of DamageLaw
        One for each endpoint, as :meth:`microthermal.catalog.Library.chosen_laws` gives them.
    engine : Joule
        What layers conduct, and what needles are made of.
    cooling : Cooling, optional
        What touches the surface.
    until : float, optional
        Time that is followed [s].
    moved : float, optional
        Fraction by which the conductance between the poles may have moved when the field is solved anew.

    Returns
    -------
    WarmedBlock
        With voltage, impedance and energy of one pin, as the cylinder of a pin has them: a bipolar pair has twice the
        voltage and the impedance between its pins.

    Raises
    ------
    InputError
        If block, skin and current do not fit together, or the time ends before the current.
    ConvergenceError
        If a field is not found to its residual.

    Notes
    -----
    The field is kept for a portion of the current, which is as long as lets the conductance move by ``moved`` if no
    heat flows away. Nothing is removed: what boils dry is told by its water. Equations: docs/theory/current.md.
    """
    if not moved > 0.0:
        raise InputError("moved: must be above 0; the field is solved anew whenever the conductance moved by it")
    rest = block_at_rest(block, skin, [engine.metal] * len(block.inclusions), exposure)
    run = _Run(block, skin, exposure, engine.conducting, moved, rest)
    found = damaged(block, run.frames(cooling, until), laws, exposure.duration, until, ())
    cautions = block_cautions(exposure, limited=run.limited)
    if run.most > 2.0 * moved:
        text = (
            f"the conductance between the poles moved by {show(run.most, '1', 2)} while a field was kept, though "
            f"{show(moved, '1', 2)} was asked"
        )
        cautions = (*cautions, Caution(stage="deposition", text=text, weight="warn"))
    return amended(found, current=run.course(), cautions=(*cautions, *found.cautions))


@dataclass
class _Run:
    """One current while it flows: the state of the block, the field, and what was given until now."""

    block: Block
    skin: Skin
    exposure: Current
    conducting: Conducting
    moved: float
    rest: BlockAtRest
    rows: list[tuple[float, float, float, float]] = field(default_factory=list)
    limited: bool = False
    most: float = 0.0

    def __post_init__(self) -> None:
        matter = self.rest.matter
        self._now = self.rest.start
        self._full = matter.full[matter.medium]
        heat = matter.dry[matter.medium] + matter.per_water[matter.medium] * self._full
        self._holds = (heat * self.block.voxel, self._full * matter.latent * self.block.voxel)
        self._kept: tuple[VoxelPotential, Array] | None = None

    def frames(self, cooling: Cooling | None, until: float) -> Iterator[VoxelFrame]:
        """State after every step; the field follows from the state at the end of each portion."""
        whole = spans(self.exposure, cooling, until)
        shift, rest = -whole[0].begin, self.rest
        for frame in follow(rest.space, rest.matter, rest.start, self._portions(whole, shift), TOLERANCE):
            self._now = (frame.temperature, frame.water)
            yield frame._replace(time=frame.time - shift)

    def course(self) -> CurrentCourse:
        """Voltage, impedance and energy of one pin at the end of each portion."""
        time, voltage, impedance, energy = (np.array(column) for column in zip(*self.rows, strict=True))
        return CurrentCourse(time=time, voltage=voltage, impedance=impedance, energy=np.cumsum(energy))

    def _portions(self, whole: Sequence[Stretch], shift: float) -> Iterator[Span]:
        for span in whole:
            top, time = top_of(span.cooling), span.begin
            if span.power == 0.0:
                yield Span(span.end + shift, np.zeros(self.block.shape), top)
                continue
            shortest = (span.end - span.begin) / _MOST
            while time < span.end:
                left = span.end - time
                found, given, faster = self._driven(span.power, left)
                parts = max(min(whole_steps(faster * left / self.moved), whole_steps(left, shortest)), 1)
                until = span.end if parts == 1 else time + left / parts
                pins = self.exposure.electrode.pins
                self.rows.append((until, given.voltage, pins / found.given, given.power * (until - time)))
                yield Span(until + shift, found.power * (given.power * pins / found.given), top)
                time = until

    def _driven(self, power: float, left: float) -> tuple[VoxelPotential, Drive, float]:
        """Field of the tissue as it is, what a pin gets, and how fast the conductance may move by it [1/s]."""
        temperature, water = self._now
        moist = np.divide(water, self._full, out=np.ones_like(water), where=self._full > 0.0)
        sigma = conductivity_in(self.block, self.skin, self.conducting, temperature, moist)
        body = conductor_in(self.block, self.exposure.electrode, sigma)
        if self._kept is not None:
            last, before = self._kept
            change = np.abs(sigma / before - 1.0)
            self.most = max(self.most, dot(last.power, change) / last.given)
        found = voxel_potential(body, None if self._kept is None else self._kept[0].level)
        self._kept = (found, sigma)
        pins = self.exposure.electrode.pins
        portion = amended(self.exposure, energy=self.exposure.energy * power * left, duration=left, train=None)
        given = drive(portion, found.given / pins)
        self.limited = self.limited or given.limited
        faster = given.power * pins * movement(found, self.conducting, temperature, moist, self._holds)
        return found, given, faster
