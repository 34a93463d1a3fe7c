"""Every metric of both sides, their difference, and whether it is larger than its doubt."""

from __future__ import annotations

from collections.abc import Mapping

from microthermal.domain.inputs.goal import Estimate
from microthermal.numerics.wholes import WHOLE
from microthermal.planning.metrics import metrics
from microthermal.quantity import amended
from microthermal.simulation.records import Simulation
from microthermal.studies.compare.pairing import Paired
from microthermal.studies.compare.records import Difference, Told

# What lies between zones is no number where there are none: it would be the distance of beams that heat nothing.
_BETWEEN_ZONES = ("bridge", "narrow_bridge")


def differences(a: Mapping[str, Estimate], b: Mapping[str, Estimate], under: Paired,
                sides: tuple[Simulation, Simulation]) -> tuple[Difference, ...]:  # fmt: skip
    """Difference of every metric that is about one of the two skins, in the order of the metrics.

    Parameters
    ----------
    a, b : Mapping
        Metrics of both sides in nominal skin, with their bands.
    under : Paired
        Both under every doubt.
    sides : tuple of Simulation
        The two simulations, whose numerical errors bound what can be told.
    """
    floors = [_numerical(one) for one in sides]
    found = []
    conditions = [one.condition for one in sides]
    for name in metrics.kinds():
        concerned = any(one.concerned(metrics[name].concern) for one in conditions)
        if concerned and name in a and name in b:
            floor = sum(held.get(name, 0.0) for held in floors)
            pair = (_of_zones(name, a[name], sides[0]), _of_zones(name, b[name], sides[1]))
            found.append(_difference(name, pair, under, floor))
    return tuple(found)


def _of_zones(name: str, estimate: Estimate, one: Simulation) -> Estimate:
    if name in _BETWEEN_ZONES and one.treatment.pulse.zoneless:
        return amended(estimate, undefined="nothing here makes a zone")
    return estimate


def _difference(name: str, pair: tuple[Estimate, Estimate], under: Paired, floor: float) -> Difference:
    one, other = pair
    if one.undefined or other.undefined:
        return Difference(metric=name, a=one, b=other, value=0.0, low=0.0, high=0.0, told="not defined")
    value = other.value - one.value
    usual = under.nominal.b.of(name).value - under.nominal.a.of(name).value
    # What a doubt adds is taken from runs of one kind, and put on what both sides show.
    shifts = [two.b.of(name).value - two.a.of(name).value - usual for two in under.pairs]
    every = [value, *(value + shift for shift in shifts)]
    slack = max(floor, WHOLE * max(abs(one.value), abs(other.value)))
    agreeing = sum(_sense(each, slack) == _sense(value, slack) != 0 for each in every[1:])
    return Difference(
        metric=name, a=one, b=other, value=value, low=min(every), high=max(every),
        told=_told(every, slack, (one.beyond, other.beyond)), agreeing=agreeing, doubts=len(shifts), floor=floor,
    )  # fmt: skip


def _told(every: list[float], slack: float, bounds: tuple[bool, bool]) -> Told:
    """What can be said of some differences; ``bounds`` say which side is only a lower bound."""
    if all(abs(each) <= slack for each in every):
        # Two lower bounds that are equal say nothing of what lies beyond them.
        return "not told apart" if any(bounds) else "the same"
    if all(each > slack for each in every) and not bounds[0]:
        return "larger"
    if all(each < -slack for each in every) and not bounds[1]:
        return "smaller"
    return "not told apart"


def _sense(value: float, slack: float) -> int:
    return (value > slack) - (value < -slack)


def _numerical(one: Simulation) -> dict[str, float]:
    """Numerical errors of the metrics that are lengths of the zone [m]."""
    zone = one.zone
    return {
        "depth": zone.depth.error, "width": 2.0 * zone.radius.error, "channel_depth": zone.channel_depth.error,
        "rim": zone.rim.error,
    }  # fmt: skip
