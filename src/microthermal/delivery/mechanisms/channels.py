"""Through the zones: a drug laid on freshly treated skin enters through channels and their coagulated rims."""

from __future__ import annotations

import math
from typing import Annotated, ClassVar, NamedTuple, final

import numpy as np

from microthermal.delivery import depot
from microthermal.delivery.cell_course import follow, levels
from microthermal.delivery.channel_closure import Walls, mean_fraction, walls
from microthermal.delivery.channel_film.cell import ChannelCell, Mask, Openness, channel_mesh, fluid
from microthermal.delivery.channel_film.course import Span, film_delivery, nothing_enters, outside
from microthermal.delivery.clearance import clearance_rates
from microthermal.delivery.dose_checks import laid_on
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.shortcuts import bloodless, merged, trapped
from microthermal.delivery.targets import target_depths, weights
from microthermal.delivery.unit_cell_grid import CellGrid, cell_grid, cell_radius
from microthermal.domain.inputs.medicine import Dose, Route, TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion
from microthermal.domain.results.zone import Lattice
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.numerics.transport.depot_mesh import Control
from microthermal.quantity import Array, Quantity, amended, record

_ROWS = 120  # of the contact, of all spans in which what stays is in the channels, and of the tissue alone
# First step [s] of a film that is laid on, and of the tissue alone; of spans in which the channels stay full.
_FIRST, _AGAIN = 1.0, 20.0
# The tissue alone: no drug is in the channels, and their walls are closed.
_ALONE = Openness(held=1.0, mouth=1.0, rim=0.0, wall=0.0)


class _Setting(NamedTuple):
    # What all spans of one film share.
    dose: TopicalFilm
    skin: Skin
    lattice: Lattice
    perfusion: Perfusion
    cell: ChannelCell


