"""The unit cell of a grid of injections, resolved over depth and radius: a depot between its neighbours."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.delivery import depot
from microthermal.delivery.bolus import MEASURED_STRAIN, Sponge, inject, onto
from microthermal.delivery.channel_closure import leak
from microthermal.delivery.clearance import removal
from microthermal.delivery.layers import Dermis, dermis
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.shortcuts import bloodless, bottomless, crowded, strained
from microthermal.delivery.targets import exposures, target_depths, weights
from microthermal.delivery.unit_cell_grid import CellGrid, cell_grid, disc_fraction, mesh
from microthermal.domain.inputs.medicine import Dose, Drug, Injection, Route
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.response import Delivery, Perfusion, Spread
from microthermal.domain.results.zone import Lattice
from microthermal.errors import ConvergenceError, InputError
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_cylinder import cylinder_depot
from microthermal.numerics.transport.depot_mesh import Control, DrugRemoval, Substance
from microthermal.quantity import Array, Quantity, record

_ROWS = 240  # of the output
# Place of the level of thinning in `levels`, and so among those whose time above is counted.
THINNING = 1
# Mean level, over that of half the effect, below which the tail is no longer followed step by step.
_LEAST = 0.05


@dataclass(frozen=True)
class Placed:
    """A bolus in its cell: grid, fractions of the cells that it wets, and what became of the tips that missed."""

    grid: CellGrid
    wet: Array
    target: Dermis
    hit: float
    deep: float
    lost: float
    in_dermis: float
    cautions: tuple[Caution, ...]


@mechanism
@final
@record
class UnitCell:
    """Depot in layered skin, one point among its neighbours.

    Notes
    -----
    As :class:`Needle`, but the bolus stays a disc, clearance follows the blood of each depth and has none in
    coagulated columns until they have blood again, and neighbours reflect what reaches half the spacing. Targets get
    an exposure-volume histogram. Points whose tip lies below the dermis make a disc in fat, run on the same grid.
    An edge at which the drug acts means that all of the area is covered; how far it would act without neighbours is not
    known then, and the corners of a square of the grid lie farther than the edge of its round cell by a quarter.
    With a ``sponge`` the bolus is not a disc but what :func:`microthermal.delivery.bolus.inject` finds for the set
    depth: what it presses into fat is then part of the one depot, and the tip does not scatter.
    """

    kind: ClassVar[str] = "unit_cell"
    route: ClassVar[Route] = "needle"
    sources: ClassVar[tuple[str, ...]] = ("Chen2015", "Bik2022", "ZhangIOVS", "Young1980", "WeirWeiss2023")

    fill: Annotated[float, Quantity("%", "fraction of the wetted tissue that the fluid takes", 0.1, 1)] = 0.67
    depth_error: Annotated[float, Quantity("m", "standard deviation of the depth of the tip", 1e-6, 2e-3)] = 3e-4
    in_plane: Annotated[float, Quantity("1", "diffusion along the skin over that across it", 0.2, 5)] = 1.0
    reperfusion: Annotated[float, Quantity("s", "time until half the columns have blood again", 3600, 5e6)] = 345600.0
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0
    width: Annotated[float, Quantity("m", "greatest width of a cell", 2e-5, 2e-3)] = 5e-4
    tolerance: Annotated[float, Quantity("1", "error of one step in time", 1e-6, 0.1)] = 0.03
    first_step: Annotated[float, Quantity("s", "first step in time", 1e-3, 3600)] = 10.0
    sponge: Sponge | None = None

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of one injection point among its neighbours; zones are columns without blood, open channels leak.

        Raises
        ------
        InputError
            If the dose is not for a needle, ends before it begins, or the skin has no dermis.
        ConvergenceError
            If the steps in time become too small.
        """
        if dose.route != "needle":
            raise InputError(f"dose.route: the needle cannot give a dose by the route '{dose.route}'")
        if until <= dose.time:
            raise InputError(f"dose.time: {dose.time} s after the laser is not before the end of the course, {until} s")
        place = self.place(dose, skin, lattice)
        found = self._followed(place, dose, skin, lattice, perfusion, until)
        return replace(found, cautions=(*place.cautions, *bloodless(skin)))

    def _followed(
        self, place: Placed, dose: Injection, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float
    ) -> Delivery:
        near = self._course(
            dose,
            skin,
            place.grid,
            place.wet,
            fraction=1.0 - place.lost,
            lattice=lattice,
            perfusion=perfusion,
            until=until,
        )
        if place.deep == 0.0:
            return self._delivery(dose, skin, place, near, near)
        still = Perfusion(time=np.array([0.0, 1.0]), factor=np.ones(2))
        far = self._course(
            dose, skin, place.grid, self._sunk(place), fraction=1.0, lattice=None, perfusion=still, until=until
        )
        return self._delivery(dose, skin, place, near, far)

    def place(self, dose: Injection, skin: Skin, lattice: Lattice | None) -> Placed:
        """Where the bolus of a dose lies, and what fraction runs out or misses."""
        target = dermis(skin)
        radius, height = depot.disc(dose.volume, self.fill, target.bottom - target.top)
        grid = cell_grid(skin, dose.spacing, radius, self.width)
        if self.sponge is not None:
            bolus = inject(dose, skin, lattice, self.sponge)
            wet = onto(bolus, grid) / grid.volume
            told = strained(bolus.pressure, bolus.stiffness, MEASURED_STRAIN)
            return Placed(
                grid=grid, wet=wet / wet.max(), target=target, hit=1.0, deep=0.0, lost=bolus.leaked,
                in_dermis=bolus.dermis, cautions=told,
            )  # fmt: skip
        middle = min(max(dose.depth, target.top + 0.5 * height), target.bottom - 0.5 * height)
        wet = _soaked(grid, min(radius, grid.r_edges[-1]), (middle - 0.5 * height, middle + 0.5 * height), dose.volume)
        in_dermis, deep = depot.hits(target.top, target.bottom, dose.depth, self.depth_error)
        lost = leak(dose, lattice, self.plug, (radius, height, middle))
        told = (*crowded(dose, radius), *bottomless(skin, deep))
        return Placed(
            grid=grid, wet=wet, target=target, hit=in_dermis, deep=deep, lost=lost, in_dermis=in_dermis, cautions=told
        )

    def _sunk(self, place: Placed) -> Array:
        """A bolus of the same volume as a flat disc at the top of the fat, or, told by `bottomless`, in the dermis."""
        volume = float((place.wet * place.grid.volume).sum())
        room = np.diff(place.grid.z_edges) * np.pi * place.grid.r_edges[-1] ** 2
        top, bottom = place.target.bottom, float(place.grid.z_edges[-1])
        if bottom - top < 1e-6:  # skin modelled without fat: the deepest slab takes it, and it is told
            top = float(place.grid.z_edges[-2])
        height = min(bottom - top, max(2.0 * depot.sphere_radius(volume), volume / float(room.max()) * room.size))
        radius = min((volume / (np.pi * height)) ** 0.5, float(place.grid.r_edges[-1]))
        return disc_fraction(place.grid, radius, top, top + height)

    def _course(
        self,
        dose: Injection,
        skin: Skin,
        grid: CellGrid,
        wet: Array,
        fraction: float,
        lattice: Lattice | None,
        perfusion: Perfusion,
        until: float,
    ) -> DepotCourse:
        """Run of a fraction of the dose that begins in the wetted cells."""
        drug, mass = dose.drug, fraction * dose.concentration * dose.volume
        net, capacity = mesh(grid, drug, self.in_plane)
        region = (wet * grid.volume).ravel()
        total = np.divide(mass * wet.ravel(), region.sum())  # per volume of tissue
        free = total / drug.kinetics.partition
        if drug.particle.radius is not None:
            free = np.minimum(free, drug.kinetics.solubility)
        solid = depot.undissolved(total, drug.kinetics.partition * free)
        half, level = levels(drug)
        moments, rates = removal(drug, skin, grid, lattice, perfusion, begin=dose.time, reperfusion=self.reperfusion)
        dermal = weights(grid, target_depths(skin)["dermis"])
        store = float((net.volume * np.repeat(capacity, net.rings)).sum())
        least = _LEAST * half * store if np.isfinite(half) else 1e-3 * mass
        course = cylinder_depot(
            net,
            Substance(capacity, drug.kinetics.solubility, depot.dissolution_of(drug)),
            DrugRemoval(moments, rates),
            (free, solid if drug.particle.radius is not None else np.zeros_like(solid)),
            (np.array([region / region.sum(), dermal / dermal.sum()]), np.array([half, level])),
            span=(dose.time, until),
            control=Control(self.first_step, self.tolerance, least),
        )
        if not course.done:
            raise ConvergenceError("delivery: the steps in time of the depot became too small; raise its tolerance")
        return course

    def _delivery(self, dose: Injection, skin: Skin, place: Placed, near: DepotCourse, far: DepotCourse) -> Delivery:
        """Means over points: those that hit the dermis, those below it, those that ran out."""
        hit, deep, mass = place.hit, place.deep, dose.concentration * dose.volume
        rows = np.unique(np.linspace(0, near.time.size - 1, _ROWS).astype(int))
        time = near.time[rows]
        other = np.clip(np.interp(time, far.time, np.arange(far.time.size)), 0, far.time.size - 1)
        low = other.astype(int)
        high, fraction = np.minimum(low + 1, far.time.size - 1), other - low

        def at(values: Array) -> Array:
            weight = fraction if values.ndim == 1 else fraction[:, None]
            found: Array = (1.0 - weight) * values[low] + weight * values[high]
            return found

        dissolved = hit * near.dissolved[rows] + deep * at(far.dissolved)
        amount = np.zeros((time.size, len(skin.layers)))
        for index in range(len(skin.layers)):
            amount[:, index] = dissolved[:, place.grid.layer == index].sum(axis=1)
        radius, area = place.grid.r_edges[1:], np.pi * np.diff(place.grid.r_edges**2)
        half, _ = levels(dose.drug)
        rings = np.asarray((near.peak.reshape(-1, area.size) >= half).any(axis=0))
        return Delivery(
            dose=dose,
            layers=tuple(layer.name for layer in skin.layers),
            time=time,
            depot=hit * near.solid[rows] + deep * at(far.solid),
            amount=amount,
            systemic=hit * near.taken[rows].sum(axis=1) + deep * at(far.taken).sum(axis=1),
            leaked=np.full(time.size, mass * (1.0 - hit * (1.0 - place.lost) - deep)),
            concentration=near.mean[rows, 0],
            spread=Spread(
                reach=float(radius[rings].max()) if rings.any() else 0.0,
                coverage=float(min(area[rings].sum() / area.sum(), 1.0)),
                reaches_edge=bool(rings[-1]),
            ),
            in_dermis=place.in_dermis,
            channel_leak=hit * place.lost,
            exposures=exposures(skin, place.grid, near, half),
            thinning=hit * _thinning(dose, skin, place.grid, near),
            error=float(min((hit * near.error[-1] + deep * far.error[-1]) / mass, 1.0)),
        )


