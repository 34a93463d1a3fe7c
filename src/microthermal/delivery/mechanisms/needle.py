"""The needle: a depot that wets the dermis, dissolves, spreads, and is carried off by blood and lymph."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.delivery import depot
from microthermal.delivery.channel_closure import leak
from microthermal.delivery.clearance import mean_flow
from microthermal.delivery.dose_checks import refuse_late
from microthermal.delivery.layers import dermis
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.shortcuts import bottomless
from microthermal.domain.inputs.medicine import Dose, Injection, Route
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion, Spread
from microthermal.domain.results.zone import Lattice
from microthermal.errors import InputError
from microthermal.numerics.roots import root_between
from microthermal.numerics.transport.depot_radial import COLUMNS, DISSOLVED, ELIMINATED, MEAN, SOLID, radial_depot
from microthermal.numerics.wholes import whole_steps
from microthermal.quantity import Array, Quantity, record

_FIRST_STEP = 1.0  # s; relaxation of a depot takes 11 to 450 s
_SHELLS_INSIDE, _SHELLS_OUTSIDE = 24, 72
_FAR = 0.02  # m beyond the depot; the decay length of small molecules is 0.25 to 1.1 mm
_ROWS = 240  # of the output


@mechanism
@final
@record
class Needle:
    """Reduced depot of an injection through a needle.

    Notes
    -----
    The bolus wets a disc confined to the dermis; it is run as a sphere of the same volume (see
    ``docs/theory/delivery.md``). The tip scatters around its depth: ``in_dermis`` of the points hit the dermis,
    some lie below it and make a depot there, out of reach of the laser's blood flow, some lie above it and
    run out. Masses are means over all points; concentration, reach and coverage are those of points that hit.
    """

    kind: ClassVar[str] = "needle"
    route: ClassVar[Route] = "needle"
    sources: ClassVar[tuple[str, ...]] = ("Chen2015", "Bik2022", "ZhangIOVS")

    fill: Annotated[float, Quantity("%", "fraction of the wetted tissue that the fluid takes", 0.1, 1)] = 0.67
    depth_error: Annotated[float, Quantity("m", "standard deviation of the depth of the tip", 1e-6, 2e-3)] = 3e-4
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0
    growth: Annotated[float, Quantity("1", "growth of each time step over the last", 1.0001, 1.5)] = 1.02

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of one injection point; open channels leak, and blood flow multiplies the clearance of the drug.

        Raises
        ------
        InputError
            If the dose is not for a needle, ends before it begins, or the skin has no dermis.
        """
        if dose.route != "needle":
            raise InputError(f"dose.route: the needle cannot give a dose by the route '{dose.route}'")
        refuse_late(dose, until)
        target = dermis(skin)
        radius, height = depot.disc(dose.volume, self.fill, target.bottom - target.top)
        in_dermis, deep = depot.hits(target.top, target.bottom, dose.depth, self.depth_error)
        middle = min(max(dose.depth, target.top + 0.5 * height), target.bottom - 0.5 * height)
        lost = leak(dose, lattice, self.plug, (radius, height, middle))
        times = step_times(until - dose.time, self.growth)
        factor = mean_flow(perfusion, dose.time + times)
        elimination = dose.drug.kinetics.clearance * factor + dose.drug.kinetics.lymph
        near, edge, thinning = self._course(dose, 1.0 - lost, times, elimination)
        far, _, _ = self._course(
            dose, 1.0, times, np.full_like(elimination, dose.drug.kinetics.clearance + dose.drug.kinetics.lymph)
        )
        rows = np.unique(np.linspace(0, times.size - 1, _ROWS).astype(int))

        def both(column: int) -> tuple[Array, Array]:
            return in_dermis * near[rows, column], deep * far[rows, column]

        (solid, sunk_solid), (dissolved, sunk), (cleared, sunk_cleared) = both(SOLID), both(DISSOLVED), both(ELIMINATED)
        mass = dose.concentration * dose.volume
        reach = radius + edge
        return Delivery(
            dose=dose,
            layers=tuple(layer.name for layer in skin.layers),
            time=dose.time + times[rows],
            depot=solid + sunk_solid,
            amount=dissolved[:, None] * target.inside + sunk[:, None] * target.below,
            systemic=cleared + sunk_cleared,
            leaked=np.full(rows.size, mass * (1.0 - in_dermis * (1.0 - lost) - deep)),
            concentration=near[rows, MEAN],
            spread=Spread(reach=reach, coverage=depot.grid_fraction(reach, dose.spacing)),
            in_dermis=in_dermis,
            channel_leak=in_dermis * lost,
            thinning=in_dermis * thinning,
            cautions=bottomless(skin, deep),
        )

    def _course(self, dose: Injection, fraction: float, times: Array, elimination: Array) -> tuple[Array, float, float]:
        """Course of a depot of a fraction of the dose, how far from its edge it acts [m], what it can thin [m³ s].

        The columns are those of :func:`microthermal.numerics.transport.depot_radial.radial_depot`.
        """
        if fraction <= 0.0:  # all of it leaked
            return np.zeros((times.size, COLUMNS)), 0.0, 0.0
        drug = dose.drug
        edge = depot.sphere_radius(fraction * dose.volume / self.fill)
        edges = shells(edge)
        inside = edges[1:] <= edge * (1.0 + 1e-9)
        total = dose.concentration * self.fill  # mass per volume of wetted tissue
        free = total / drug.kinetics.partition
        if drug.particle.radius is not None:
            free = min(free, drug.kinetics.solubility)
        solid = depot.undissolved(total, drug.kinetics.partition * free)
        course, peak, _, above = radial_depot(
            edges,
            times,
            elimination,
            np.where(inside, free, 0.0),
            np.where(inside, solid, 0.0),
            np.array(
                [
                    drug.kinetics.partition,
                    drug.kinetics.diffusivity,
                    drug.kinetics.solubility,
                    depot.dissolution_of(drug),
                    np.inf if drug.atrophy_level is None else drug.atrophy_level,
                ]
            ),
        )
        half = min((effect.half for effect in drug.effects), default=np.inf)
        acts = np.flatnonzero(peak >= half)
        volume = 4.0 / 3.0 * np.pi * np.diff(edges**3)
        reach = max(float(edges[acts[-1] + 1]) - edge, 0.0) if acts.size else 0.0
        return course, reach, float(volume @ above)


