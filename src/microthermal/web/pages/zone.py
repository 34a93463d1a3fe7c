"""The zone of a case, as a page follows it by itself: sliders, starts, and what lies in the skin beside it."""

from __future__ import annotations

from typing import Any

from microthermal import catalog
from microthermal.report.live.page import case as live_case
from microthermal.report.live.starts import by_energy
from microthermal.simulation.conditioned_skin import affected
from microthermal.simulation.records import Simulation
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.treated import treated


def answer(request: Request, work: Work) -> Answer:
    """Lay a case out for its page.

    Returns
    -------
    dict
        ``told`` and ``starts`` as a live page holds them, ``ablates``, and ``places``: what lies in the skin, with its
        depth, the depths between which it is found [m], and how that is known.
    """
    work.tell(0, 2, "light, heat and the warmth of the neighbours")
    found = treated(request)
    work.tell(1, 2, "laying out the zone for this page")
    told, starts = live_case(found, found.library)
    return {"told": told, "starts": starts, "ablates": by_energy(found), "places": _places(found)}


def _places(found: Simulation) -> list[dict[str, Any]]:
    """Targets of this skin: follicle, plexus, core of a scar."""
    skin = affected(found.skin, found.condition)
    return [
        {"name": one.name, "title": one.title, "depth": one.depth, "shallow": one.shallow, "deep": one.deep,
         "kind": one.kind}
        for one in catalog.targets(skin, found.condition)
    ]  # fmt: skip
