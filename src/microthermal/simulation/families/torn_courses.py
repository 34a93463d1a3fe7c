"""The weeks after if vacuoles were those of another scenario: healing of each, all else as it was."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

from microthermal.domain.results.extras.vacuoles import Vacuoles
from microthermal.domain.results.response import Healing, Visit
from microthermal.simulation.records import Simulation
from microthermal.zones.families.torn import torn_by, without_torn


def torn_courses(simulation: Simulation, vacuoles: Vacuoles) -> MappingProxyType[str, Healing]:
    """Healing by the name of each scenario.

    Parameters
    ----------
    simulation : Simulation
        Its own healing is that of the usual scenario; its condition, medicine and heat count in all of them.
    vacuoles : Vacuoles
        Of one microbeam.
    """
    model: Any = simulation.library.healing_model(simulation.settings.healing)
    pattern, burnt = simulation.treatment.pattern, without_torn(simulation.injury)
    found = {"usual": simulation.healing}
    for one in vacuoles.scenarios:
        if one.name not in found:
            injury = torn_by(burnt, one, pattern.density * pattern.passes)
            visit = Visit(injury=injury, deliveries=simulation.deliveries)
            found[one.name] = model.follow_visits((visit,), simulation.condition, float(simulation.healing.time[-1]))
    return MappingProxyType(found)
