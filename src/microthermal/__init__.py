"""microthermal: simulate and plan micro-thermal zones made in skin by fractional lasers.

Research software: it compares simulated treatments; it never gives patient orders and never drives a device.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from microthermal import catalog, report, store, units
    from microthermal.deposition.slab import slab_light
    from microthermal.domain.inputs.laser import Cooling, Pulse
    from microthermal.domain.inputs.pattern import Pattern
    from microthermal.domain.inputs.treatment import Course, Treatment
    from microthermal.domain.results.slab import OpticalLayer
    from microthermal.errors import InputError
    from microthermal.planning.plan import plan
    from microthermal.simulation.chain import simulate
    from microthermal.simulation.sessions import simulate_course
    from microthermal.simulation.settings import Settings

# Loaded when first used: a short command must not wait for numerics that it does not need.
_HOMES = {
    "Cooling": "microthermal.domain.inputs.laser",
    "Course": "microthermal.domain.inputs.treatment",
    "InputError": "microthermal.errors",
    "OpticalLayer": "microthermal.domain.results.slab",
    "Pattern": "microthermal.domain.inputs.pattern",
    "Pulse": "microthermal.domain.inputs.laser",
    "Settings": "microthermal.simulation.settings",
    "Treatment": "microthermal.domain.inputs.treatment",
    "plan": "microthermal.planning.plan",
    "simulate": "microthermal.simulation.chain",
    "simulate_course": "microthermal.simulation.sessions",
    "slab_light": "microthermal.deposition.slab",
}
_PACKAGES = ("catalog", "report", "store", "units")

__all__ = [
    "Cooling",
    "Course",
    "InputError",
    "OpticalLayer",
    "Pattern",
    "Pulse",
    "Settings",
    "Treatment",
    "catalog",
    "plan",
    "report",
    "simulate",
    "simulate_course",
    "slab_light",
    "store",
    "units",
]


def __getattr__(name: str) -> Any:
    if name in _PACKAGES:
        return importlib.import_module(f"microthermal.{name}")
    if name in _HOMES:
        return getattr(importlib.import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'microthermal' has no attribute '{name}'")


def __dir__() -> list[str]:
    return sorted(__all__)
