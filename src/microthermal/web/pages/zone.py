"""The zone of a case, as a page follows it by itself: sliders, starts, and what lies in the skin beside it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from microthermal import catalog
from microthermal.report.live.page import case as live_case
from microthermal.simulation.conditioned_skin import affected
from microthermal.units import parse, show
from microthermal.web.documents.bodies import bodies
from microthermal.web.offers import device_offer
from microthermal.web.pages import Answer, Request, Work
from microthermal.web.pages.treated import treated

# Texts have six digits.
_SAME = 1e-5


def answer(request: Request, work: Work) -> Answer:
    """Lay a case out for its page.

    Returns
    -------
    dict
        ``told`` (with ``bodies``: what lies in the skin at its depth) and ``starts`` as a live page holds them, and
        ``places``: where the texts of the device's settings stand among the sliders.
    """
    work.tell(0, 2, "light, heat and the warmth of the neighbours")
    found = treated(request)
    work.tell(1, 2, "laying out the zone for this page")
    told, starts = live_case(found, found.library, alone=True)
    offer, output = device_offer(str(request["device"])), catalog.device(str(request["device"])).basis.output
    targets = catalog.targets(affected(found.skin, found.condition), found.condition)
    return {
        "told": {**told, "bodies": bodies(targets)}, "starts": starts,
        "notes": {
            "settled": "Light, grid and the warmth of the neighbours are those of these settings: the digits are those "
            "of mtz simulate.",
            "moved": f"The neighbours' warmth is still that of {show(found.treatment.pulse.energy, 'J', 6)}; when "
            "the sliders rest, the server lays out these settings.",
            "outside": "These settings stand outside what this page can follow.",
        },
        "places": {
            "energy": _places(offer["energies"], "J", output, told["energies"]),
            "duration": _places(offer["durations"], "s", 1.0, told["durations"]),
        },
    }  # fmt: skip


def _places(texts: Sequence[str], unit: str, factor: float, values: Sequence[float]) -> dict[str, int]:
    """Where each text stands among values; none where a zone is not followed at it."""
    found: dict[str, Any] = {}
    for text in texts:
        wanted = factor * parse(text, unit)
        place = next((place for place, value in enumerate(values) if abs(value / wanted - 1.0) < _SAME), None)
        if place is not None:
            found[text] = place
    return found
