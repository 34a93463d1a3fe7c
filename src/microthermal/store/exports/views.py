"""The flat view of whatever a run file can hold."""

from __future__ import annotations

from dataclasses import replace

from microthermal.planning.records import Plan
from microthermal.simulation.records import Simulation
from microthermal.store.exports import of_plan, of_simulation
from microthermal.store.exports.view import View


def view_of(result: Simulation | Plan) -> View:
    """Flat view of a result; what has no points, as the moments of a run that kept none, is left out.

    Raises
    ------
    ConvergenceError
        If a number of it is not finite.
    """
    whole = of_plan.view_of(result) if isinstance(result, Plan) else of_simulation.view_of(result)
    return replace(whole, variables=tuple(one for one in whole.variables if one.values.size))
