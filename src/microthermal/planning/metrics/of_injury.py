"""Metrics of the injury: what is dead, what pigment risks, and how long the skin is open or red."""

from __future__ import annotations

from dataclasses import replace
from math import exp, expm1, log, log1p, prod, sqrt
from typing import NamedTuple

import numpy as np

from microthermal.catalog.limits import class_of
from microthermal.domain.inputs.exposures import EXPOSURES, LASER
from microthermal.domain.inputs.skin import DERMIS, Tissue
from microthermal.domain.library.figures import PigmentClass, PigmentClasses, PigmentFigures, PigmentLevers
from microthermal.domain.results.zone import Injury
from microthermal.healing.settling import Settled, closure, redness_gone
from microthermal.planning.metrics import Number, metric
from microthermal.planning.warmth import warming_of
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation
from microthermal.units import DAY

# Classes of devices of which no trial of the library told pain, and after which none counted pigment.
_WITHOUT_PIGMENT = tuple(kind for kind in EXPOSURES if kind not in (LASER, "illumination"))
WITHOUT_TRIALS = ("picosecond", "low_level", *_WITHOUT_PIGMENT)
# Classes of lasers by their shortest wavelength [m], longest first.
_CLASSES = ((5e-6, "co2"), (2.5e-6, "er_yag"), (1.8e-6, "thulium"), (0.0, "er_glass"))
# A drug calms the inflammation of the session if it is there by then [s after the laser].
_SOON = 3.0 * DAY
# Fraction of the epidermis killed, below which less is not told apart from none.
_LEAST_KILLED = 1e-6
_LEVERS = ("opened_power", "doublings", "control")


@metric("necrotic_fraction", unit="%", grade="derived", meaning="dead fraction of epidermis and dermis", short="dead")
def necrotic_fraction(simulation: Simulation) -> float:
    return _mean(simulation.injury, simulation.injury.necrotic, ("epidermis", *DERMIS))


@metric("apoptotic_fraction", unit="%", grade="assumed", meaning="T cells of the dermis killed by apoptosis alone")
def apoptotic_fraction(simulation: Simulation) -> float:
    """T cells in the shell where heat kills them by apoptosis, not by necrosis."""
    return _mean(simulation.injury, simulation.injury.lymphocytes_apoptotic, DERMIS)


def _mean(injury: Injury, fraction: Array, tissues: tuple[Tissue, ...]) -> float:
    """Mean of a fraction over the layers of some tissues, by their thickness [1]."""
    counted = np.array([tissue in tissues for tissue in injury.tissues], dtype=np.float64)
    weights = injury.thickness * counted
    return float(np.sum(weights * fraction) / np.sum(weights))


@metric(
    "pigment_risk", unit="%", grade="scenario", meaning="chance of post-inflammatory pigment after a session",
    short="pigment",
)  # fmt: skip
def pigment_risk(simulation: Simulation) -> Number:
    """Chance of pigment after one session, 1 - exp(-h), with the hazard h of the class of device and its levers.

    h = -ln(1 - fraction) (density / usual)^power (killed / usual)^opened_power 2^((rise - usual) doublings)
    x phototype x control: the fraction is that of a usual session with the class, whose density, epidermis killed by
    one microbeam and rise between the zones are the usual ones; control counts where a drug that calms cytokines is
    there by day 3. A scale for comparing settings, not a probability for a person.

    The band joins the spreads of all of these. They are taken as independent, each as a factor: their logarithms add as
    squares.
    """
    if simulation.treatment.pulse.zoneless:  # no zone, no pigment of it
        return Number(0.0)
    if laser_class(simulation) in _WITHOUT_PIGMENT:
        return Number(0.0, undefined="a device after which no trial of the library counted pigment")
    hazard, low, high = _hazards(simulation)
    return Number(-expm1(-hazard), (-expm1(-low), -expm1(-high)))


@metric(
    "pigment_course", unit="%", grade="scenario", short="pigment in all",
    meaning="chance of post-inflammatory pigment over all visits", course=True,
)  # fmt: skip
def pigment_course(simulation: Simulation, visits: int) -> Number:
    """Chance of pigment over a course of n equal visits, as trials count persons: 1 - exp(-h n^repeats).

    With ``repeats`` 1 the visits are independent of one another, with 0 it is always the same persons who have it.
    """
    if simulation.treatment.pulse.zoneless:
        return Number(0.0)
    if laser_class(simulation) in _WITHOUT_PIGMENT:
        return Number(0.0, undefined="a device after which no trial of the library counted pigment")
    hazard, low, high = _hazards(simulation)
    every = (simulation.library.figures, simulation.library.ends)
    usual, least, most = every[0].pigment_levers, every[1].pigment_levers_low, every[1].pigment_levers_high
    more = [float(visits) ** one.repeats for one in (usual, least, most)]
    # Spreads are independent, each a factor: their logarithms add as squares.
    down = exp(-sqrt(log(hazard / low) ** 2 + log(more[0] / more[1]) ** 2))
    up = exp(sqrt(log(high / hazard) ** 2 + log(more[2] / more[0]) ** 2))
    whole = hazard * more[0]
    return Number(-expm1(-whole), (-expm1(-whole * down), -expm1(-whole * up)))


