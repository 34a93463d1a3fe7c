"""Records of the time loop of one microbeam."""

from __future__ import annotations

from typing import NamedTuple

from microthermal.numerics.conduction.blocks import Workspace
from microthermal.numerics.conduction.enthalpy import Array
from microthermal.numerics.conduction.links import Links
from microthermal.numerics.damage.first_order import FirstOrder
from microthermal.numerics.heat.absorber import Scene
from microthermal.numerics.heat.blood import Vessels
from microthermal.numerics.heat.film import Film
from microthermal.numerics.heat.frames import Frames
from microthermal.numerics.heat.portions import Columns
from microthermal.numerics.heat.scattered import Scattered
from microthermal.numerics.heat.steps import (
    Controller,
    Pace,
)
from microthermal.numerics.heat.watch import Watch
from microthermal.numerics.records import by_address


@by_address
class Course(NamedTuple):
    """Spans of constant power and boundary condition (span,), one after the other.

    ``power`` is the fraction of the pulse that shines per time, 0 in the dark; ``sealed`` is 1 where what touches the
    surface lets no steam out. The boundary condition in open channels is the same all the time.
    """

    begin: Array
    end: Array
    power: Array
    top_temperature: Array
    top_coefficient: Array
    sealed: Array
    channel_temperature: float
    channel_coefficient: float


@by_address
class Shine(NamedTuple):
    """Light of one pulse.

    If ``collimated``, ``entrance`` is the energy per area that enters each column, and ``columns`` room to follow it;
    otherwise ``scattered`` tells where it goes and ``sent`` what enters the skin. ``warmest`` is the rise of the
    cell that takes up most of it, if it took up the whole pulse without boiling.
    """

    collimated: bool
    entrance: Array
    columns: Columns
    scattered: Scattered
    sent: float
    warmest: float


@by_address
class Powers(NamedTuple):
    """Power of each cell from scattered light and blood (cells with their margin,), now and a step ago."""

    now: Array
    before: Array


@by_address
class Microbeam(NamedTuple):
    """All that :func:`advance` works on; it changes the cells, the damage and the work arrays in place.

    ``opened`` marks the cells that were gone at the start of the pulse (z, r), ``film`` is what stays on the wall of a
    channel; steam escapes from no deeper than ``escape``. ``frames`` is room for what every step leaves.
    """

    scene: Scene
    shine: Shine
    course: Course
    pace: Pace
    vessels: Vessels
    film: Film
    escape: float
    opened: Array
    links: Links
    workspace: Workspace
    powers: Powers
    damage: FirstOrder
    watch: Watch
    frames: Frames


class Progress(NamedTuple):
    """How far a microbeam has been followed.

    Span, time, step control; length of the last step, 0 where the source cannot be extrapolated from it; time up to
    which collimated light has shone; whether cells have left since steam was confined; number of the next moment to be
    kept; absorbed power and power of blood a step ago; lowest temperature of the surface row so far; for how long light
    has been blowing a plume out of the channel, and whether that of this span does.
    """

    span: int
    now: float
    controller: Controller
    last_step: float
    shone: float
    changed: bool
    moment: int
    absorbed: float
    perfused: float
    coldest: float
    blown: float
    blowing: bool
