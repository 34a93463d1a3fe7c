"""Metrics of one zone: how deep, how wide, how thick its rim."""

from __future__ import annotations

from microthermal.planning.metrics import metric
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation


@metric("depth", unit="m", grade="derived", meaning="depth of the zone")
def depth(simulation: Simulation) -> float:
    return simulation.zone.depth.value


@metric("channel_depth", unit="m", grade="derived", meaning="depth of the ablated channel")
def channel_depth(simulation: Simulation) -> float:
    return simulation.zone.channel_depth.value


@metric("width", unit="m", grade="derived", meaning="greatest width of the zone")
def width(simulation: Simulation) -> float:
    return 2 * simulation.zone.radius.value


@metric("rim", unit="m", grade="derived", meaning="thickness of the coagulated rim")
def rim(simulation: Simulation) -> float:
    return simulation.zone.rim.value


@metric(
    "depth_fraction", unit="%", grade="derived", meaning="depth of the zone as a fraction of epidermis and dermis",
    short="deep",
)  # fmt: skip
def depth_fraction(simulation: Simulation) -> float:
    skin = affected(simulation.skin, simulation.condition)
    return simulation.zone.depth.value / skin.depth_of("dermis")[1]


@metric(
    "target_reach", unit="%", grade="derived", meaning="depth of the zone as a fraction of the depth to be reached",
    short="shallow",
)  # fmt: skip
def target_reach(simulation: Simulation) -> float:
    return simulation.zone.depth.value / simulation.condition.target_depth
