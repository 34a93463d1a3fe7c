"""Follow-up of all visits: healing and medicine are computed in one run, from which the part of each visit is cut."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from microthermal.delivery.depot import crushed_fraction, grid_fraction
from microthermal.delivery.mechanisms import Mechanism
from microthermal.delivery.rounds import ways
from microthermal.domain.inputs.condition import Condition
from microthermal.domain.inputs.medicine import Dose
from microthermal.domain.inputs.skin import Skin, Tissue
from microthermal.domain.library.figures import NeedleFigures
from microthermal.domain.results.caution import Caution
from microthermal.domain.results.response import Delivery, Healing, Perfusion, Spread, Visit
from microthermal.domain.results.zone import Closure, Injury, Lattice
from microthermal.healing.models import HealingModel
from microthermal.quantity import Array, amended
from microthermal.units import show

# Fraction of a dose that must be left at the next visit for a caution.
_LEFT = 0.01


@dataclass(frozen=True)
class LaserEffect:
    """What the laser of one visit did, when [s after the first], and what is given with it."""

    time: float
    lattice: Lattice
    injury: Injury
    doses: tuple[Dose, ...]


@dataclass(frozen=True)
class Weeks:
    """What one visit sees, in times after its own laser; its deliveries run on to the end of the course."""

    lattice: Lattice
    perfusion: Perfusion
    deliveries: tuple[Delivery, ...]
    methods: tuple[str, ...]
    healing: Healing
    untreated: Healing
    cautions: tuple[Caution, ...]


def follow_up(
    model: HealingModel,
    skin: Skin,
    condition: Condition,
    visits: tuple[LaserEffect, ...],
    until: float,
    needles: NeedleFigures,
    needle: Mechanism | None = None,
) -> tuple[Weeks, ...]:
    """Healing and medicine of all visits.

    Parameters
    ----------
    model : HealingModel
        The model.
    skin : Skin
        Skin as the condition has changed it.
    condition : Condition
        Before the first visit.
    visits : tuple of LaserEffect
        In order of time, the first at 0.
    until : float
        End of the course [s after the first laser].
    needles : NeedleFigures
        What needles do to the skin that they pass.
    needle : Mechanism, optional
        What injects, in place of the usual one.

    Notes
    -----
    Drug of one visit stays where it is when the next comes: each dose is followed to the end of the course, cleared by
    the blood flow of all visits, and the healing of all visits is one run. What a visit sees is cut from it. A later
    laser does not open new channels to an older depot. ``untreated`` is the skin without this visit: it goes on
    healing from the earlier ones, with their medicine.
    """
    bare = tuple(Visit(time=visit.time, injury=visit.injury) for visit in visits)
    first_end = visits[1].time if len(visits) > 1 else until
    untreated = _untreated(model, uninjured(bare[0].injury), condition, first_end)  # type: ignore[arg-type]
    alone = model.follow_visits(bare, condition, until)
    rest = float(untreated.of("perfusion")[0])
    flow = alone.of("perfusion") / rest
    ends = [visit.time for visit in visits[1:]] + [until]
    visits = tuple(
        _closing(visit, part_of(alone, visit.time, end), untreated) for visit, end in zip(visits, ends, strict=True)
    )
    plain = tuple(
        _medicine(skin, visit, Perfusion(time=alone.time - visit.time, factor=flow), until, needle, tuft=condition.tuft)
        for visit in visits
    )
    given = tuple((tuple(with_needle_ways(one, needles) for one in found), methods) for found, methods in plain)
    whole = tuple(amended(visit, deliveries=found) for visit, (found, _) in zip(bare, given, strict=True))
    healing = model.follow_visits(whole, condition, until) if any(found for found, _ in given) else alone
    parts = []
    for number, (visit, end) in enumerate(zip(visits, ends, strict=True)):
        if number:
            skipped = Visit(time=visit.time, injury=uninjured(visit.injury))
            untreated = part_of(model.follow_visits((*whole[:number], skipped), condition, end), visit.time, end)
        mine_alone = part_of(alone, visit.time, end)
        deliveries, methods = given[number]
        parts.append(
            Weeks(
                lattice=visit.lattice,
                perfusion=Perfusion(time=mine_alone.time, factor=mine_alone.of("perfusion") / rest),
                deliveries=deliveries,
                methods=methods,
                healing=part_of(healing, visit.time, end),
                untreated=untreated,
                cautions=_left_over(whole[:number], visit.time),
            )
        )
    return tuple(parts)


def _closing(visit: LaserEffect, healing: Healing, untreated: Healing) -> LaserEffect:
    """How the channels of a visit close: epidermis over their mouths, tissue that fills them."""
    if not visit.injury.ablated:
        return visit

    def left(species: str) -> Array:
        level = np.maximum(healing.of(species) - float(untreated.of(species)[0]), 0.0)
        fraction: Array = np.clip(level / level[0], 0.0, 1.0) if level[0] > 0.0 else np.zeros_like(level)
        return fraction

    closure = Closure(time=healing.time, mouths=left("open_epidermis"), depth=left("open_channels"))
    return amended(visit, lattice=amended(visit.lattice, closure=closure))


def _medicine(
    skin: Skin, visit: LaserEffect, perfusion: Perfusion, until: float, needle: Mechanism | None, tuft: float | None
) -> tuple[tuple[Delivery, ...], tuple[str, ...]]:
    """Doses of one visit over the rest of the course, and the kinds of the mechanisms that brought them."""
    end = until - visit.time
    mine = [way for dose in visit.doses for way in ways(dose, visit.lattice, end, needle)]
    found = tuple(_answered(way.deliver(dose, skin, visit.lattice, perfusion, end), tuft) for way, dose in mine)
    return found, tuple(way.kind for way, _ in mine)


def _answered(delivery: Delivery, tuft: float | None) -> Delivery:
    """A delivery whose points act on no more of the skin around them than the condition is known to answer in."""
    dose, spread = delivery.dose, delivery.spread
    if tuft is None or dose.route == "zones" or tuft >= spread.reach:
        return delivery
    return amended(delivery, spread=Spread(reach=tuft, coverage=grid_fraction(tuft, dose.spacing)))


def with_needle_ways(delivery: Delivery, needles: NeedleFigures) -> Delivery:
    """A delivery that also tells what its needles crush; the same one where no needle is used."""
    fraction = crushed_fraction(delivery.dose, needles)
    return delivery if fraction == 0.0 else amended(delivery, spread=amended(delivery.spread, crushed=fraction))


def part_of(healing: Healing, begin: float, end: float) -> Healing:
    """Part of a course from one visit until just before the next, in times after that visit.

    Parameters
    ----------
    healing : Healing
        Course of all visits.
    begin, end : float
        The visit, and the next one or the end of the course [s].
    """
    if begin == 0.0 and end >= healing.time[-1]:
        return healing
    last = end >= healing.time[-1]
    inside = (healing.time >= begin) & ((healing.time <= end) if last else (healing.time < end))
    return Healing(time=healing.time[inside] - begin, species=healing.species, state=healing.state[inside])


def uninjured(injury: Injury) -> Injury:
    """An injury of zero in the same layers."""
    return _uninjured(injury.layers, tuple(injury.thickness.tolist()), injury.tissues)


@lru_cache(maxsize=16)
def _uninjured(layers: tuple[str, ...], thickness: tuple[float, ...], tissues: tuple[Tissue | None, ...]) -> Injury:
    nothing = np.zeros(len(layers))
    return Injury(
        layers=layers, thickness=np.array(thickness), removed=nothing, necrotic=nothing, denatured=nothing,
        stressed=nothing, lymphocytes_apoptotic=nothing, lymphocytes_lost=nothing, vessels_closed=nothing,
        epidermis_open=0.0, zone_radius=0.0, ablated=False, tissues=tissues,
    )  # fmt: skip


@lru_cache(maxsize=16)  # whatever the laser does, the skin beside which it is seen is the same
def _untreated(model: HealingModel, nothing: Injury, condition: Condition, until: float) -> Healing:
    return model.follow_visits((Visit(injury=nothing),), condition, until)


def _left_over(earlier: tuple[Visit, ...], now: float) -> tuple[Caution, ...]:
    """Cautions about drug that is left from earlier visits."""
    found = []
    for visit in earlier:
        for delivery in visit.deliveries:
            dose, after = delivery.dose, now - visit.time
            if delivery.time[0] >= after:
                continue
            mass = dose.concentration * dose.volume
            left = float(np.interp(after, delivery.time, delivery.depot + delivery.amount.sum(axis=1)))
            if left > _LEFT * mass:
                text = (
                    f"{show(left, 'kg')} of {dose.drug.title} a point is left of an earlier visit and goes on acting; "
                    "that new channels let it out or that its depot is heated is not modelled"
                )
                found.append(Caution(stage="delivery", text=text, weight="note"))
    return tuple(found)
