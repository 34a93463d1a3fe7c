"""Metrics of the lattice: what it covers, what it leaves alive, and how warm that becomes."""

from __future__ import annotations

import numpy as np

from microthermal.domain.results.field import Overlap
from microthermal.planning.metrics import metric
from microthermal.planning.warmth import warming_of
from microthermal.simulation.records import Simulation
from microthermal.zones.overlaps import overlap_of
from microthermal.zones.patterns import covered


@metric("coverage", unit="%", grade="derived", meaning="fraction of the surface inside zones", short="cover")
def coverage(simulation: Simulation) -> float:
    return simulation.lattice.coverage


@metric("middle_coverage", unit="%", grade="derived", meaning="area inside zones at half their depth, all passes")
def middle_coverage(simulation: Simulation) -> float:
    return simulation.lattice.middle_coverage


@metric(
    "coagulated_coverage", unit="%", grade="derived", meaning="surface inside coagulated zones, all passes",
    short="cover",
)  # fmt: skip
def coagulated_coverage(simulation: Simulation) -> float:
    """Fraction of the surface inside coagulated collagen, as histology counts zones."""
    return simulation.lattice.coagulation_coverage


@metric(
    "beam_coverage", unit="%", grade="derived", meaning="surface under beams of their stated radius, all passes",
    short="cover",
)  # fmt: skip
def beam_coverage(simulation: Simulation) -> float:
    """Coverage as makers and trials of ablative devices state it; overlaps are counted once."""
    treatment = simulation.treatment
    if treatment.pulse.zoneless:
        return 0.0
    return float(covered(np.array(treatment.pulse.radius), treatment.pattern))


@metric("double_hit", unit="%", grade="derived", meaning="surface hit at least twice", short="twice")
def double_hit(simulation: Simulation) -> float:
    return _overlap(simulation).twice


@metric("bridge", unit="m", grade="derived", meaning="mean living tissue between a zone and its nearest neighbour")
def bridge(simulation: Simulation) -> float:
    return simulation.lattice.bridge


@metric("narrow_bridge", unit="m", grade="derived", meaning="narrowest twentieth of the living bridges")
def narrow_bridge(simulation: Simulation) -> float:
    """Width that one living bridge in twenty falls below."""
    return float(_overlap(simulation).bridges[0])


def _overlap(simulation: Simulation) -> Overlap:
    meeting = simulation.lattice.meeting
    if meeting is None:  # a run file from before overlaps were kept
        meeting = overlap_of(simulation.zone.radius.value, simulation.treatment.pattern)
    return meeting


@metric("fluence", unit="J/m**2", grade="derived", meaning="mean fluence over the area", short="light")
def fluence(simulation: Simulation) -> float:
    """Mean fluence of all passes."""
    return simulation.lattice.fluence


@metric("bulk_rise", unit="delta_degC", grade="derived", meaning="rise of temperature between the zones", short="heat")
def bulk_rise(simulation: Simulation) -> float:
    warming_of(simulation)
    return simulation.lattice.bulk_rise


@metric(
    "residual_rise", unit="delta_degC", grade="derived", meaning="rise that is left when the last pass begins",
    short="residue",
)  # fmt: skip
def residual_rise(simulation: Simulation) -> float:
    """Rise of temperature that earlier passes have left when the last one begins."""
    return max(0.0, warming_of(simulation).left)
