"""An injection beside its laser treatment: reach, leak and levels of the dose, its grid of points, and its day."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal import catalog
from microthermal.domain.inputs.medicine import Injection
from microthermal.domain.results.response import Delivery
from microthermal.errors import Fault, InputError
from microthermal.planning.injection_day.curve import TimingCurve, days, usual_goal
from microthermal.planning.injection_day.study import simulated as simulated_alone
from microthermal.planning.injection_day.study import study
from microthermal.planning.injection_day.words import day_name
from microthermal.report.sections.injection.injection import injection_section
from microthermal.report.spelling import spelt
from microthermal.report.wording import fraction, injection, reach
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.web.documents.axes import even_axis, plotted
from microthermal.web.documents.blocks import block_document, table
from microthermal.web.documents.cut import skin_cut
from microthermal.web.documents.held import only, read, simulated, text_in, whole_in
from microthermal.web.documents.needle_grid import needle_grid
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.weeks import cut_levels

_FIRST, _LAST, _LATEST = -2, 28, 90
_SCENARIOS = 8
# Colours of the curves, by their numbers.
_ROLES = {"net": 0, "harm": 1, "benefit": 2}


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
    doses = [_dose(one, found) for one in found.deliveries]
    alt = f"Skin cut open with the needle: {'; '.join(one['text'] for one in doses)}"
    levels = {name: values[:1] for name, values in cut_levels(found).items()}
    side = {**skin_cut(found, needles=True), "kind": "shapes", "alt": spelt(alt), "levels": levels,
            "caption": "Cut open, to scale. Green: within reach of a point."}  # fmt: skip
    grids = [needle_grid(one) for one in doses if one["route"] == "needle"]
    return {
        "title": found.title, "doses": doses,
        "parts": [{"kind": "beside", "parts": [*grids, side]}, *(block_document(block)["parts"] if block else ())],
    }  # fmt: skip


def _dose(delivery: Delivery, simulation: Simulation) -> dict[str, Any]:
    dose = delivery.dose
    told = {"text": injection(dose, float(delivery.time[-1])), "day": dose.time / DAY, "route": dose.route}
    if not isinstance(dose, Injection):
        return told
    lattice, sham = simulation.lattice, simulation.treatment.pulse.zoneless
    return {
        **told, "spacing": 1e3 * dose.spacing, "depth": 1e3 * dose.depth, "reach": 1e3 * delivery.spread.reach,
        "pitch": 0.0 if sham else 1e3 * lattice.pitch / simulation.treatment.pattern.passes**0.5,
        "radius": 0.0 if sham else 1e3 * lattice.zone.radius.value,
        "words": spelt(
            f"Seen from above: points every {show(dose.spacing, 'm')}, each acting {reach(delivery)} around it, on "
            f"{show(delivery.spread.coverage, '%')} of the area, if every point hits"
        ),
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
        **day_curves(found.curve), "words": [spelt(text) for text in found.words],
        "orders": table(
            ("Order in one session", "Runs out", "Acts at target"),
            [[one.text, fraction(one.leak), show(one.acting, "s")] for one in found.orders], numeric=[1, 2],
        ),
    }  # fmt: skip


def day_curves(curve: TimingCurve) -> dict[str, Any]:
    """Benefit, harm and net over the days: nominal, the middle half of the scenarios, and their ends, in percent."""
    nominal = curve.net[0]
    return {
        "goal": curve.goal.title, "drug": curve.dose.drug.title, "scenarios": list(curve.scenarios),
        "days": _rounded(curve.day / DAY),
        "parts": {
            name: _spread(values)
            for name, values in (("benefit", curve.benefit), ("harm", curve.harm), ("net", curve.net))
        },
        "plots": [
            _plot(curve, ("benefit", "harm"), "Benefit (green) and harm (red)"),
            _plot(curve, ("net",), "Benefit less harm"),
        ],
        "reading": f"Line: nominal; pale: the middle half of {len(curve.scenarios)} scenarios; thin: their ends. Goal: "
        f"{curve.goal.title}.",
        "told": [_told(curve, place) for place in range(curve.day.size)],
        "first": int(np.argmax(nominal)), "windows": _windows(curve),
    }  # fmt: skip


def _plot(curve: TimingCurve, names: tuple[str, ...], title: str) -> dict[str, Any]:
    parts = {name: _spread(getattr(curve, name)) for name in names}
    ends = [value for part in parts.values() for value in (*part["least"], *part["most"])]
    days = (curve.day / DAY).tolist()
    series = [{**part, "points": part["nominal"], "role": _ROLES[name]} for name, part in parts.items()]
    axis = even_axis(days[0], days[-1], "day of the injection after the laser")
    alt = f"{title} over the day: the words below tell each day"
    told = plotted(
        days, axis, 1.05 * max(1.0, *ends), series, alt, low=min(0.0, *ends), label="% of the goal", marks=[0]
    )
    return {"title": title, **told}


def _told(curve: TimingCurve, place: int) -> str:
    """One day in words, nominal, with the span of the net over the scenarios."""
    benefit, harm, net = (f"{100.0 * one[0, place]:.1f} %" for one in (curve.benefit, curve.harm, curve.net))
    low, high = (f"{100.0 * end:.0f}" for end in (curve.net[:, place].min(), curve.net[:, place].max()))
    day = day_name(float(curve.day[place]))
    return spelt(f"{day}: benefit {benefit} of the goal, harm {harm}, net {net} ({low} to {high} %)")


def _windows(curve: TimingCurve) -> list[dict[str, Any]]:
    """Runs of days that are as good as the best in nominal skin, as entries of a calendar."""
    nominal = curve.net[0]
    good = np.flatnonzero(nominal >= nominal.max() - curve.figures.flat)
    runs = np.split(good, np.flatnonzero(np.diff(good) > 1) + 1)
    text = (
        f"The net benefit is within {show(curve.figures.flat, '%')} of the goal of the best day, in nominal skin. No "
        "trial has compared days: a hypothesis."
    )
    return [
        {
            "kind": "window", "title": "Injection window", "text": text, "day": float(curve.day[run[0]]) / DAY,
            "until": float(curve.day[run[-1]]) / DAY,
            "when": spelt(" to ".join(dict.fromkeys(day_name(float(curve.day[end])) for end in (run[0], run[-1])))),
        }
        for run in runs
    ]  # fmt: skip


def _spread(values: Any) -> dict[str, list[float]]:
    ends = np.percentile(100.0 * values, (0, 25, 75, 100), axis=0)
    names = ("least", "low", "high", "most")
    return {
        "nominal": _rounded(100.0 * values[0]),
        **{name: _rounded(row) for name, row in zip(names, ends, strict=True)},
    }


def _rounded(values: Any) -> list[float]:
    return [round(float(value), 4) for value in values]
