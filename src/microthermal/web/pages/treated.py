"""The treatment of a request, simulated as far as zone and field go: its digits are those of a whole simulation."""

from __future__ import annotations

from dataclasses import replace

from microthermal.cases.treatment import treatment_case
from microthermal.simulation.chain import simulate
from microthermal.simulation.records import Simulation
from microthermal.units import DAY
from microthermal.web.pages import Request


def treated(case: Request) -> Simulation:
    """Light, heat, zone and field of a case; its medicine is left out, and its healing is followed for a day.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    asked = treatment_case(case)
    settings = replace(asked.settings, numerical_error=False, persons=1, until=DAY)
    treatment = replace(asked.treatment, doses=(), history=())
    return replace(simulate(asked.skin, treatment, asked.condition, settings), title=asked.title)
