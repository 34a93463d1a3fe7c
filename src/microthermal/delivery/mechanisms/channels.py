"""Through the zones: a drug laid on freshly treated skin enters through channels and their coagulated rims."""

from __future__ import annotations

import math
from functools import partial
from typing import Annotated, ClassVar, NamedTuple, TypeAlias, final

import numpy as np
from numpy.typing import NDArray

from microthermal.delivery import depot
from microthermal.delivery.cell_course import THINNING, follow, levels, spread_of
from microthermal.delivery.channel_closure import mean_fraction
from microthermal.delivery.clearance import clearance_rates
from microthermal.delivery.dose_checks import laid_on
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.shortcuts import bloodless, merged
from microthermal.delivery.targets import exposures, target_depths, weights
from microthermal.delivery.unit_cell_grid import CellGrid, cell_grid, cell_radius, mesh
from microthermal.domain.inputs.medicine import Dose, Drug, Route, TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion, Spread
from microthermal.domain.results.zone import Lattice
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_mesh import Control, Mesh
from microthermal.quantity import Array, Quantity, amended, record

Mask: TypeAlias = NDArray[np.bool_]

_ROWS = 240
# The closed horny layer lets through so little that a film on it is taken to stay where it is.
_CLOSED = 1e-30


class _Cell(NamedTuple):
    # One zone among its neighbours: grid, fraction of each cell inside the channel, and zones on the area of a dose.
    grid: CellGrid
    inside: Array
    zones: float


