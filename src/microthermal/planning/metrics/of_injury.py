"""Metrics of the injury: what is dead, what pigment risks, and how long the skin is open or red."""

from __future__ import annotations

from dataclasses import replace
from math import exp, log, sqrt

import numpy as np

from microthermal.domain.inputs.skin import DERMIS, Tissue
from microthermal.domain.library.figures import PigmentFigures
from microthermal.domain.results.zone import Injury
from microthermal.healing.settling import Settled, closure, redness_gone
from microthermal.planning.metrics import Number, metric
from microthermal.quantity import Array
from microthermal.simulation.records import Simulation


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
    """Chance of pigment after one session: reference x (density / reference density)^power x phototype.

    The power joins the two arms of one trial (same mean fluence, density doubled); phototype factors are
    assumed. A scale for comparing settings, not a probability for a person.

    The band joins the spreads of the trial's fraction, of the power and of the phototype. The three are taken as
    independent, each as a factor: their logarithms add as squares.
    """
    if simulation.treatment.pulse.sham:  # no laser, no pigment of it
        return Number(0.0)
    library = simulation.library
    usual, least, most = library.figures.pigment_risk, library.ends.pigment_risk_low, library.ends.pigment_risk_high
    names = ("fraction", "power", f"phototype_{simulation.skin.phototype.lower()}")
    chance = _chance(simulation, usual)

    def spread(changed: PigmentFigures) -> float:
        ends = (_chance(simulation, replace(usual, **{name: getattr(changed, name)})) for name in names)
        return sqrt(sum(log(one / chance) ** 2 for one in ends))

    return Number(chance, (chance * exp(-spread(least)), min(1.0, chance * exp(spread(most)))))


def _chance(simulation: Simulation, figures: PigmentFigures) -> float:
    pattern = simulation.treatment.pattern
    relative = pattern.density * pattern.passes / figures.density
    chance: float = figures.fraction * relative**figures.power * figures.phototype(simulation.skin.phototype)
    return min(1.0, max(chance, 1e-9))


@metric("closure_time", unit="s", grade="fitted", meaning="time until the epidermis is closed", short="closure")
def closure_time(simulation: Simulation) -> Number:
    """When what was opened of the epidermis is closed again, but for a tenth."""
    return _number(_closed(simulation))


@metric(
    "erythema_time",
    unit="s",
    grade="assumed",
    meaning="time until the mean redness of the treated surface has faded",
    short="redness",
)
def erythema_time(simulation: Simulation) -> Number:
    """When the redness is no longer seen against the same skin untreated."""
    return _number(_pale(simulation))


@metric("downtime", unit="s", grade="assumed", meaning="time until closed and no longer red")
def downtime(simulation: Simulation) -> Number:
    """How long a person stays away: until the surface is closed and the redness gone, whichever is later."""
    return _number(max(_closed(simulation), _pale(simulation), key=lambda one: (one.time, not one.reached)))


def _closed(simulation: Simulation) -> Settled:
    return closure(simulation.healing, simulation.library.figures.scores)


def _pale(simulation: Simulation) -> Settled:
    return redness_gone(simulation.healing, simulation.untreated, simulation.library.figures.scores)


def _number(settled: Settled) -> Number:
    return Number(settled.time, beyond=not settled.reached)
