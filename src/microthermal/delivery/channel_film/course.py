"""What becomes of a film over open channels: its masses on one square, from its first to its last span."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from microthermal.delivery.cell_course import THINNING, levels, spread_of
from microthermal.delivery.channel_film.cell import ChannelCell
from microthermal.delivery.targets import exposures, target_depths, weights
from microthermal.domain.inputs.medicine import TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Spread
from microthermal.numerics.transport.depot_balance import DepotCourse
from microthermal.quantity import Array, amended


class Span(NamedTuple):
    """Part of the course of a film: whether there is drug in its channels, and how many of its rows are told."""

    course: DepotCourse
    filled: bool
    rows: int


def outside(cell: ChannelCell, weight: Array) -> Array:
    """Weights of cells (cell,) without those of the channel, which is no tissue."""
    return weight * ~cell.film.ravel()


def film_delivery(dose: TopicalFilm, skin: Skin, cell: ChannelCell, spans: list[Span]) -> Delivery:
    """Masses on one square of the spacing: all of its zones.

    Notes
    -----
    The last row of a span still holds what is wiped off or lifted out at its end: the next span has less, and what is
    missing in it has leaked.
    """
    grid, zones, bound = cell.grid, cell.zones, dose.drug.kinetics.partition
    time: list[Array] = []
    kept, amount, taken, leaked, mean = [], [], [], [], []
    lost, already, left = 0.0, 0.0, 0.0
    for course, filled, most in spans:
        if time:
            # Between two spans with full channels nothing is lost but rounding, which would grow or shrink.
            lost += max(left - _in_channel(course, 0, bound), 0.0) if filled else left
        left = _in_channel(course, -1, bound)
        rows = np.unique(np.linspace(0, course.time.size - 1, most).astype(int))
        rows = rows[1:] if time else rows
        in_film = bound * course.mean[rows, 1:]
        time.append(course.time[rows])
        kept.append(course.solid[rows] + in_film.sum(axis=1))
        amount.append(np.maximum(course.dissolved[rows] - in_film, 0.0))
        taken.append(course.taken[rows].sum(axis=1) + already)
        leaked.append(np.full(rows.size, lost))
        mean.append(course.mean[rows, 0])
        already += float(course.taken[-1].sum())
    tissue = np.concatenate(amount)
    by_layer = [tissue[:, grid.layer == index].sum(axis=1) for index in range(len(skin.layers))]
    half, _ = levels(dose.drug)
    joined, first = _joined([span.course for span in spans]), spans[0].course
    reached = np.asarray(((joined.peak.reshape(cell.film.shape) >= half) & ~cell.film).any(axis=0))
    mass = float(first.solid[0] + first.dissolved[0].sum())
    depths = target_depths(skin)
    felt = exposures(depths, grid, joined, half, tissue=outside(cell, np.ones(cell.film.size)))
    out = lost + left if spans[-1].filled else lost
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
        in_dermis=float(min(max(1.0 - out / max(mass, 1e-300), 0.0), 1.0)),
        # Of one zone, as the grid is; of the square it is told, as all amounts are.
        exposures=tuple(amended(one, volume=zones * one.volume) for one in felt),
        thinning=zones * float(outside(cell, weights(grid, depths["dermis"])) @ joined.above[:, THINNING]),
        error=float(min(sum(float(span.course.error[-1]) for span in spans) / max(mass, 1e-300), 1.0)),
    )


def _in_channel(course: DepotCourse, row: int, bound: float) -> float:
    """Mass in the channel and on its mouth [kg], dissolved or not, in one row."""
    return bound * float(course.mean[row, 1:].sum()) + float(course.solid[row])


def _joined(courses: list[DepotCourse]) -> DepotCourse:
    """Peaks, integrals and times above of courses, one after the other."""
    first, *rest = courses
    for one in rest:
        first = first._replace(
            peak=np.maximum(first.peak, one.peak), area=first.area + one.area, above=first.above + one.above
        )
    return first


def nothing_enters(dose: TopicalFilm, skin: Skin, until: float, contact: float) -> Delivery:
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
