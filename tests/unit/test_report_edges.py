"""Reports of unusual results: one candidate, an empty depot, a dose before the laser, no zone, odd lattices."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from dataclasses import replace

import numpy as np
import pytest
from tests.reference import synthetic
from tests.reference.digits import raw_numbers

from microthermal import report
from microthermal.domain.inputs.pattern import Pattern
from microthermal.domain.results.response import Spread
from microthermal.planning.records import Plan
from microthermal.quantity import Measured
from microthermal.simulation.records import Simulation

pytestmark = pytest.mark.slow

_BASE = synthetic.simulation(ablative=False, dosed=True)
_NONE = Measured(value=0.0)


def _one_candidate() -> Plan:
    plan = synthetic.plan()
    only = replace(plan.options[0], risk=0.0, score=0.0, reasons=())
    return replace(plan, options=(only,), refused=(), reasons=(), cautions=(), best=None, calendar=())


def _nothing_delivered() -> Simulation:
    delivery = _BASE.deliveries[0]
    nothing = np.zeros_like(delivery.time)
    empty = replace(
        delivery, depot=nothing, systemic=nothing, leaked=nothing, concentration=nothing,
        spread=Spread(reach=0.0, coverage=0.0), amount=np.zeros_like(delivery.amount), in_dermis=0.0,
    )  # fmt: skip
    return replace(_BASE, deliveries=(empty,))


def _dose_before_the_laser() -> Simulation:
    delivery = _BASE.deliveries[0]
    dose = replace(delivery.dose, time=-7 * synthetic.DAY)
    early = replace(delivery, dose=dose, time=delivery.time - 14 * synthetic.DAY)
    return replace(_BASE, deliveries=(early, delivery), treatment=replace(_BASE.treatment, doses=(dose, delivery.dose)))


def _no_zone() -> Simulation:
    damage = replace(_BASE.damage, omega=np.zeros_like(_BASE.damage.omega), peak=np.full_like(_BASE.damage.peak, 306.0))
    reaches = tuple(replace(reach, depth=_NONE, radius=_NONE, volume=_NONE) for reach in _BASE.zone.reaches)
    zone = replace(
        _BASE.zone, depth=_NONE, radius=_NONE, volume=_NONE, reaches=reaches, outline=np.zeros_like(_BASE.zone.outline)
    )
    return replace(_BASE, run=replace(_BASE.run, damage=damage, zone=zone), lattice=replace(_BASE.lattice, zone=zone))


def _odd_lattice() -> Simulation:
    pattern = Pattern(density=4e7, passes=12, layout="random")
    return replace(
        _BASE, treatment=replace(_BASE.treatment, pattern=pattern), lattice=replace(_BASE.lattice, pitch=1.6e-4)
    )


CASES = (_one_candidate, _nothing_delivered, _dose_before_the_laser, _no_zone, _odd_lattice)


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.__name__).strip("_"))
def test_unusual_results_are_shown_whole(case: object) -> None:
    text = report.html(case())  # type: ignore[operator]
    assert raw_numbers(text) == {}
    tree = ElementTree.fromstring(text.replace("<!DOCTYPE html>", "").strip())
    words = " ".join(tree.itertext())
    assert "nan" not in words.split()
    assert "The heaviest cautions" in words