# For plans and timing studies, which run thousands: lives and times of action within 3 % of cells of 0.125 mm.
COARSE = UnitCell(width=7e-4, tolerance=0.05, first_step=30.0)


def _soaked(grid: CellGrid, radius: float, ends: tuple[float, float], fluid: float) -> Array:
    """Fraction of each cell that a disc between two depths wets; fluid for which it has no room goes on downward.

    Tissue that held more fluid than its own volume would hold the drug stronger than it was injected.
    """
    wet = disc_fraction(grid, radius, *ends)
    beyond = fluid - float((wet * grid.volume).sum())
    if beyond <= 0.0:
        return wet
    return disc_fraction(grid, radius, ends[0], ends[1] + beyond / (np.pi * radius**2))


def levels(drug: Drug) -> tuple[float, float]:
    """Unbound levels [kg/m³] of half the effect of the most sensitive species, and of thinning; infinite if none."""
    half = min((effect.half for effect in drug.effects), default=np.inf)
    return half, np.inf if drug.atrophy_level is None else drug.atrophy_level


def _thinning(dose: Injection, skin: Skin, grid: CellGrid, course: DepotCourse) -> float:
    """Dermis above the level of thinning, times its time [m³ s]."""
    if dose.drug.atrophy_level is None:
        return 0.0
    return float(weights(grid, target_depths(skin)["dermis"]) @ course.above[:, THINNING])
