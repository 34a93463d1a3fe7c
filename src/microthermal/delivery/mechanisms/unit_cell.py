"""The unit cell of a grid of injections, resolved over depth and radius: a depot between its neighbours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.delivery import depot
from microthermal.delivery.bolus import MEASURED_STRAIN, Sponge, inject, onto
from microthermal.delivery.cell_course import THINNING, follow, levels, spread_of
from microthermal.delivery.channel_closure import leak
from microthermal.delivery.clearance import clearance_rates
from microthermal.delivery.dose_checks import refuse_late
from microthermal.delivery.layers import dermis
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.shortcuts import bloodless, bottomless, crowded, strained
from microthermal.delivery.targets import Depths, exposures, target_depths, weights
from microthermal.delivery.unit_cell_grid import CellGrid, cell_grid, disc_fraction, mesh
from microthermal.domain.inputs.medicine import Dose, Injection, Route
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.domain.results.zone import Lattice
from microthermal.errors import InputError
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_mesh import Control
from microthermal.quantity import Array, Quantity, amended, record

_ROWS = 240  # of the output
# Mean level, over that of half the effect, below which the tail is no longer followed step by step.
_LEAST = 0.05


@dataclass(frozen=True)
class Placed:
    """A bolus in its cell: grid, fractions of the cells that it wets, and what became of the tips that missed.

    ``depths`` [m] are those of the targets of the skin.
    """

    grid: CellGrid
    wet: Array
    depths: Depths
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
        refuse_late(dose, until)
        place = self.place(dose, skin, lattice)
        near = self._course(dose, skin, place, 1.0 - place.lost, lattice, perfusion=perfusion, until=until)
        far = near
        if place.deep > 0.0:
            far = _far(self, amended(dose, time=0.0), skin, until - dose.time)
            far = far._replace(time=far.time + dose.time)
        found = self._delivery(dose, skin, place, near, far)
        return amended(found, cautions=(*place.cautions, *bloodless(skin)))

    def place(self, dose: Injection, skin: Skin, lattice: Lattice | None) -> Placed:
        """Where the bolus of a dose lies, and what fraction runs out or misses."""
        target, depths = dermis(skin), target_depths(skin)
        radius, height = depot.disc(dose.volume, self.fill, target.bottom - target.top)
        grid = cell_grid(skin, dose.spacing, radius, self.width)
        if self.sponge is not None:
            bolus = inject(dose, skin, lattice, self.sponge)
            wet = onto(bolus, grid) / grid.volume
            told = strained(bolus.pressure, bolus.stiffness, MEASURED_STRAIN)
            return Placed(
                grid,
                wet / wet.max(),
                depths,
                hit=1.0,
                deep=0.0,
                lost=bolus.leaked,
                in_dermis=bolus.dermis,
                cautions=told,
            )
        middle = min(max(dose.depth, target.top + 0.5 * height), target.bottom - 0.5 * height)
        wet = _soaked(grid, min(radius, grid.r_edges[-1]), (middle - 0.5 * height, middle + 0.5 * height), dose.volume)
        in_dermis, deep = depot.hits(target.top, target.bottom, dose.depth, self.depth_error)
        lost = leak(dose, lattice, self.plug, (radius, height, middle))
        told = (*crowded(dose, radius), *bottomless(skin, deep))
        return Placed(grid, wet, depths, hit=in_dermis, deep=deep, lost=lost, in_dermis=in_dermis, cautions=told)

    def _sunk(self, place: Placed) -> Placed:
        """A bolus of the same volume as a flat disc at the top of the fat, or, told by `bottomless`, in the dermis."""
        grid = place.grid
        volume = float((place.wet * grid.volume).sum())
        room = np.diff(grid.z_edges) * np.pi * grid.r_edges[-1] ** 2
        top, bottom = place.depths["dermis"][1], float(grid.z_edges[-1])
        if bottom - top < 1e-6:  # skin modelled without fat: the deepest slab takes it, and it is told
            top = float(grid.z_edges[-2])
        height = min(bottom - top, max(2.0 * depot.sphere_radius(volume), volume / float(room.max()) * room.size))
        radius = min((volume / (np.pi * height)) ** 0.5, float(grid.r_edges[-1]))
        return amended(place, wet=disc_fraction(grid, radius, top, top + height))

    def _course(
        self,
        dose: Injection,
        skin: Skin,
        place: Placed,
        fraction: float,
        lattice: Lattice | None,
        perfusion: Perfusion,
        until: float,
    ) -> DepotCourse:
        """Run of a fraction of the dose that begins in the wetted cells."""
        drug, grid, mass = dose.drug, place.grid, fraction * dose.concentration * dose.volume
        net, kinetics, half = mesh(grid, drug, self.in_plane), drug.kinetics, levels(drug)[0]
        region, dermal = place.wet.ravel() * net.volume, weights(grid, place.depths["dermis"])
        total = np.divide(mass * place.wet.ravel(), region.sum())  # per volume of tissue
        free, solid = total / kinetics.partition, np.zeros_like(total)
        if drug.particle.radius is not None:
            free = np.minimum(free, kinetics.solubility)
            solid = depot.undissolved(total, kinetics.partition * free)
        least = _LEAST * half * kinetics.partition * float(net.volume.sum()) if np.isfinite(half) else 1e-3 * mass
        return follow(
            drug,
            net,
            start=(free, solid),
            elimination=clearance_rates(
                drug, skin, grid, lattice, perfusion, begin=dose.time, reperfusion=self.reperfusion
            ),
            marks=np.array([region / region.sum(), dermal / dermal.sum()]),
            span=(dose.time, until),
            control=Control(self.first_step, self.tolerance, least),
        )

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
        half, _ = levels(dose.drug)
        reached = np.asarray((near.peak.reshape(place.wet.shape) >= half).any(axis=0))
        return Delivery(
            dose=dose,
            layers=tuple(layer.name for layer in skin.layers),
            time=time,
            depot=hit * near.solid[rows] + deep * at(far.solid),
            amount=amount,
            systemic=hit * near.taken[rows].sum(axis=1) + deep * at(far.taken).sum(axis=1),
            leaked=np.full(time.size, mass * (1.0 - hit * (1.0 - place.lost) - deep)),
            concentration=near.mean[rows, 0],
            spread=spread_of(place.grid, reached),
            in_dermis=place.in_dermis,
            channel_leak=hit * place.lost,
            exposures=exposures(place.depths, place.grid, near, half),
            thinning=hit * float(weights(place.grid, place.depths["dermis"]) @ near.above[:, THINNING]),
            error=float(min((hit * near.error[-1] + deep * far.error[-1]) / mass, 1.0)),
        )


@lru_cache(maxsize=32)  # the laser does not reach fat: what misses the dermis takes the same course beside any zone
def _far(way: UnitCell, dose: Injection, skin: Skin, length: float) -> DepotCourse:
    """Course of the tips below the dermis for a time [s] after a dose at time 0."""
    still = Perfusion(time=np.array([0.0, 1.0]), factor=np.ones(2))
    sunk = way._sunk(way.place(dose, skin, None))
    return way._course(dose, skin, sunk, 1.0, None, perfusion=still, until=length)


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