class _Start(NamedTuple):
    # Begin of a span: time, free concentration, undissolved mass per volume now and at the grains' first radius, step.
    time: float
    free: Array
    solid: Array
    whole: Array
    step: float = _FIRST


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
    cell of injections. After the contact the film is wiped off the surface and counts as leaked. What fills a channel
    stays behind its plug until epidermis and new tissue have covered the wall; what is left then is lifted out, and
    counts as leaked too. Channels that are closed when the film is laid on take nothing. ``kept`` is the fraction of
    the others whose fill stays; out of the rest a plug drives it, or it is wiped off with the film. Walls and mouths
    conduct with the fraction that is open, mean over the contact, and later over parts of the time. Zones without a
    channel let nothing in: their horny layer is dead but whole. ``volume`` of the dose is the film on one square.
    """

    kind: ClassVar[str] = "channels"
    route: ClassVar[Route] = "zones"
    sources: ClassVar[tuple[str, ...]] = ("Chen2015",)

    contact: Annotated[float, Quantity("s", "time for which the film stays", 60, 1e6)] = 14400.0
    plug: Annotated[float, Quantity("s", "time until half the channels are plugged", 60, 1e6)] = 3600.0
    # Assumed: nobody measured whether the fluid that oozes into a channel washes out what fills it.
    kept: Annotated[float, Quantity("%", "fraction of the filled channels whose fill stays", 0, 1)] = 1.0
    rim_diffusion: Annotated[float, Quantity("1", "diffusion in coagulated over living tissue", 0.01, 100)] = 1.0
    reperfusion: Annotated[float, Quantity("s", "time until half the rims have blood again", 3600, 5e6)] = 345600.0
    film_diffusion: Annotated[float, Quantity("1", "diffusion in the channel's fluid over living tissue", 1, 1e4)] = 3.0
    tolerance: Annotated[float, Quantity("1", "error of one step in time", 1e-6, 0.1)] = 0.02

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of a film on one square; what lies there or undissolved is ``depot``, what was removed ``leaked``.

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
            return nothing_enters(dose, skin, until, self.contact)
        density = lattice.pattern.density * lattice.pattern.passes
        grid, film = _grid(skin, lattice, 1.0 / math.sqrt(density))
        cell = ChannelCell(grid=grid, film=film, zones=density * dose.area)
        spans, stays = self._spans(_Setting(dose, skin, lattice, perfusion, cell), open_now, until)
        told = (*trapped(stays), *merged(lattice), *bloodless(skin))
        return amended(film_delivery(dose, skin, cell, spans), cautions=told)

    def _spans(self, setting: _Setting, open_now: float, until: float) -> tuple[list[Span], float]:
        """Contact, what stays in the channels, the tissue alone; and the fraction of the film that stays [1]."""
        dose, cell, film = setting.dose, setting.cell, setting.cell.film.ravel()
        wiped, bare = min(dose.time + self.contact, until), walls(setting.lattice, dose.time, self.plug)
        contact = self._contact(bare, open_now, (dose.time, wiped))
        given = dose.volume / cell.zones
        laid = fluid(cell.grid.volume.ravel(), film, contact.held, given)
        spans = [Span(self._run(setting, contact, laid.all, _laid(dose, film), wiped), True, _ROWS)]
        stays, end = laid.inside * (self.kept * bare.filled / contact.held), min(bare.out, until)
        fraction = float(stays.sum()) / given if wiped < bare.out else 0.0
        if fraction > depot.NOTHING and wiped < end:
            spans += self._staying(setting, bare, end, stays, spans[0].course)
        last = spans[-1].course
        begin = float(last.time[-1])
        if begin < until:
            nothing = np.zeros(film.size)
            alone = _Start(begin, np.where(film, 0.0, last.free), nothing, nothing)
            spans.append(Span(self._run(setting, _ALONE, laid.all, alone, until), False, _ROWS))
        return spans, fraction

    def _contact(self, bare: Walls, open_now: float, span: tuple[float, float]) -> Openness:
        """While the film lies on the skin: channels that keep their fill, and those out of which a plug drives it.

        What lies on the mouths enters through those that are open. A plug cuts a channel that keeps its fill off from
        them, in its top slab; below it the wall goes on taking.
        """
        driven = 1.0 - self.kept
        return Openness(
            held=driven + self.kept * bare.filled,
            mouth=driven + self.kept * open_now,
            rim=open_now,
            wall=driven * open_now + self.kept * bare.mean(*span),
        )

    def _staying(self, setting: _Setting, bare: Walls, end: float, holds: Array, before: DepotCourse) -> list[Span]:
        """From the wiping on: so much fluid in the channels [m³] (cell,), and no film on their mouths."""
        whole, held, spans = _laid(setting.dose, setting.cell.film.ravel()).whole, self.kept * bare.filled, []
        parts = bare.parts(float(before.time[-1]), end)
        for begin, stop in parts:
            wall = self.kept * bare.mean(begin, stop)
            start = _Start(begin, before.free, before.left, whole, _AGAIN)
            before = self._run(setting, Openness(held, held, wall, wall), holds, start, stop)
            spans.append(Span(before, True, _ROWS // len(parts)))
        return spans

    def _run(self, setting: _Setting, now: Openness, holds: Array, start: _Start, end: float) -> DepotCourse:
        """One span of the course, with so much fluid in the cells of the channel [m³] (cell,)."""
        dose, skin, lattice, perfusion, cell = setting
        drug, grid, film = dose.drug, cell.grid, cell.film.ravel()
        dead = 1.0 if start.time == dose.time else depot.open_fraction(start.time, self.reperfusion)
        net = channel_mesh(cell, drug, lattice.zone, holds, now, dead, faster=(self.rim_diffusion, self.film_diffusion))
        half, _ = levels(drug)
        dermal = outside(cell, weights(grid, target_depths(skin)["dermis"]))
        slab = np.arange(film.size) // net.rings
        slabs = np.where(film & (slab == np.arange(grid.z.size)[:, None]), net.volume, 0.0)
        return follow(
            drug,
            net,
            start=(start.free, start.solid),
            elimination=clearance_rates(
                drug, skin, grid, None, perfusion, begin=start.time, reperfusion=self.reperfusion
            ),
            marks=np.vstack([dermal / dermal.sum(), slabs]),
            span=(start.time, end),
            control=Control(start.step, self.tolerance, 1e-3 * min(half, 1e3) * float(net.volume.sum())),
            whole=start.whole,
        )


def _laid(dose: TopicalFilm, film: Mask) -> _Start:
    """The film in its channel and on its mouth."""
    drug = dose.drug
    suspended = drug.particle.radius is not None
    free = min(dose.concentration, drug.kinetics.solubility) if suspended else dose.concentration
    # Volumes of the film's cells are those of the fluid over the partition.
    solid = np.where(film, (dose.concentration - free) * drug.kinetics.partition, 0.0)
    return _Start(dose.time, np.where(film, free, 0.0), solid, solid)


def _grid(skin: Skin, lattice: Lattice, pitch: float) -> tuple[CellGrid, Mask]:
    """Fine grid of one zone, and which cells its channel fills (z, r)."""
    zone = lattice.zone
    radius = min(zone.channel_radius.value, 0.8 * cell_radius(pitch))
    grid = cell_grid(skin, pitch, radius, max(radius, cell_radius(pitch) / 12.0))
    depth = np.interp(grid.z, zone.z, zone.channel_outline, right=0.0)
    deepest = max(zone.channel_depth.value, float(grid.z_edges[1]))
    film = (grid.r[None, :] < np.maximum(depth, 1e-9)[:, None]) & (grid.z[:, None] < deepest)
    film[0, 0] = True  # a channel takes at least its mouth
    return grid, film