def step_times(length: float, growth: float) -> Array:
    """Times of the steps [s] (t,), from 0 to a length; each step is longer than the last by a factor.

    Parameters
    ----------
    length : float
        Length of the course [s].
    growth : float
        Ratio of one step to the last [1].
    """
    count = whole_steps(math.log1p(length * (growth - 1.0) / _FIRST_STEP), math.log(growth))
    widths = growth ** np.arange(max(count, 1), dtype=np.float64)
    times: Array = np.concatenate([[0.0], np.cumsum(widths)]) * (length / widths.sum())
    return times


def shells(radius: float) -> Array:
    """Edges of the shells [m] (edge,): even inside a depot of a radius, growing from there to 2 cm beyond it."""
    inside = np.linspace(0.0, radius, _SHELLS_INSIDE + 1)
    first = radius / _SHELLS_INSIDE
    count = np.arange(1, _SHELLS_OUTSIDE + 1)
    stretch = _stretch(_FAR / first, _SHELLS_OUTSIDE)
    outside = radius + first * np.cumsum(stretch ** (count - 1.0))
    return np.concatenate([inside, outside])


def _stretch(length: float, count: int) -> float:
    """Ratio q with 1 + q + ... + q^(count - 1) = length; at least 1."""
    if length <= count:
        return 1.0
    powers = np.arange(count)
    return root_between(
        lambda ratio: float(np.sum(ratio**powers)) - length, 1.0, 2.0, "growth of the shells of a depot"
    )
