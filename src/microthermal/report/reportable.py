"""What a report can be written of."""

from __future__ import annotations

from typing import TypeAlias

from microthermal.planning.records import Plan
from microthermal.planning.window.map import Window
from microthermal.simulation.records import Simulation

Reportable: TypeAlias = Simulation | Plan | Window


def lasered(result: Reportable) -> bool:
    """Whether a laser is used in what a page shows in full; a plan without a first shows none."""
    one = result.best if isinstance(result, Plan) else result.simulation if isinstance(result, Window) else result
    return one is None or not one.treatment.pulse.zoneless