def _hazards(simulation: Simulation) -> tuple[float, float, float]:
    """Hazard of one session, and the ends of its band."""
    figures, ends = simulation.library.figures, simulation.library.ends
    usual = Pigment(figures.pigment_classes, figures.pigment_levers, figures.pigment_risk)
    least = Pigment(ends.pigment_classes_low, ends.pigment_levers_low, ends.pigment_risk_low)
    most = Pigment(ends.pigment_classes_high, ends.pigment_levers_high, ends.pigment_risk_high)
    hazard = _hazard(simulation, usual)

    def spread(end: Pigment) -> float:
        levers = (replace(usual.levers, **{name: getattr(end.levers, name)}) for name in _LEVERS)
        names = ("power", f"phototype_{simulation.skin.phototype.lower()}")
        skins = (replace(usual.skin, **{name: getattr(end.skin, name)}) for name in names)
        moved = [usual._replace(classes=end.classes)]
        moved += [usual._replace(levers=one) for one in levers] + [usual._replace(skin=one) for one in skins]
        return sqrt(sum(log(_hazard(simulation, one) / hazard) ** 2 for one in moved))

    return hazard, hazard * exp(-spread(least)), hazard * exp(spread(most))


class Pigment(NamedTuple):
    """All figures of the chance of pigment."""

    classes: PigmentClasses
    levers: PigmentLevers
    skin: PigmentFigures


def _hazard(simulation: Simulation, figures: Pigment) -> float:
    usual: PigmentClass = getattr(figures.classes, laser_class(simulation))
    pattern, levers = simulation.treatment.pattern, figures.levers
    density, opened = pattern.density * pattern.passes, max(simulation.injury.epidermis_open, _LEAST_KILLED)
    warming_of(simulation)
    killed = opened / density / (usual.opened / usual.density) if usual.opened > 0.0 else 1.0
    factors = (
        (density / usual.density) ** figures.skin.power,
        killed**levers.opened_power,
        2.0 ** ((simulation.lattice.bulk_rise - usual.rise) * levers.doublings),
        figures.skin.phototype(simulation.skin.phototype),
        levers.control if _calmed(simulation) else 1.0,
    )
    session = -log1p(-usual.fraction) / usual.sessions**levers.repeats
    return float(max(session * prod(factors), 1e-9))


def laser_class(simulation: Simulation) -> str:
    """Class of the device by its pulse and wavelength; others that leave the surface whole count as erbium glass.

    Current and sound are classes of their own.

    Parameters
    ----------
    simulation : Simulation
        Whose pulse is asked.
    """
    found, wavelength = class_of(simulation.treatment.pulse), simulation.treatment.pulse.wavelength
    if found in WITHOUT_TRIALS or wavelength is None:
        return found
    return next(name for shortest, name in _CLASSES if wavelength >= shortest)


def _calmed(simulation: Simulation) -> bool:
    """Whether a drug that lowers the production of cytokines is there soon after the laser."""
    return any(
        effect.species == "cytokines" and effect.change < 0.0
        for delivery in simulation.deliveries
        if float(delivery.time[0]) <= _SOON and float(delivery.time[-1]) > 0.0
        for effect in delivery.dose.drug.effects
    )


@metric(
    "closure_time",
    unit="s",
    grade="fitted",
    meaning="time until the epidermis is closed",
    short="closure",
    persons=True,
)
def closure_time(simulation: Simulation) -> Number:
    """When what was opened of the epidermis is closed again, but for a tenth."""
    return _number(_closed(simulation))


@metric(
    "erythema_time",
    unit="s",
    grade="assumed",
    meaning="time until the mean redness of the treated surface has faded",
    short="redness",
    persons=True,
)
def erythema_time(simulation: Simulation) -> Number:
    """When the redness is no longer seen against the same skin untreated."""
    return _number(_pale(simulation))


@metric("downtime", unit="s", grade="assumed", meaning="time until closed and no longer red", persons=True)
def downtime(simulation: Simulation) -> Number:
    """How long a person stays away: until the surface is closed and the redness gone, whichever is later."""
    return _number(max(_closed(simulation), _pale(simulation), key=lambda one: (one.time, not one.reached)))


def _closed(simulation: Simulation) -> Settled:
    return closure(simulation.healing, simulation.library.figures.scores)


def _pale(simulation: Simulation) -> Settled:
    return redness_gone(simulation.healing, simulation.untreated, simulation.library.figures.scores)


def _number(settled: Settled) -> Number:
    return Number(settled.time, beyond=not settled.reached)