@mechanism
@final
@record
class Channels:
    """Topical drug through channels and rims.

    Notes
    -----
    One zone in the cell of its neighbours. An ablated channel is filled with the applied film; the rest of the zone's
    fraction of the film lies on its mouth, well mixed, and grows weaker as drug leaves it. Drug diffuses down the
    channel's fluid to replace what the wall takes, which limits small molecules. The wall is the coagulated rim,
    where diffusion is changed by a factor and no blood flows until it has blood again; then tissue as in the unit
    cell of injections. As channels close, the wall that is open shrinks: the area of the cells of the channel's
    wall counts with the fraction that is open, mean over the time for which the film lies there; then what
    has not entered is wiped off and counts as leaked. Zones without a channel let nothing in: their horny layer is
    dead but whole. ``volume`` of the dose is the film on one square.
    """

    kind: ClassVar[str] = "channels"
    route: ClassVar[Route] = "zones"
    sources: ClassVar[tuple[str, ...]] = ("Chen2015",)

    contact: Annotated[float, Quantity("s", "time for which the film stays", 60, 1e6)] = 14400.0
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0
    rim_diffusion: Annotated[float, Quantity("1", "diffusion in coagulated over living tissue", 0.01, 100)] = 1.0
    reperfusion: Annotated[float, Quantity("s", "time until half the rims have blood again", 3600, 5e6)] = 345600.0
    film_diffusion: Annotated[float, Quantity("1", "diffusion in the channel's fluid over living tissue", 1, 1e4)] = 3.0
    tolerance: Annotated[float, Quantity("1", "error of one step in time", 1e-6, 0.1)] = 0.02

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of a film on one square; what lies there or undissolved is ``depot``, what was wiped off ``leaked``.

        Raises
        ------
        InputError
            If the dose is not for zones, or ends before it begins.
        ConvergenceError
            If the steps in time become too small.
        """
        dose = laid_on(dose, "channels", until)
        open_now = mean_fraction(lattice, dose.time, min(self.contact, until - dose.time), self.plug)
        if lattice is None or open_now <= 0.0:
            return _nothing_enters(dose, skin, until, self.contact)
        density = lattice.pattern.density * lattice.pattern.passes
        grid, inside = _grid(skin, lattice, 1.0 / math.sqrt(density))
        wiped = min(dose.time + self.contact, until)
        cell = _Cell(grid=grid, inside=inside, zones=density * dose.area)
        follow = partial(self._run, dose, skin, lattice, perfusion, cell)
        first = follow(open_now=open_now, span=(dose.time, wiped), before=None)
        rest = follow(open_now=0.0, span=(wiped, until), before=first) if wiped < until else None
        found = _delivery(dose, skin, cell, first, rest)
        return amended(found, cautions=(*merged(lattice), *bloodless(skin)))

    def _run(
        self,
        dose: TopicalFilm,
        skin: Skin,
        lattice: Lattice,
        perfusion: Perfusion,
        cell: _Cell,
        open_now: float,
        span: tuple[float, float],
        before: DepotCourse | None,
    ) -> DepotCourse:
        """Film in its channel until it is wiped off, or the tissue alone afterwards."""
        drug, grid, film = dose.drug, cell.grid, cell.inside.ravel() > 0.0
        dead = 1.0 if before is None else depot.open_fraction(span[0], self.reperfusion)
        net = self._mesh(drug, lattice, cell, open_now, dead, dose.volume / cell.zones)
        if before is None:
            suspended = drug.particle.radius is not None
            free = min(dose.concentration, drug.kinetics.solubility) if suspended else dose.concentration
            start = np.where(film, free, 0.0)
            solid = np.where(film, (dose.concentration - free) * drug.kinetics.partition, 0.0)
        else:
            start, solid = np.where(film, 0.0, before.free), np.zeros(film.size)
        half, _ = levels(drug)
        dermal = weights(grid, target_depths(skin)["dermis"]) * ~film
        slab = np.arange(film.size) // net.rings
        slabs = np.where(film & (slab == np.arange(grid.z.size)[:, None]), net.volume, 0.0)
        return follow(
            drug,
            net,
            start=(start, solid),
            elimination=clearance_rates(drug, skin, grid, None, perfusion, begin=span[0], reperfusion=self.reperfusion),
            marks=np.vstack([dermal / dermal.sum(), slabs]),
            span=span,
            control=Control(1.0, self.tolerance, 1e-3 * min(half, 1e3) * float(net.volume.sum())),
        )

    def _mesh(self, drug: Drug, lattice: Lattice, cell: _Cell, open_now: float, dead: float, given: float) -> Mesh:
        """Film in its channel, a fraction of its wall open; rim with its own diffusion, a fraction of it bloodless."""
        grid, net, film = cell.grid, mesh(cell.grid, drug), cell.inside > 0.0
        inward, upward = net.inward.reshape(film.shape).copy(), net.upward.reshape(film.shape).copy()
        rim = (
            ~film
            & (grid.r[None, :] < lattice.zone.channel_radius.value + lattice.zone.rim.value)
            & (grid.z[:, None] < lattice.zone.depth.value)
        )
        inward *= np.where(rim, self.rim_diffusion, 1.0)
        upward *= np.where(rim, self.rim_diffusion, 1.0)
        wall = film[:, :-1] & ~film[:, 1:]
        inward[:, 1:] *= np.where(wall, max(open_now, _CLOSED), 1.0)
        floor = film[:-1] & ~film[1:]
        upward[1:] *= np.where(floor, max(open_now, _CLOSED), 1.0)
        inward[:, 1:] *= np.where(film[:, :-1] & film[:, 1:], self.film_diffusion, 1.0)
        upward[1:] *= np.where(film[:-1] & film[1:], self.film_diffusion, 1.0)
        perfused = net.volume * np.where(film, 0.0, np.where(rim, 1.0 - dead, 1.0)).ravel()
        volume = np.where(
            film.ravel(), _film_volume(net.volume, film.ravel(), given) / drug.kinetics.partition, net.volume
        )
        return Mesh(net.rings, volume, perfused, inward.ravel(), upward.ravel())


def _film_volume(volume: Array, film: Mask, given: float) -> Array:
    """Fluid in each cell of a channel [m³] (n,) of what is given to one zone; what it cannot take lies on its mouth."""
    held = np.where(film, volume, 0.0)
    held *= min(1.0, given / float(held.sum()))
    held[0] += given - float(held.sum())
    return held


def _grid(skin: Skin, lattice: Lattice, pitch: float) -> tuple[CellGrid, Array]:
    """Fine grid of one zone, and which cells its channel fills (z, r)."""
    zone = lattice.zone
    radius = min(zone.channel_radius.value, 0.8 * cell_radius(pitch))
    grid = cell_grid(skin, pitch, radius, max(radius, cell_radius(pitch) / 12.0))
    depth = np.interp(grid.z, zone.z, zone.channel_outline, right=0.0)
    deepest = max(zone.channel_depth.value, float(grid.z_edges[1]))
    inside = (grid.r[None, :] < np.maximum(depth, 1e-9)[:, None]) & (grid.z[:, None] < deepest)
    inside[0, 0] = True  # a channel takes at least its mouth
    return grid, inside.astype(np.float64)


def _delivery(dose: TopicalFilm, skin: Skin, cell: _Cell, first: DepotCourse, rest: DepotCourse | None) -> Delivery:
    """Masses on one square of the spacing: all of its zones, before and after the film is wiped off."""
    grid, zones = cell.grid, cell.zones
    film, bound = cell.inside > 0.0, dose.drug.kinetics.partition
    left = bound * float(first.mean[-1, 1:].sum()) + float(first.solid[-1])
    # The last row of the first part is the film wiped off: the second part begins with what is in the tissue.
    parts = [(first, 0.0, 0.0)] if rest is None else [(first, 0.0, 0.0), (rest, left, float(first.taken[-1].sum()))]
    time, kept, amount, taken, leaked, mean = [], [], [], [], [], []
    for course, lost, already in parts:
        rows = np.unique(np.linspace(0, course.time.size - 1, _ROWS // 2).astype(int))
        rows = rows if course is first else rows[1:]
        in_film = bound * course.mean[rows, 1:]
        time.append(course.time[rows])
        kept.append(course.solid[rows] + in_film.sum(axis=1))
        amount.append(np.maximum(course.dissolved[rows] - in_film, 0.0))
        taken.append(course.taken[rows].sum(axis=1) + already)
        leaked.append(np.full(rows.size, lost))
        mean.append(course.mean[rows, 0])
    tissue = np.concatenate(amount)
    by_layer = [tissue[:, grid.layer == index].sum(axis=1) for index in range(len(skin.layers))]
    half, _ = levels(dose.drug)
    joined = _joined(first, rest)
    reached = np.asarray(((joined.peak.reshape(film.shape) >= half) & ~film).any(axis=0))
    mass = float(first.solid[0] + first.dissolved[0].sum())
    depths = target_depths(skin)
    outside = weights(grid, depths["dermis"]) * ~film.ravel()
    felt = exposures(depths, grid, joined, half)
    return Delivery(
        dose=dose,
        layers=tuple(layer.name for layer in skin.layers),
        time=np.concatenate(time),
        depot=zones * np.concatenate(kept),
        amount=zones * np.stack(by_layer, axis=1),
        systemic=zones * np.concatenate(taken),
        leaked=zones * np.concatenate(leaked),
        concentration=np.concatenate(mean),
        spread=spread_of(grid, reached),
        in_dermis=float(min(max(1.0 - left / max(mass, 1e-300), 0.0), 1.0)),
        # Of one zone, as the grid is; of the square it is told, as all amounts are.
        exposures=tuple(amended(one, volume=zones * one.volume) for one in felt),
        thinning=zones * float(outside @ joined.above[:, THINNING]),
        error=float(min((first.error[-1] + (0.0 if rest is None else rest.error[-1])) / max(mass, 1e-300), 1.0)),
    )


def _joined(first: DepotCourse, rest: DepotCourse | None) -> DepotCourse:
    """Peaks, integrals and times above of two courses, one after the other."""
    if rest is None:
        return first
    return first._replace(
        peak=np.maximum(first.peak, rest.peak), area=first.area + rest.area, above=first.above + rest.above
    )


def _nothing_enters(dose: TopicalFilm, skin: Skin, until: float, contact: float) -> Delivery:
    """A film on closed skin, wiped off again."""
    mass, wiped = dose.concentration * dose.volume, min(dose.time + contact, until)
    time = np.array([dose.time, wiped, until]) if wiped < until else np.array([dose.time, until])
    on = time < wiped
    nothing = np.zeros(time.size)
    return Delivery(
        dose=dose,
        layers=tuple(layer.name for layer in skin.layers),
        time=time,
        depot=np.where(on, mass, 0.0),
        amount=np.zeros((time.size, len(skin.layers))),
        systemic=nothing,
        leaked=np.where(on, 0.0, mass),
        concentration=nothing,
        spread=Spread(reach=0.0, coverage=0.0),
        in_dermis=0.0,
    )
