"""The weeks after a treatment: courses with bands and grades, the skin cut open on any day, the calendar."""

from __future__ import annotations

from typing import Any

import numpy as np

from microthermal.domain.results.response import Healing
from microthermal.numerics.wholes import steps_within
from microthermal.planning.posterior_courses import undrawn
from microthermal.quantity import Array
from microthermal.report.sections.plan.calendar import span_of, visits_of
from microthermal.report.sections.weeks.course_panels import Curve
from microthermal.report.sections.weeks.healing import panels
from microthermal.report.sections.weeks.scores import scores_section
from microthermal.report.wording import when
from microthermal.simulation.records import Simulation
from microthermal.units import DAY
from microthermal.web.documents.blocks import block_document
from microthermal.web.documents.cut import skin_cut
from microthermal.web.documents.held import only, simulated
from microthermal.web.documents.panels import panels_document
from microthermal.web.pages import Answer, Request, Work

# Days at which courses are sent: close together while things happen fast, and weekly to the end.
_EARLY, _LATE = np.linspace(0.0, 14.0, 85), 3.0
# What a cut shows, and the species whose level beyond untreated skin it follows.
_FOLLOWED = {
    "dead": ("debris", "vacuole_debris"), "stressed": ("hsp70",), "denatured": ("denatured_collagen",),
    "red": ("erythema",), "fresh": ("new_collagen_1", "new_collagen_3"), "cells": ("inflammation",),
}  # fmt: skip
_DIGITS = 5
_NOTES = {
    "levels": "1 is healthy skin for what healthy skin has, 0 is none.",
    "calendar": "Healing times come from the model, care from the library. The line is the day above.",
    "courses": "Full lines: treated; dashed: the same skin untreated; pale: nine tenths of persons. The first 14 days "
    "take more room.",
}
# A rise of less than this is round-off.
_NONE = 1e-6


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
        "title": found.title, **told, "cut": skin_cut(found), "levels": cut_levels(found), "calendar": calendar(found),
        "scores": None if scores is None else {**block_document(scores), "title": "What it amounts to"},
        **panels_document(told), "notes": {**_NOTES, "courses": f"{_NOTES['courses']} {told['undrawn']}".strip()},
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
        "undrawn": undrawn(simulation),
    }  # fmt: skip


def cut_levels(simulation: Simulation) -> dict[str, list[float]]:
    """What the cut skin shows at the days of :func:`courses`, each from 0 to 1: the most that there ever is of it.

    ``open`` is the square root of the fraction of the open surface that has no epidermis yet, as a gap grows with its
    radius; ``unfilled`` the fraction of the channels' depth that is not filled, where a lattice has channels.
    """
    days = _days(float(simulation.healing.time[-1]) / DAY)
    levels = {name: _beyond(simulation, species, days) for name, species in _FOLLOWED.items()}
    surface = _course_of(simulation.healing, "open_epidermis", days)
    levels["open"] = np.sqrt(np.clip(surface / surface[0], 0.0, 1.0)) if surface[0] > 0.0 else np.zeros(days.size)
    closure = None if simulation.treatment.pulse.zoneless else simulation.lattice.closure
    filled = np.ones(days.size) if closure is None else np.interp(days, closure.time / DAY, closure.depth)
    return {name: [round(float(one), 3) for one in values] for name, values in {**levels, "unfilled": filled}.items()}


def _beyond(simulation: Simulation, species: tuple[str, ...], days: Array) -> Array:
    """Mean over species that rise of their level beyond untreated skin, each as a fraction of the most it comes to."""
    found = []
    for name in species:
        if name not in simulation.healing.species or name not in simulation.untreated.species:
            continue
        rise = _course_of(simulation.healing, name, days) - _course_of(simulation.untreated, name, days)
        most = float(rise.max())
        if most > _NONE:  # debris in vacuoles is there after light that tears alone
            found.append(np.maximum(rise, 0.0) / most)
    return np.mean(found, axis=0) if found else np.zeros(days.size)


def _course_of(healing: Healing, name: str, days: Array) -> Array:
    if name not in healing.species:
        return np.zeros(days.size)
    return np.asarray(np.interp(days, healing.time / DAY, healing.of(name)))


def _days(last: float) -> Array:
    weeks = steps_within(last - 14.0, _LATE) if last > 14.0 else 0
    return np.unique(np.concatenate([_EARLY[last >= _EARLY], 14.0 + _LATE * np.arange(1, weeks + 1), [last]]))


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
