"""Onto closed skin: a film laid on once or again and again passes the horny layer, and blood carries it off."""

from __future__ import annotations

from typing import Annotated, ClassVar, final

import numpy as np

from microthermal.delivery.clearance import mean_flow
from microthermal.delivery.dose_checks import refuse_late
from microthermal.delivery.layers import dermis
from microthermal.delivery.mechanisms import mechanism
from microthermal.delivery.schedule import times
from microthermal.delivery.unit_cell_grid import cell_radius
from microthermal.domain.inputs.medicine import Dose, Route, TopicalFilm
from microthermal.domain.inputs.skin import Skin
from microthermal.domain.results.response import Delivery, Perfusion, Spread
from microthermal.domain.results.zone import Lattice
from microthermal.errors import InputError
from microthermal.quantity import Array, Quantity, record

# Moments of one application: while the film lies there, and after it; the first a minute after each change.
_NODES, _FIRST = 14, 60.0


@mechanism
@final
@record
class ClosedSkinFilm:
    """Topical drug through the closed horny layer.

    Notes
    -----
    Flux = permeability · min(concentration in the film, solubility): above saturation the flux is constant, so a
    vehicle that dries changes nothing until the drug itself runs out. ``contact`` after it was laid on, or when the
    next one is, what is left is wiped off and counts as leaked. In the dermis, ``partition`` h dc/dt = flux - k h c,
    with the thickness h and the clearance k by blood at its flow of the moment: since clearance is even and linear,
    the mean over depth obeys this however the drug is spread; what sinks into fat is left out. ``volume`` of the dose
    is the film on one square. The zones play no part: see ``channels`` for those that are open.
    """

    kind: ClassVar[str] = "film"
    route: ClassVar[Route] = "zones"
    sources: ClassVar[tuple[str, ...]] = ("PottsGuy1992", "Franz1985")

    contact: Annotated[float, Quantity("s", "time for which the film stays if the dose does not say", 60, 1e6)] = (
        28800.0
    )

    def deliver(self, dose: Dose, skin: Skin, lattice: Lattice | None, perfusion: Perfusion, until: float) -> Delivery:
        """Course of all applications on one square; what lies in the film is ``depot``, what was wiped off ``leaked``.

        Raises
        ------
        InputError
            If the dose is not for the skin's surface, or ends before it begins.
        """
        if dose.route != "zones":
            raise InputError(f"dose.route: a film cannot give a dose by the route '{dose.route}'")
        refuse_late(dose, until)
        starts, area, drug = times(dose, until), dose.area, dose.drug
        contact = self.contact if dose.contact is None else dose.contact
        laid = dose.concentration * dose.volume
        time, film, entered, wiped = [], [], [], []
        passed = lost = 0.0
        for number, start in enumerate(starts.tolist()):
            end = float(starts[number + 1]) if number + 1 < starts.size else until
            moments = _moments(start, min(start + contact, end), end)
            inside = moments < min(start + contact, end)
            left = self._left(dose, np.minimum(moments - start, min(contact, end - start)))
            time.append(moments[:-1])
            film.append(np.where(inside, left, 0.0)[:-1])
            entered.append((passed + laid - left)[:-1])
            wiped.append((lost + np.where(inside, 0.0, left))[:-1])
            passed, lost = passed + laid - float(left[-1]), lost + float(left[-1])
        on = until < float(starts[-1]) + contact
        every = np.append(np.concatenate(time), until)
        depot = np.append(np.concatenate(film), float(left[-1]) if on else 0.0)
        leaked = np.append(np.concatenate(wiped), lost - float(left[-1]) if on else lost)
        into = np.append(np.concatenate(entered), passed)
        target = dermis(skin)
        held, cleared = _cleared(drug.kinetics.partition, every, into, self._elimination(dose, every, perfusion))
        depth = target.bottom - target.top
        concentration = held / (drug.kinetics.partition * depth * area)
        half = min((effect.half for effect in drug.effects), default=np.inf)
        acts = bool((concentration >= half).any())
        thins = drug.atrophy_level
        above = 0.0 if thins is None else _fractions_above(concentration, thins) @ np.diff(every)
        return Delivery(
            dose=dose,
            layers=tuple(layer.name for layer in skin.layers),
            time=every,
            depot=depot,
            amount=held[:, None] * target.inside,
            systemic=cleared,
            leaked=leaked,
            concentration=concentration,
            spread=Spread(
                reach=cell_radius(dose.side) if acts else 0.0, coverage=1.0 if acts else 0.0, reaches_edge=acts
            ),
            in_dermis=float(min(passed / (laid * starts.size), 1.0)),
            thinning=float(above) * depth * area,
        )

    def _left(self, dose: TopicalFilm, after: Array) -> Array:
        """Mass in the film [kg] some time after it was laid on [s] (t,)."""
        area, push = dose.area, dose.drug.bounds.topical.permeability or 0.0
        laid = dose.concentration * dose.volume
        saturated = min(dose.drug.kinetics.solubility * dose.volume, laid)
        even = push * area * dose.drug.kinetics.solubility  # kg/s while the film is above saturation
        thins = (laid - saturated) / even if even > 0.0 else np.inf
        late = saturated * np.exp(-push * area / dose.volume * np.maximum(after - thins, 0.0))
        return np.asarray(np.where(after < thins, laid - even * after, late))

    def _elimination(self, dose: TopicalFilm, every: Array, perfusion: Perfusion) -> Array:
        return np.asarray(dose.drug.kinetics.clearance * mean_flow(perfusion, every) + dose.drug.kinetics.lymph)


def _moments(start: float, wiped: float, end: float) -> Array:
    """Moments from one application to the next [s] (t,): dense after it is laid on and after it is wiped off."""
    parts = [np.array([start])]
    for low, high in ((start, wiped), (wiped, end)):
        if high > low:
            parts.append(low + np.geomspace(min(_FIRST, 0.5 * (high - low)), high - low, _NODES))
            parts.append(np.array([high]))
    found: Array = np.unique(np.concatenate(parts))
    # Rounding may leave two almost equal moments where one part ends and the next begins.
    keep = np.append(np.diff(found) > 1e-6, True)
    found = found[keep]
    found[0], found[-1] = start, end
    return found


def _fractions_above(values: Array, level: float) -> Array:
    """Fraction of each step that values spend at or above a level, if they run straight (step,)."""
    high, low = np.maximum(values[1:], values[:-1]), np.minimum(values[1:], values[:-1])
    span = high - low
    part = np.divide(high - level, span, out=(high >= level).astype(np.float64), where=span > 0.0)
    return np.asarray(np.clip(part, 0.0, 1.0))


def _cleared(partition: float, time: Array, entered: Array, elimination: Array) -> tuple[Array, Array]:
    """Mass in the dermis and mass carried off [kg] (t,), exact for an even inflow in each step."""
    width, inflow = np.diff(time), np.diff(entered)
    faded = elimination / partition * width
    stays = np.exp(-faded)
    fresh = inflow * np.where(faded > 1e-12, -np.expm1(-faded) / np.maximum(faded, 1e-300), 1.0)
    held = np.zeros(time.size)
    level = 0.0
    for number, (fraction, more) in enumerate(zip(stays.tolist(), fresh.tolist(), strict=True), start=1):
        level = level * fraction + more
        held[number] = level
    cleared = np.maximum.accumulate(np.maximum(entered - held, 0.0))
    return np.maximum(entered - cleared, 0.0), cleared
