"""The weeks after a treatment: courses with bands and grades, the skin cut open on any day, the calendar."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.inputs.medicine import Injection
from microthermal.numerics.wholes import steps_within
from microthermal.planning.posterior_courses import undrawn
from microthermal.quantity import Array
from microthermal.report.sections.plan.calendar import span_of, visits_of
from microthermal.report.sections.weeks.course_panels import Curve
from microthermal.report.sections.weeks.healing import panels
from microthermal.report.sections.weeks.scores import scores_section
from microthermal.report.wording import buried, plain, when
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.units import DAY, show
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.blocks import block_document
from microthermal.web.pages.held import only, simulated
from microthermal.zones.shapes import outlines

# Days at which courses are sent: close together while things happen fast, and weekly to the end.
_EARLY, _LATE = np.linspace(0.0, 14.0, 85), 3.0
# Borders that a picture shows, the widest first, with what they enclose in words.
_BORDERS = (("heat_shock", "stressed, alive"), ("dermal_cells", "dead cells"), ("collagen", "denatured collagen"))
_DIGITS = 5


def answer(request: Request, work: Work) -> Answer:
    """Simulate a treatment, and tell of the weeks after it.

    Parameters
    ----------
    request : dict
        ``case``: one treatment, as a case file holds it.
    work : Work
        Whom to tell how far it is.

    Raises
    ------
    InputError
        With every fault of the case.
    """
    only(request, "case")
    work.tell(0, 3, "light, heat, damage, healing")
    found = simulated(request.get("case", {}))
    work.tell(1, 3, "persons who differ")
    told = courses(found)
    work.tell(2, 3, "scores and calendar")
    scores = scores_section(found)
    return {
        "title": found.title, **told, "picture": skin_cut(found), "calendar": calendar(found),
        "scores": None if scores is None else block_document(scores),
    }  # fmt: skip


def courses(simulation: Simulation) -> dict[str, Any]:
    """Courses of healing at chosen days, in the groups of the report; with what is said of their bands."""
    days = _days(float(simulation.healing.time[-1]) / DAY)
    doses = [one.dose for one in simulation.deliveries if 0.0 < one.dose.time < simulation.settings.until]
    return {
        "days": _short(days),
        "panels": [
            {"title": panel.title, "curves": [_course(curve, simulation, days) for curve in panel.curves]}
            for panel in panels(simulation)
        ],
        "doses": [{"day": dose.time / DAY, "text": f"{dose.drug.title}, {when(dose.time)}"} for dose in doses],
        "undrawn": undrawn(simulation), **_filling(simulation, days),
    }  # fmt: skip


def _filling(simulation: Simulation, days: Array) -> dict[str, list[float]]:
    """Fraction of the channels' depth that is not filled yet, where a lattice has channels."""
    closure = None if simulation.treatment.pulse.sham else simulation.lattice.closure
    return {} if closure is None else {"unfilled": _at(days, closure.time / DAY, closure.depth)}


def _days(last: float) -> Array:
    late = np.append(14.0 + _LATE * np.arange(1, steps_within(last - 14.0, _LATE) + 1), last) if last > 14.0 else []
    return np.unique(np.concatenate([_EARLY[last >= _EARLY], late, [last]]))


def _course(curve: Curve, simulation: Simulation, days: Array) -> dict[str, Any]:
    treated, untreated = (one.time / DAY for one in (simulation.healing, simulation.untreated))
    band = {}
    if curve.band is not None:
        when_drawn, low, high = curve.band
        band = {"low": _at(days, when_drawn, low), "high": _at(days, when_drawn, high)}
    return {
        "species": curve.species, "label": curve.label, "grade": curve.grade,
        "treated": _at(days, treated, curve.treated), "untreated": _at(days, untreated, curve.untreated), **band,
    }  # fmt: skip


def _at(days: Array, time: Array, levels: Array) -> list[float]:
    return _short(np.interp(days, time, levels))


def _short(values: Array) -> list[float]:
    return [float(f"{value:.{_DIGITS}g}") for value in values.tolist()]


def skin_cut(simulation: Simulation) -> dict[str, Any]:
    """The treated skin to scale [mm]: layers, where a follicle ends, and the borders of one zone down its depth."""
    skin, top, layers = affected(simulation.skin, simulation.condition), 0.0, []
    for layer in skin.layers:
        layers.append({
            "tissue": layer.tissue or "", "name": plain(layer.name), "top": _mm(top),
            "bottom": _mm(top + layer.thickness),
        })  # fmt: skip
        top += layer.thickness
    follicle = skin.follicle
    told: dict[str, Any] = {
        "layers": layers, "follicle": None if follicle.density <= 0.0 else {"bulge": _mm(follicle.bulge_depth),
        "papilla": _mm(follicle.papilla_depth)}, "points": [_point(one) for one in simulation.deliveries],
    }  # fmt: skip
    told["points"] = [one for one in told["points"] if one]
    if simulation.treatment.pulse.sham:
        return {**told, "depth": _mm(min(top, 4e-3)), "zone": None}
    zone, lattice = simulation.zone, simulation.lattice
    deepest = max(zone.depth.value, zone.channel_depth.value)
    distance = lattice.pitch / simulation.treatment.pattern.passes**0.5
    shown = min(max(1.35 * deepest, 1.1 * follicle.bulge_depth, 8e-4), top)
    return {**told, "depth": _mm(shown), "zone": _zone(simulation, shown, distance), "words": (
        f"A zone is {show(deepest, 'm')} deep and {show(2 * zone.radius.value, 'm')} wide{buried(zone)}; the next one "
        f"lies {show(distance, 'm')} away on average."
    )}  # fmt: skip


def _zone(simulation: Simulation, shown: float, distance: float) -> dict[str, Any]:
    damage, zone = simulation.damage, simulation.zone
    kept = damage.grid.z <= 1.05 * shown
    borders = outlines(damage)
    return {
        "distance": _mm(distance), "z": [_mm(value) for value in damage.grid.z[kept].tolist()],
        "channel": [_mm(float(value)) for value in np.interp(damage.grid.z[kept], zone.z, zone.channel_outline)],
        "borders": [
            {"name": name, "words": words, "radius": [_mm(value) for value in borders[name][kept].tolist()]}
            for name, words in _BORDERS
            if name in borders
        ],
        "dead": [_mm(zone.top.value), _mm(max(zone.depth.value, zone.channel_depth.value))],
        "channel_depth": _mm(zone.channel_depth.value),
    }  # fmt: skip


def _point(delivery: Any) -> dict[str, Any] | None:
    dose = delivery.dose
    if not isinstance(dose, Injection):
        return None
    return {
        "day": dose.time / DAY, "depth": _mm(dose.depth), "spacing": _mm(dose.spacing), "reach": _mm(delivery.spread.reach),
        "drug": dose.drug.title,
    }  # fmt: skip


def _mm(length: float) -> float:
    return float(f"{1e3 * length:.{_DIGITS}g}")


def calendar(simulation: Simulation) -> list[dict[str, Any]]:
    """Entries of the calendar in order of time, with their days and in words."""
    visits, date = visits_of(simulation)
    return [
        {
            "kind": one.kind, "title": one.title, "text": one.text, "day": one.day / DAY, "until": one.until / DAY,
            "when": span_of(one, date),
        }
        for one in visits
    ]  # fmt: skip
