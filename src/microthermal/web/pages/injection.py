"""An injection beside its laser treatment: reach, leak and levels of the dose, its grid of points, and its day."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal import catalog
from microthermal.delivery.schedule import given, measured
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Delivery
from microthermal.errors import Fault, InputError
from microthermal.planning.injection_day.curve import TimingCurve, days, usual_goal
from microthermal.planning.injection_day.study import simulated as simulated_alone
from microthermal.planning.injection_day.study import study
from microthermal.planning.injection_day.words import best_days, day_name
from microthermal.report.sections.injection.injection import injection_section
from microthermal.report.wording import injection, reach
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.blocks import block_document
from microthermal.web.pages.held import only, read, simulated, text_in, whole_in
from microthermal.web.pages.weeks import skin_cut

_FIRST, _LAST, _LATEST = -2, 28, 90
_SCENARIOS = 8
# What a picture of the first hour does not show yet.
_NONE = {name: 0.0 for name in ("fresh", "red", "cells")}


def answer(request: Request, work: Work) -> Answer:
    """Simulate a treatment with its injection, and tell where the drug goes.

    Parameters
    ----------
    request : dict
        ``case``: one treatment with a dose, as a case file holds it.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        With every fault of the case, or if it has no dose.
    """
    only(request, "case")
    work.tell(0, 2, "light, heat, damage, depot, healing")
    found = simulated(request.get("case", {}))
    if not found.deliveries:
        raise InputError([Fault("doses", "nothing is injected; choose a medicine")])
    work.tell(1, 2, "figures")
    block = injection_section(found)
    return {
        "title": found.title, "section": None if block is None else block_document(block),
        "doses": [_dose(one, found) for one in found.deliveries], "picture": skin_cut(found),
        "levels": {name: 1.0 for name in ("dead", "stressed", "denatured", "open", "unfilled")} | _NONE,
    }  # fmt: skip


def _dose(delivery: Delivery, simulation: Simulation) -> dict[str, Any]:
    dose = delivery.dose
    told = {"text": injection(dose, float(delivery.time[-1])), "day": dose.time / DAY, "route": dose.route}
    if not isinstance(dose, Injection):
        return told
    lattice, sham = simulation.lattice, simulation.treatment.pulse.sham
    return {
        **told, "spacing": 1e3 * dose.spacing, "depth": 1e3 * dose.depth, "reach": 1e3 * delivery.spread.reach,
        "least": delivery.spread.reaches_edge, "coverage": delivery.spread.coverage, "reach_words": reach(delivery),
        "pitch": 0.0 if sham else 1e3 * lattice.pitch / simulation.treatment.pattern.passes**0.5,
        "radius": 0.0 if sham else 1e3 * lattice.zone.radius.value,
        "layout": simulation.treatment.pattern.layout,
        "mass": measured(dose.drug, show(given(dose, float(delivery.time[-1])), "kg")),
    }  # fmt: skip


def timing(request: Request, work: Work) -> Answer:
    """Compare the days on which the first injection of a treatment could be given.

    Parameters
    ----------
    request : dict
        ``case``; ``goal``, a name of the library, that of the condition if left out; ``last``, the last day; and how
        many ``scenarios``.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        With every fault, or if nothing is injected or no goal is for the condition.
    """
    only(request, "case", "goal", "last", "scenarios")
    last = whole_in(request, "last", 1, _LATEST, _LAST)
    scenarios = whole_in(request, "scenarios", 1, 40, _SCENARIOS)
    asked = read(request.get("case", {}))
    if not asked.treatment.injections:
        raise InputError([Fault("doses", "a needle is moved over the days, and none is used here; choose a medicine")])
    name = text_in(request, "goal", "")
    goal = catalog.goal(name) if name else usual_goal(asked.condition.name)
    work.tell(0, 2, "light, heat, damage, healing")
    done = simulated_alone(asked)
    moments = days(_FIRST * DAY, last * DAY)
    work.tell(1, 2, f"{moments.size} days in {scenarios} scenarios")
    found = study(done, goal, moments, scenarios)
    return {
        **day_curves(found.curve), "words": list(found.words),
        "orders": [{"text": one.text, "leak": one.leak, "acting": show(one.acting, "s")} for one in found.orders],
    }  # fmt: skip


def day_curves(curve: TimingCurve) -> dict[str, Any]:
    """Benefit, harm and net over the days: nominal, the middle half of the scenarios, and their ends, in percent."""
    nominal = curve.net[0]
    best = best_days(curve)
    return {
        "goal": curve.goal.title, "drug": curve.dose.drug.title, "scenarios": list(curve.scenarios),
        "days": _rounded(curve.day / DAY),
        "parts": {
            name: _spread(values)
            for name, values in (("benefit", curve.benefit), ("harm", curve.harm), ("net", curve.net))
        },
        "leak": _rounded(100.0 * curve.leak[0]),
        "good": [bool(value) for value in nominal >= nominal.max() - curve.figures.flat],
        "flat": show(curve.figures.flat, "%"),
        "best": [day_name(float(best.min())), day_name(float(best.max()))],
    }  # fmt: skip


def _spread(values: Any) -> dict[str, list[float]]:
    ends = np.percentile(100.0 * values, (0, 25, 75, 100), axis=0)
    names = ("least", "low", "high", "most")
    return {
        "nominal": _rounded(100.0 * values[0]),
        **{name: _rounded(row) for name, row in zip(names, ends, strict=True)},
    }


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 4) for value in values]
