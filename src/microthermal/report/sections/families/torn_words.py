"""What vacuoles of a simulation are called in a few words, and whether heat has left a zone at all."""

from __future__ import annotations

from microthermal.deposition.breakdown.cautions import many
from microthermal.domain.results.extras.vacuoles import Vacuoles, VacuoleScenario
from microthermal.simulation.records import Simulation
from microthermal.units import show


def vacuoles_of(simulation: Simulation) -> Vacuoles | None:
    """Vacuoles of a simulation, if its engine looked for any."""
    extras = simulation.run.extras
    return None if extras is None else extras.vacuoles


def unburnt(simulation: Simulation) -> bool:
    """Whether heat leaves no zone: nothing dies of it and nothing is removed."""
    zone = simulation.zone
    return zone.depth.value == 0.0 and zone.channel_depth.value == 0.0


def counted(one: VacuoleScenario) -> str:
    """Vacuoles, or bubbles at single melanosomes, of one microbeam."""
    if one.branch == "none":
        return "none"
    what = "vacuole" if one.joined else "bubble"
    return f"{many(one.count)} {what}{'' if one.count < 1.5 else 's'}"


def torn_words(found: Vacuoles) -> str:
    """What one microbeam tears, as a clause: how many, how wide, where, and the band."""
    usual = found.usual
    if usual.branch == "none":
        return "no breakdown is expected" if found.expected == "no" else (
            "breakdown is expected only with the figures that favour it most"
        )  # fmt: skip
    wide = [2.0 * one.radius for one in found.scenarios]
    ends = " to ".join(show(one, "m", 2) if one > 0.0 else "none" for one in (min(wide), max(wide)))
    place = "" if usual.joined else " at single melanosomes"
    return (
        f"{counted(usual)}{place}, {show(2.0 * usual.radius, 'm', 2)} wide ({ends} over the scenarios), "
        f"{show(usual.depth, 'm', 2)} deep"
    )
